/** A row in every table of a camp, by what the product does: for tests of what moves rows. */
import type { Actor } from '#kernel';
import { pngOf } from './media-files.ts';
import type { World } from './world.ts';

interface Filled {
  owner: Actor;
  orgId: string;
  communityId: string;
  channelId: string;
  /** Of letters that are hard to move; stands wherever a text may. */
  oddName: string;
}

interface Two {
  one: Actor;
  other: Actor;
  oneId: string;
  otherId: string;
}

export async function fillCamp(home: World, filled: Filled): Promise<void> {
  const { owner, orgId, communityId, channelId, oddName } = filled;
  const sender = { channelId, personId: 'id:20001' };
  const people = [{ name: oddName.slice(0, 3), from: sender }, { name: '小满' }];
  const { enrolments } = await home.run<{ enrolments: { id: string; memberId: string; nickname: string }[] }>(
    'admissions.enrol',
    { communityId, people },
    owner,
  );
  // One is bound to a sender, the other is not.
  const [unbound, bound] = enrolments.toSorted((a, b) => Number(b.nickname === '小满') - Number(a.nickname === '小满'));
  const actorOf = (memberId = ''): Actor => ({ kind: 'member', accountId: memberId, orgId, enrolled: [communityId] });
  const two = { one: actorOf(bound?.memberId), other: actorOf(unbound?.memberId), oneId: bound?.id ?? '', otherId: unbound?.id ?? '' };
  const camp = { communityId, name: '晨读', goal: oddName, startsOn: '2026-03-01', endsOn: '2026-03-21', policy: {} };
  const { id: campaignId } = await home.run<{ id: string }>('checkins.createCampaign', camp, owner);
  const { day } = await home.run<{ day: string }>('checkins.submit', { campaignId, content: { text: oddName } }, two.one);
  await home.run('checkins.like', { campaignId, enrolmentId: two.oneId, day, liked: true }, two.other);
  for (const enrolmentId of [two.oneId, two.otherId])
    await home.run('checkins.correct', { campaignId, enrolmentId, day, becomes: 'madeUp', reason: oddName }, owner);
  await home.run('media.begin', { communityId, medium: 'photo', size: 10 }, two.one);
  const { path } = await home.run<{ path: string }>('admissions.invite', { communityId, greeting: oddName, question: '?' }, owner);
  const applicant: Actor = { kind: 'nobody', orgId };
  const questions = [{ text: oddName, right: oddName, wrong: ['?'], why: oddName }];
  const quiz = { questions, ask: 1, pass: 1, tries: null, failing: 'marked' };
  const { version } = await home.run<{ version: number }>('admissions.quiz', { communityId }, owner);
  await home.run('admissions.setQuiz', { communityId, quiz, version }, owner);
  const held = { code: path.slice(path.indexOf('#') + 1), secret: 'a'.repeat(32) };
  await home.run('admissions.tryQuiz', held, applicant);
  await home.run('admissions.answerQuiz', { ...held, number: 1, question: 0, option: 1 }, applicant);
  const application = { ...held, name: '日入五百', answer: oddName, consent: '2026-11-22', guardian: { needed: false } };
  const { secret } = await home.run<{ secret: string }>('admissions.apply', application, applicant);
  await home.run('credentials.leaveAddress', { secret, address: '13800000001' }, applicant);
  await fillCredentials(home, filled, two);
  const logo = pngOf(2, 2, [0, 0, 0]).toString('base64');
  await home.run('brands.set', { communityId, name: oddName, colour: '#25508a', slogan: oddName, logo }, owner);
  await fillWelcome(home, filled, two);
  await fillSquads(home, filled, two);
  await fillDuties(home, filled, two, campaignId);
  await fillPoints(home, filled, two);
  await fillRaffle(home, filled, two);
  await fillSuccession(home, filled, two);
  await fillShop(home, filled, two);
  await fillCredit(home, filled, two);
  await fillHomework(home, filled, two);
  home.clock.set('2026-03-25T00:00:00Z');
  await home.run('graduation.award', { campaignId, need: 1 }, owner);
  await fillAlumni(home, filled, two);
  const survey = { questions: [{ kind: 'words', text: oddName }], anonymous: false, open: true };
  await home.run('exits.setSurvey', { communityId, ...survey }, owner);
  const left = await home.run<{ path: string }>('exits.ownLink', { communityId }, two.one);
  await home.run('exits.answer', { code: left.path.slice(left.path.indexOf('#') + 1), version: 1, answers: [oddName] }, applicant);
  await fillDissolution(home, filled, two);
}

