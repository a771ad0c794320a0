/** What succession promises: nobody is promoted unasked, facts are told, a person decides, and the record stays. */
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';

const camp = await campWorld('2026-03-01T00:00:00Z');
const { run, world: home } = camp;

interface Judged {
  fact: string;
  need: number;
  have: number | null;
  met: boolean;
}
interface Bench {
  rules: { needs: { fact: string; atLeast: number }[]; trial: object; checklist: { text: string; who: string; days: number }[] };
  version: number;
  enough: boolean;
  suspended: number;
  people: {
    enrolmentId: string;
    nickname: string;
    place: number | null;
    willing: boolean;
    holds: boolean;
    offer: { offerId: string; state: string } | null;
    reasons: { fact: string; ahead: number }[];
    needs: Judged[];
  }[];
}
interface Posts {
  trials: { trialId: string; nickname: string; state: string; needs: Judged[]; met: boolean }[];
  handovers: { from: string; to: string; items: { text: string; who: string; state: string }[] }[];
  history: { holderId: string; nickname: string; ended: string | null; how: string | null; reason: string; handedOver: boolean }[];
}
interface Mine {
  offers: { offerId: string; role: string; agreed: boolean }[];
  trials: { needs: Judged[] }[];
  ended: { how: string; reason: string }[];
}

/** Ten days in which the first checks in every day, the second every other day, the third never. */
async function club(name = '值月生') {
  camp.at('2026-03-01T00:00:00Z');
  const communityId = await camp.community();
  const [keen, other, ...more] = await camp.people(communityId, ['林夏', '阿树', '小满']);
  const quiet = more[0] ?? keen;
  const campaignId = await camp.campaign(communityId, {}, '2026-03-31');
  for (let day = 2; day <= 11; day += 1) {
    camp.at(`2026-03-${String(day).padStart(2, '0')}T01:00:00Z`);
    for (const { actor } of day % 2 === 0 ? [keen, other] : [keen]) await run('checkins.submit', { campaignId }, actor);
  }
  camp.at('2026-03-12T01:00:00Z');
  const { id: roleId } = await run<{ id: string }>('roles.make', {
    communityId,
    name,
    scope: 'community',
    responsibilities: ['每天开场问好'],
  });
  const bench = () => run<Bench>('succession.bench', { roleId });
  const posts = () => run<Posts>('succession.posts', { roleId });
  const start = ({ id }: Person, more: object = {}) =>
    run<{ trialId: string }>('succession.startTrial', { roleId, enrolmentId: id, ...more });
  const decide = (trialId: string, decision: string, reason = '') => run('succession.decideTrial', { trialId, decision, reason });
  const willing = ({ actor }: Person, yes = true) => run('succession.sayWilling', { communityId, willing: yes }, actor);
  return { communityId, campaignId, roleId, keen, other, quiet, bench, posts, start, decide, willing };
}
const mine = ({ actor }: Person) => run<Mine>('succession.mine', {}, actor);
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code }: { code: string }) => code,
  );

describe('at the same moment', () => {
  it('a trial is confirmed and recalled, or ended by hand: whatever came first holds', async () => {
    const { roleId, keen, willing, start, decide } = await club();
    await willing(keen);
    const heldBy = async () => home.sql<{ id: string }>('SELECT id FROM role_holder WHERE role_id = $1 AND ended_at IS NULL', [roleId]);
    for (const stop of ['succession.recall', 'roles.end']) {
      for (let round = 0; round < 16; round += 1) {
        const { trialId } = await start(keen, { days: 1 });
        const holderId = (await heldBy())[0]?.id;
        const confirmed = refused(decide(trialId, 'confirm', '做得好'));
        const stopped = camp.later(round).then(() => refused(run(stop, { holderId, reason: '临时有事' })));
        const answers = await Promise.all([confirmed, stopped]);
        // Ending what is over already changes nothing and is no error.
        const holds = answers[0] === null;
        expect(await heldBy()).toHaveLength(holds ? 1 : 0);
        if (stop === 'succession.recall') expect(answers.filter((code) => code === null)).toHaveLength(1);
        for (const { id } of await heldBy()) await run('roles.end', { holderId: id });
        await refused(decide(trialId, 'end', '散了'));
      }
    }
  });
});

describe('the bench', () => {
  it('ranks by evidence, with need, have and met of each and the reasons in front', async () => {
    const { bench } = await club();
    const { enough, people } = await bench();
    expect(enough).toBe(true);
    expect(people.map(({ nickname, place }) => [nickname, place])).toEqual([
      ['林夏', 1],
      ['阿树', 2],
      ['小满', 3],
    ]);
    expect(people[0]?.needs).toEqual([
      { fact: 'days', need: 7, have: 10, of: 10, met: true },
      { fact: 'share', need: 60, have: 100, of: 10, met: true },
    ]);
    expect(people[0]?.reasons.map(({ fact }) => fact)).toEqual(['share', 'run']);
    expect(people[2]?.reasons).toEqual([]);
  });

  it('puts who is willing first among equals, and leaves out whose rights are suspended', async () => {
    const { communityId, bench, willing, keen } = await club();
    const [, late] = await camp.people(communityId, ['甲', '乙']);
    await willing(late);
    const last = async () => (await bench()).people.slice(-2).map(({ nickname, place }) => [nickname, place]);
    expect(await last()).toEqual([
      ['乙', null],
      ['甲', null],
    ]);
    await willing(late, false);
    expect(await last()).toEqual([
      ['甲', null],
      ['乙', null],
    ]);
    await home.sql('UPDATE enrolment SET rights_suspended_at = now() WHERE id = $1', [keen.id]);
    const { people, suspended } = await bench();
    expect([suspended, people.some(({ nickname }) => nickname === '林夏')]).toEqual([1, false]);
  });

  it('takes what staff set for the role, versions that are only added, and no older page over a newer one', async () => {
    const { roleId, bench } = await club();
    const { rules, version } = await bench();
    const set = (seen: number) =>
      run('succession.setRules', { roleId, roleRules: { ...rules, needs: [{ fact: 'run', atLeast: 11 }] }, version: seen });
    expect(await set(version)).toEqual({ version: 1 });
    expect(await refused(set(version))).toBe('succession.changedMeanwhile');
    expect((await bench()).people[0]?.needs).toEqual([{ fact: 'run', need: 11, have: 10, of: null, met: false }]);
  });
});