/** Announced, and answered by one. */
async function fillDissolution(home: World, { owner, communityId, oddName }: Filled, { one }: Two): Promise<void> {
  const { id: successorId } = await home.run<{ id: string }>('communities.create', { name: oddName.slice(0, 4) }, owner);
  const said = { lastDay: '2026-04-30', words: oddName, refund: oddName, successorId };
  await home.run('dissolution.announce', { communityId, version: 0, ...said }, owner);
  await home.run('dissolution.answer', { communityId, version: 1, comes: true }, one);
}

/** An address proven by a code, and a WeChat account. */
async function fillCredentials(home: World, { owner, communityId }: Filled, { one }: Two): Promise<void> {
  const { codeId } = await home.run<{ codeId: string }>('credentials.addAddress', { address: 'one@example.org' }, one);
  const { code } = await home.run<{ code: string }>('credentials.showCode', { communityId, codeId }, owner);
  await home.run('credentials.confirmAddress', { codeId, code }, one);
  await home.run('credentials.linkWechat', { account: 'wx0 oOne' }, one);
}

async function fillWelcome(home: World, { owner, communityId, oddName }: Filled, { one, other }: Two): Promise<void> {
  await home.run('welcome.setPlan', { communityId, steps: ['rules'], nicknameFormat: '', rules: oddName }, owner);
  await home.run('welcome.acceptRules', { communityId, version: 1 }, one);
  const said = { needed: true, guardian: oddName.slice(0, 3), relation: 'mother' };
  await home.run('admissions.sayGuardian', { communityId, said }, one);
  await home.run('welcome.introduce', { communityId, who: oddName, listed: true }, one);
  const image = pngOf(2, 2, [0, 0, 0]).toString('base64');
  const group = { name: oddName, platform: 'wechat', members: 1, entryLimit: 200, validUntil: null, image };
  await home.run('welcome.addGroupCode', { communityId, ...group }, owner);
  await home.run('welcome.enterGroup', { communityId }, one);
  await home.run('welcome.bindingCode', { communityId }, other);
  await home.run('admissions.recommend', { communityId }, one);
}

async function fillSquads(home: World, { owner, communityId, oddName }: Filled, { oneId, otherId }: Two): Promise<void> {
  await home.run('squads.setSizes', { communityId, classSize: 60, squadSize: 6, span: 6 }, owner);
  const { id: squadId } = await home.run<{ id: string }>('squads.add', { communityId, name: '一组' }, owner);
  await home.run('squads.move', { communityId, enrolmentIds: [oneId, otherId], toSquadId: squadId }, owner);
  const role = { communityId, name: '组长', scope: 'squad', leads: true, behaviours: [oddName.slice(0, 4)], rights: ['squad.see'] };
  const { id: roleId } = await home.run<{ id: string }>('roles.make', role, owner);
  await home.run('roles.appoint', { roleId, enrolmentId: oneId, inSquadId: squadId }, owner);
  await home.run('squads.note', { squadId, enrolmentId: otherId, text: oddName }, owner);
  await home.run('squads.praise', { squadId, enrolmentId: otherId, text: oddName }, owner);
}

async function fillPoints(home: World, { owner, communityId, oddName }: Filled, { oneId, otherId }: Two): Promise<void> {
  const badges = [{ key: 'first', name: oddName.slice(0, 3), isTitle: true, measure: 'points', need: 1 }];
  await home.run('points.setRules', { communityId, pointsRules: { facts: { 'checkin.onTime': { points: 5 } }, badges } }, owner);
  const given = { communityId, enrolmentIds: [oneId, otherId], amount: 9, reason: oddName, requestId: home.kernel.newId() };
  await home.run('points.award', given, owner);
  const { entries } = await home.run<{ entries: { entryId: string }[] }>('points.ledger', { communityId }, owner);
  await home.run('points.reverse', { entryId: entries[0]?.entryId, reason: oddName }, owner);
  const { id: second } = await home.run<{ id: string }>('squads.add', { communityId, name: '二组' }, owner);
  const { squads } = await home.run<{ squads: { id: string }[] }>('squads.tree', { communityId }, owner);
  const squadIds = [second, ...squads.map(({ id }) => id)];
  await home.run(
    'points.startContest',
    { communityId, name: oddName, measure: 'points', startsOn: '2026-03-01', endsOn: '2026-03-31', squadIds },
    owner,
  );
}