describe('a promotion', () => {
  it('is of nobody who is neither willing nor has agreed; what was agreed to is used once', async () => {
    const { roleId, keen, other, start, bench } = await club();
    expect(await refused(start(keen))).toBe('candidate.notAsked');
    const { offerId } = await run<{ offerId: string }>('succession.offer', { roleId, enrolmentId: keen.id });
    expect(await run('succession.offer', { roleId, enrolmentId: keen.id })).toEqual({ offerId });
    expect(await refused(start(keen))).toBe('candidate.notAsked');
    expect(await refused(run('succession.answer', { offerId, agree: true }, other.actor))).toBe('offer.unknown');
    await run('succession.answer', { offerId, agree: true }, keen.actor);
    expect((await mine(keen)).offers).toMatchObject([{ role: '值月生', agreed: true }]);
    await start(keen);
    expect((await bench()).people[0]).toMatchObject({ nickname: '林夏', holds: true, offer: null });
    expect(await refused(run('succession.answer', { offerId, agree: false }, keen.actor))).toBe('offer.unknown');
  });

  it('declined or withdrawn is none', async () => {
    const { roleId, keen, start, bench } = await club();
    const ask = async () => (await run<{ offerId: string }>('succession.offer', { roleId, enrolmentId: keen.id })).offerId;
    await run('succession.answer', { offerId: await ask(), agree: false }, keen.actor);
    expect((await bench()).people[0]?.offer?.state).toBe('declined');
    const again = await ask();
    await run('succession.answer', { offerId: again, agree: true }, keen.actor);
    await run('succession.withdraw', { offerId: again });
    expect(await refused(start(keen))).toBe('candidate.notAsked');
  });

  it('shows from facts since it began what was asked for, and is confirmed by a person when it ends', async () => {
    const { communityId, campaignId, keen, willing, start, posts, decide } = await club();
    await willing(keen);
    const { trialId } = await start(keen, { days: 4 });
    await run('duties.saveRoster', {
      ...{ communityId, name: '值日', rhythm: 'daily', startsOn: '2026-03-13', turns: 2, enrolmentIds: [keen.id] },
      checklist: [{ text: '开场问好', time: '20:00', on: 'everyDay' }],
    });
    for (let day = 12; day <= 15; day += 1) {
      camp.at(`2026-03-${day}T01:00:00Z`);
      await run('checkins.submit', { campaignId }, keen.actor);
      const { items } = await run<{ items: { id: string; day: string }[] }>('duties.mine', {}, keen.actor);
      for (const { id } of items.filter((item) => item.day === `2026-03-${day}`))
        await run('duties.finishMine', { dueItemId: id }, keen.actor);
      if (day === 14) expect(await refused(decide(trialId, 'confirm'))).toBe('trial.notOver');
    }
    const { trials } = await posts();
    expect(trials).toMatchObject([{ nickname: '林夏', state: 'due', met: true }]);
    expect(trials[0]?.needs).toEqual([
      { fact: 'share', need: 70, have: 100, of: 4, met: true },
      { fact: 'onTime', need: 80, have: 100, of: 2, met: true },
    ]);
    expect((await mine(keen)).trials[0]?.needs).toEqual(trials[0]?.needs);
    await decide(trialId, 'confirm');
    expect(await refused(decide(trialId, 'end', '再想想'))).toBe('trial.unknown');
    const after = await posts();
    expect(after.trials).toEqual([]);
    expect(after.history.map(({ ended, how }) => [ended !== null, how])).toEqual([
      [false, null],
      [true, 'confirmed'],
    ]);
  });

  it('that is not met is confirmed with a reason only, prolonged once, or ended with words the person reads', async () => {
    const { keen, willing, start, posts, decide } = await club();
    await willing(keen);
    const { trialId } = await start(keen, { days: 2 });
    camp.at('2026-03-14T02:00:00Z');
    expect(await refused(decide(trialId, 'confirm'))).toBe('trial.notMet');
    await decide(trialId, 'prolong');
    expect(await refused(decide(trialId, 'prolong'))).toBe('trial.prolonged');
    expect((await posts()).trials).toMatchObject([{ state: 'running', needs: [{ have: 0 }, { have: null, met: false }] }]);
    expect(await refused(decide(trialId, 'end'))).toBe('trial.needsReason');
    await decide(trialId, 'end', '这阵子太忙，下一期再来');
    expect((await mine(keen)).ended).toMatchObject([{ how: 'ended', reason: '这阵子太忙，下一期再来' }]);
    expect((await posts()).history[0]).toMatchObject({ how: 'ended', ended: '2026-03-14T02:00:00.000Z' });
  });
});

describe('handing over and recall', () => {
  it('gives both a checklist as due items, once, and tells what was done and missed', async () => {
    const { roleId, keen, other, willing, start, posts } = await club();
    const { id: holderId } = await run<{ id: string }>('roles.appoint', { roleId, enrolmentId: other.id });
    await run('succession.recall', { holderId, reason: '下个月出差，先交给别人' });
    expect(await refused(run('succession.recall', { holderId, reason: '再一次' }))).toBe('holder.over');
    await willing(keen);
    await start(keen);
    const items = async ({ actor }: Person) =>
      (await run<{ items: { id: string; source: string; from: string }[] }>('duties.mine', {}, actor)).items.filter(
        ({ source }) => source === 'handover',
      );
    const own = await items(other);
    expect([own.length, (await items(keen)).length, own[0]?.from]).toEqual([3, 3, '值月生']);
    await run('duties.finishMine', { dueItemId: own[0]?.id }, other.actor);
    camp.advance(3 * 86_400_000);
    const { handovers, history } = await posts();
    expect(handovers).toMatchObject([{ from: '阿树', to: '林夏' }]);
    expect(handovers[0]?.items.map(({ state }) => state).sort()).toEqual(['done', 'missed', 'missed', 'open', 'open', 'open']);
    expect(history.map(({ nickname, how, reason, handedOver }) => [nickname, how, reason, handedOver])).toEqual([
      ['林夏', null, '', false],
      ['阿树', 'recalled', '下个月出差，先交给别人', true],
    ]);
    const toHolderId = history[0]?.holderId;
    expect(await refused(run('succession.handOver', { holderId, toHolderId }))).toBe('handover.exists');
  });
});

describe('the next class', () => {
  it('is proposed rung by rung, asked and answered by the person, and nothing happens by itself', async () => {
    const { communityId, roleId, keen, other } = await club();
    await run('roles.appoint', { roleId, enrolmentId: other.id });
    const { communityId: nextId } = await run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    const { id: leader } = await run<{ id: string }>('roles.make', { communityId: nextId, name: '班长', scope: 'community' });
    await run('succession.setLadder', { communityId, ladder: ['值月生', '班长'], version: 0 });
    interface Next {
      nextId: string;
      rungs: {
        name: string;
        from: string | null;
        roleId: string | null;
        people: { nickname: string; offer: { state: string } | null }[];
      }[];
    }
    const next = () => run<Next>('succession.nextClass', { communityId });
    const { rungs } = await next();
    expect(rungs.map(({ name, from, people }) => [name, from, people.map(({ nickname }) => nickname)])).toEqual([
      ['值月生', null, ['林夏', '小满']],
      ['班长', '值月生', ['阿树']],
    ]);
    expect(await refused(run('succession.offer', { roleId: leader, enrolmentId: other.id }, home.staff('operator', nextId)))).toBe(
      'enrolment.unknown',
    );
    const { offerId } = await run<{ offerId: string }>('succession.offer', { roleId: leader, enrolmentId: other.id });
    await run('succession.answer', { offerId, agree: true }, other.actor);
    expect((await next()).rungs[1]?.people[0]?.offer?.state).toBe('agreed');
    expect((await run<Bench>('succession.bench', { roleId: leader })).people).toEqual([]);
    expect(await refused(run('succession.startTrial', { roleId: leader, enrolmentId: keen.id }))).toBe('enrolment.unknown');
  });
});

describe('who is gone', () => {
  it('has a copy first; after erasing nothing of theirs is left, and the record of the role stays', async () => {
    const { roleId, keen, willing, start, decide } = await club();
    await willing(keen);
    const { trialId } = await start(keen, { days: 1 });
    await decide(trialId, 'end', '林夏说太忙了啊');
    const copy = await run<Record<string, object[]>>('privacy.exportMine', {}, keen.actor);
    expect(copy).toMatchObject({ willing: [{}], roleTrials: [{ outcome: 'ended' }], roleEndings: [{ reason: '林夏说太忙了啊' }] });
    await run('privacy.eraseMine', { understood: true }, keen.actor);
    expect(await everythingKept(home)).not.toContain('说太忙了啊');
    const [kept] = await home.sql<{ n: number }>(
      'SELECT count(*)::int4 AS n FROM role_ending n JOIN role_holder h ON h.id = n.holder_id WHERE h.role_id = $1',
      [roleId],
    );
    expect(kept?.n).toBe(1);
    expect((await run<Posts>('succession.posts', { roleId })).history).toEqual([]);
  });

  it('is on no bench, and a trial of theirs can only be ended', async () => {
    const { keen, willing, start, posts, bench, decide } = await club();
    await willing(keen);
    const { trialId } = await start(keen);
    await camp.leave(keen);
    expect((await bench()).people.map(({ nickname }) => nickname)).not.toContain('林夏');
    expect((await posts()).trials).toMatchObject([{ state: 'broken' }]);
    expect(await refused(decide(trialId, 'prolong'))).toBe('trial.broken');
    await decide(trialId, 'end', '已退出');
    expect((await posts()).trials).toEqual([]);
  });
});