async function fillDuties(home: World, { owner, communityId, oddName }: Filled, { one, oneId, otherId }: Two, campaignId: string) {
  const day = (ahead: number) => new Date(home.clock.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const roster = {
    ...{ communityId, name: '值日', rhythm: 'daily', startsOn: day(1), turns: 4, enrolmentIds: [oneId, otherId] },
    checklist: [{ time: '21:00', text: oddName.slice(0, 4), on: 'everyDay' }],
  };
  const { id: dutyRosterId } = await home.run<{ id: string }>('duties.saveRoster', roster, owner);
  await home.run('duties.askSwap', { dutyRosterId, turn: day(1), otherTurn: day(2) }, one);
  const ritual = { communityId, script: 'applause', begins: { day: day(1), time: '20:00' } };
  await home.run('duties.startRitual', ritual, owner);
  await home.run('duties.setReminder', { campaignId, minutes: 60 }, owner);
  await home.run('duties.remind', { campaignId, day: day(0), done: true }, owner);
}

async function fillRaffle(home: World, { owner, orgId, communityId, oddName }: Filled, { one }: Two): Promise<void> {
  const now = home.clock.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const terms = { title: oddName.slice(0, 4), terms: oddName, prizes: [{ name: '明信片', count: 1 }], announced: '?' };
  const times = { closesAt: at(1), drawsAt: at(2) };
  const { id: raffleId } = await home.run<{ id: string }>('raffles.open', { communityId, ...terms, ...times }, owner);
  await home.run('raffles.enter', { raffleId }, one);
  home.clock.set(now + 60_000);
  await home.run('raffles.sealDue', {}, { kind: 'system', orgId });
  home.clock.set(now + 120_000);
  await home.run('raffles.draw', { raffleId, value: '1' }, owner);
}

/** A trial after another holder's, ended with words, handed over; one asked and one willing. */
async function fillSuccession(home: World, { owner, communityId, oddName }: Filled, { one, oneId, otherId }: Two): Promise<void> {
  const { id: roleId } = await home.run<{ id: string }>('roles.make', { communityId, name: '值月生', scope: 'community' }, owner);
  const { rules } = await home.run<{ rules: object }>('succession.bench', { roleId }, owner);
  await home.run('succession.setRules', { roleId, roleRules: { ...rules, needs: [] }, version: 0 }, owner);
  const { id: holderId } = await home.run<{ id: string }>('roles.appoint', { roleId, enrolmentId: otherId }, owner);
  await home.run('succession.recall', { holderId, reason: oddName }, owner);
  await home.run('succession.offer', { roleId, enrolmentId: otherId }, owner);
  await home.run('succession.sayWilling', { communityId, willing: true }, one);
  await home.run('succession.startTrial', { roleId, enrolmentId: oneId }, owner);
}

/** A licence at zero with an entry taken back, an appeal and an exam under way. */
async function fillCredit(home: World, { owner, communityId, oddName }: Filled, { one, other, otherId }: Two): Promise<void> {
  const { offered } = await home.run<{ offered: object }>('credit.rules', { communityId }, owner);
  await home.run('credit.setRules', { communityId, creditRules: offered, version: 0 }, owner);
  const broken = { enrolmentId: otherId, ruleNumber: '1.2', reason: oddName, evidence: oddName, version: 1 };
  const record = (nth: number) => home.run<{ creditEntryId: string }>('credit.record', { ...broken, nth }, owner);
  await home.run('credit.reverse', { ...(await record(1)), reason: oddName }, owner);
  await record(1);
  await home.run('credit.appeal', { creditEntryId: (await record(2)).creditEntryId, text: oddName }, other);
  await home.run('credit.agree', { communityId, version: 1 }, one);
  await home.run('credit.beginExam', { communityId }, other);
  const { offered: removalRules } = await home.run<{ offered: object }>('removals.rules', { communityId }, owner);
  await home.run('removals.setRules', { communityId, removalRules, version: 0 }, owner);
  await home.run('removals.begin', { communityId, enrolmentIds: [otherId], first: 'proposal', credit: 0 }, owner);
}

/** Two works that were reviewed by each other's authors, a grade decided and appealed, an example. */
async function fillHomework(home: World, { owner, orgId, communityId, oddName }: Filled, { one, other }: Two): Promise<void> {
  const begun = home.clock.now();
  const day = new Date(begun + 86_400_000).toISOString().slice(0, 10);
  const policy = { graded: true, reviews: 1, reviewMin: 0, days: 3, giveFirst: false, content: { text: { needed: true, min: 1 } } };
  const given = { communityId, title: oddName.slice(0, 4), asked: oddName, due: { day, time: '20:00' }, policy };
  const { id: assignmentId } = await home.run<{ id: string }>('homework.create', given, owner);
  await home.run('homework.publish', { assignmentId }, owner);
  for (const actor of [one, other]) await home.run('homework.submit', { assignmentId, content: { text: oddName } }, actor);
  home.clock.set(begun + 2 * 86_400_000);
  await home.run('homework.deal', { assignmentId }, { kind: 'system', orgId });
  home.clock.set(begun + 9 * 86_400_000);
  const { submissions } = await home.run<{ submissions: { submissionId: string }[] }>('homework.submissions', { assignmentId }, owner);
  const submissionId = submissions[0]?.submissionId ?? '';
  await home.run('homework.review', { submissionId, text: oddName, scores: [80] }, owner);
  await home.run('homework.decide', { submissionId, score: 90, reason: oddName }, owner);
  await home.run('homework.feature', { submissionId, why: oddName }, owner);
  for (const actor of [one, other])
    await home.run('homework.appeal', { assignmentId, text: oddName }, actor).catch((error: { code: string }) => {
      if (error.code !== 'gradeAppeal.noGrade') throw error;
    });
}

/** Who completed is an alumna and was asked to the next class; the other, whose guardian would have to agree, is in no album. */
async function fillAlumni(home: World, { owner, communityId, oddName }: Filled, { one, other, otherId }: Two): Promise<void> {
  const told = { name: oddName.slice(0, 3), doing: oddName, offers: oddName, seeks: oddName, contact: oddName, contactShared: true };
  await home.run('alumni.join', { communityId, language: 'zh-CN', ...told }, other);
  const { id: nextId } = await home.run<{ id: string }>('communities.create', { name: oddName.slice(0, 4) }, owner);
  await home.run('alumni.invite', { communityId, nextId, enrolmentIds: [otherId], invitationKind: 'assistant' }, owner);
  await home.run('albums.hide', { communityId, hidden: true }, one);
}

async function fillShop(home: World, { owner, communityId, oddName }: Filled, { one, oneId }: Two): Promise<void> {
  const ids = { communityId, requestId: home.kernel.newId() };
  await home.run('points.award', { ...ids, enrolmentIds: [oneId], amount: 50, reason: oddName }, owner);
  const good = { communityId, name: oddName.slice(0, 4), description: oddName, price: 5, stock: 3, delivery: 'address' };
  const { id: goodId } = await home.run<{ id: string }>('shop.makeGood', good, owner);
  const to = { recipient: oddName.slice(0, 4), phone: '13800000002', address: oddName };
  await home.run('shop.order', { goodId, requestId: ids.requestId, price: 5, to }, one);
  const { id: budgetId } = await home.run<{ id: string }>(
    'prizes.makeBudget',
    { communityId, name: oddName.slice(0, 4), amount: 100 },
    owner,
  );
  const prize = { prizeKind: 'redPacket', amount: 100, what: oddName.slice(0, 4), why: oddName, givenOn: '2026-03-02' };
  await home.run('prizes.note', { ...ids, ...prize, budgetId, enrolmentIds: [oneId] }, owner);
}
