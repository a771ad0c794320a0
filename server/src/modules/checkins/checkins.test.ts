import { beforeAll, describe, expect, it } from 'vitest';
import { type CampWorld, campWorld, type Person } from '#testing/camp';

let c: CampWorld;
beforeAll(async () => {
  c = await campWorld('2026-03-02T00:00:00Z');
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string }) => error.code,
  );

interface Outcome {
  first: boolean;
  kind: string;
  counted: boolean;
  day: string;
  standing: { streak: number; total: number; best: number; ticketsLeft: number; leavesLeft: number };
  doneToday: number;
}

/** A campaign of its own from Monday, 2 March, and one who takes part, at 08:00 in Shanghai on that day. */
async function camp(rules: object = {}, endsOn = '2026-03-22') {
  c.at('2026-03-02T00:00:00Z');
  const communityId = await c.community();
  const [me, other] = await c.people(communityId, ['我', '她']);
  const campaignId = await c.campaign(communityId, rules, endsOn);
  const as = (person: Person) => {
    return <T = Outcome>(operation: string, input: object = {}) =>
      c.run<T>(`checkins.${operation}`, { campaignId, ...input }, person.actor);
  };
  const staff = <T = Outcome>(operation: string, input: object = {}) => c.run<T>(`checkins.${operation}`, { campaignId, ...input });
  return { communityId, campaignId, me, other, mine: as(me), hers: as(other), staff };
}

interface Today {
  campaigns: {
    state: string;
    today: string;
    dayNumber: number;
    done: { kind: string; content: object } | null;
    needs: { code: string }[];
    canUndo: boolean;
    people: number;
    doneToday: number;
    counted: number;
    possible: number;
    rank: number | null;
    standing: Outcome['standing'];
    calendar: { day: string; state: string; canMakeUp: boolean }[];
    first: { nickname: string; me: boolean }[];
  }[];
}

describe('a check-in', () => {
  it('is taken once; a second one is told the first and changes nothing', async () => {
    const { mine, campaignId } = await camp({ content: { text: { needed: true, min: 2 } } });
    expect(await mine('submit', { content: { text: '读完了' } })).toMatchObject({
      first: true,
      kind: 'onTime',
      day: '2026-03-02',
      doneToday: 1,
    });
    c.advance(60_000);
    expect(await mine('submit', { content: { text: '再来一次' } })).toMatchObject({
      first: false,
      at: '2026-03-02T00:00:00.000Z',
      doneToday: 1,
    });
    const [row] = (await mine<Today>('today')).campaigns;
    expect(row).toMatchObject({ done: { content: { text: '读完了' } }, standing: { total: 1, streak: 1 }, canUndo: true, rank: 1 });
    const events = await c.sql(`SELECT data FROM event WHERE event = 'checkin.submitted' AND data->>'campaignId' = $1`, [campaignId]);
    expect(events).toEqual([{ data: { campaignId, day: '2026-03-02', kind: 'onTime' } }]);
  });

  it.each([
    ['too little text', { text: '短' }, 'checkin.text'],
    ['no number', { text: '够长了' }, 'checkin.number'],
    ['a number outside', { text: '够长了', number: 400 }, 'checkin.number'],
    ['no link', { text: '够长了', number: 20 }, 'checkin.link'],
  ])('is refused for %s, and nothing is kept', async (_name, content, code) => {
    const number = { needed: true, label: '页数', unit: '页', min: 1, max: 300 };
    const { mine, campaignId } = await camp({ content: { text: { needed: true, min: 3 }, number, link: { needed: true } } });
    expect(await codeOf(mine('submit', { content }))).toBe(code);
    expect(await c.rowsOf(campaignId)).toEqual([]);
  });

  it.each([
    ['refused', null],
    ['withoutCredit', { kind: 'late', counted: false, standing: { total: 0 } }],
    ['counted', { kind: 'late', counted: true, standing: { total: 1 } }],
  ])('after closing is judged by the rules: %s', async (late, judged) => {
    const { mine } = await camp({ opens: '09:00', closes: '10:00', late });
    expect(await codeOf(mine('submit'))).toBe('checkin.closed');
    expect((await mine<Today>('today')).campaigns[0]?.needs).toMatchObject([{ code: 'window.opens' }]);
    c.at('2026-03-02T02:00:00Z');
    if (judged) expect(await mine('submit')).toMatchObject(judged);
    else expect(await codeOf(mine('submit'))).toBe('checkin.closed');
  });

  it('belongs to the day before until the boundary', async () => {
    const { mine } = await camp();
    c.at('2026-03-03T19:59:00Z');
    expect(await mine('submit')).toMatchObject({ day: '2026-03-03' });
    c.at('2026-03-03T20:00:00Z');
    expect(await mine('submit')).toMatchObject({ day: '2026-03-04', standing: { streak: 2 } });
  });

  it('is refused outside the campaign, and by whoever takes no part', async () => {
    const { mine, other, campaignId } = await camp({}, '2026-03-03');
    c.at('2026-03-01T00:00:00Z');
    expect(await codeOf(mine('submit'))).toBe('campaign.notRunning');
    expect((await mine<Today>('today')).campaigns[0]).toMatchObject({
      state: 'upcoming',
      dayNumber: 0,
      needs: [{ code: 'campaign.starts' }],
    });
    c.at('2026-03-04T00:00:00Z');
    expect(await codeOf(mine('submit'))).toBe('campaign.notRunning');
    expect((await mine<Today>('today')).campaigns[0]).toMatchObject({ state: 'ended', dayNumber: 2, needs: [{ code: 'campaign.ends' }] });
    await c.leave(other);
    expect(await codeOf(c.run('checkins.submit', { campaignId }, other.actor))).toBe('campaign.unknown');
  });
});

describe('undo', () => {
  it('takes today’s back until the day ends, and again is no harm', async () => {
    const { mine } = await camp();
    await mine('submit');
    expect(await mine('undo')).toMatchObject({ standing: { total: 0, streak: 0 } });
    expect(await mine('undo')).toMatchObject({ standing: { total: 0 } });
    expect(await mine('submit')).toMatchObject({ first: true, standing: { total: 1 } });
    c.at('2026-03-02T20:00:00Z');
    expect(await mine('undo')).toMatchObject({ standing: { total: 1 } });
  });

  it('does not take back what staff entered', async () => {
    const { mine, staff, me } = await camp();
    await staff('correct', { enrolmentId: me.id, day: '2026-03-02', becomes: 'onTime', reason: '群里打过' });
    expect(await codeOf(mine('undo'))).toBe('checkin.notUndoable');
  });
});

describe('making up', () => {
  it('fills a missed day while tickets last, not too far back, and once', async () => {
    const { mine } = await camp({ tickets: 2, ticketDays: 3 });
    c.at('2026-03-07T00:00:00Z');
    expect(await codeOf(mine('makeUp', { day: '2026-03-03' }))).toBe('checkin.notMissed');
    expect(await codeOf(mine('makeUp', { day: '2026-03-07' }))).toBe('checkin.notMissed');
    expect(await mine('makeUp', { day: '2026-03-06' })).toMatchObject({
      first: true,
      kind: 'madeUp',
      standing: { streak: 1, ticketsLeft: 1 },
    });
    expect(await mine('makeUp', { day: '2026-03-06' })).toMatchObject({ first: false, standing: { ticketsLeft: 1 } });
    expect(await mine('makeUp', { day: '2026-03-05' })).toMatchObject({ standing: { streak: 2, total: 2, ticketsLeft: 0 } });
    expect(await codeOf(mine('makeUp', { day: '2026-03-04' }))).toBe('checkin.noTicket');
  });

  it('asks for the content of that day, and turns late without credit into a day that counts', async () => {
    const { mine, campaignId } = await camp({ closes: '05:00', content: { text: { needed: true } } });
    expect(await mine('submit', { content: { text: '晚了' } })).toMatchObject({ kind: 'late', counted: false });
    c.at('2026-03-03T00:00:00Z');
    expect(await codeOf(mine('makeUp', { day: '2026-03-02' }))).toBe('checkin.text');
    expect(await mine('makeUp', { day: '2026-03-02', content: { text: '补上' } })).toMatchObject({ standing: { total: 1, streak: 1 } });
    expect(await c.rowsOf(campaignId)).toMatchObject([{ day: '2026-03-02', kind: 'madeUp', counted: true }]);
  });
});

describe('leave', () => {
  it('is for today or coming days of the campaign, as long as there is some, and not beside a check-in', async () => {
    const { mine } = await camp({ leaves: 1 }, '2026-03-05');
    for (const day of ['2026-03-01', '2026-03-06']) expect(await codeOf(mine('takeLeave', { day }))).toBe('leave.day');
    expect(await mine('takeLeave', { day: '2026-03-04' })).toMatchObject({ standing: { leavesLeft: 0 } });
    expect(await mine('takeLeave', { day: '2026-03-04' })).toMatchObject({ standing: { leavesLeft: 0 } });
    expect(await codeOf(mine('takeLeave', { day: '2026-03-05' }))).toBe('leave.none');
    expect(await mine('cancelLeave', { day: '2026-03-04' })).toMatchObject({ standing: { leavesLeft: 1 } });
    await mine('submit');
    expect(await codeOf(mine('takeLeave', { day: '2026-03-02' }))).toBe('leave.done');
  });

  it('keeps the run, and a check-in on that day is told of it', async () => {
    const { mine } = await camp();
    await mine('submit');
    await mine('takeLeave', { day: '2026-03-03' });
    c.at('2026-03-03T00:00:00Z');
    expect(await mine('submit')).toMatchObject({ first: false, kind: 'leave' });
    c.at('2026-03-04T00:00:00Z');
    expect(await mine('submit')).toMatchObject({ standing: { streak: 2, total: 2 } });
  });
});

describe('a correction', () => {
  it('changes any day up to today, keeps the reason, and costs no ticket', async () => {
    const { staff, me } = await camp();
    c.at('2026-03-05T00:00:00Z');
    const correct = (day: string, becomes: string | null) => staff('correct', { enrolmentId: me.id, day, becomes, reason: '手机坏了' });
    expect(await correct('2026-03-04', 'madeUp')).toMatchObject({ standing: { total: 1, ticketsLeft: 2 } });
    await correct('2026-03-04', 'leave');
    expect(await correct('2026-03-04', null)).toMatchObject({ standing: { total: 0 } });
    expect(await codeOf(correct('2026-03-06', 'onTime'))).toBe('checkin.outside');
    const { corrections } = await staff<{ corrections: object[] }>('person', { enrolmentId: me.id });
    expect(corrections).toMatchObject([
      { was: 'leave', becomes: null },
      { was: 'madeUp', becomes: 'leave' },
      { was: null, becomes: 'madeUp', reason: '手机坏了' },
    ]);
  });
});

describe('rules', () => {
  it.each([
    ['a window outside the day', { opens: '03:00' }, 'campaign.window'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone.unknown'],
    ['a range upside down', { content: { number: { needed: false, label: '页', unit: '', min: 2, max: 1 } } }, 'campaign.number'],
  ])('are refused with %s', async (_name, rules, code) => {
    expect(await codeOf(camp(rules))).toBe(code);
  });

  it('change from tomorrow on at the earliest; what was judged stays', async () => {
    const { mine, staff } = await camp({ late: 'withoutCredit', closes: '05:00' });
    await mine('submit');
    const change = (effectiveOn: string, policy: object) => staff<{ version: number }>('changePolicy', { effectiveOn, policy });
    expect(await codeOf(change('2026-03-02', {}))).toBe('policy.past');
    expect(await change('2026-03-03', { late: 'counted', closes: '05:00' })).toMatchObject({ version: 2 });
    c.at('2026-03-03T00:00:00Z');
    expect(await mine('submit')).toMatchObject({ kind: 'late', counted: true, standing: { total: 1, streak: 1 } });
    const shown = await staff<{ versions: object[]; policy: object }>('campaign');
    expect(shown).toMatchObject({ policy: { late: 'counted' }, versions: [{ version: 1 }, { version: 2, effectiveOn: '2026-03-03' }] });
  });

  it('of a zone further east begin on a day that has not begun there', async () => {
    const { staff } = await camp({ zone: 'America/New_York' });
    c.at('2026-03-05T22:00:00Z');
    const change = (effectiveOn: string) => staff('changePolicy', { effectiveOn, policy: { zone: 'Asia/Shanghai' } });
    expect(await codeOf(change('2026-03-06'))).toBe('policy.past');
    expect(await codeOf(change('2026-03-07'))).toBeNull();
  });

  it('leave the last day today or later', async () => {
    const { staff } = await camp();
    c.at('2026-03-10T00:00:00Z');
    expect(await codeOf(staff('updateCampaign', { endsOn: '2026-03-09' }))).toBe('campaign.dates');
    expect(await staff('updateCampaign', { endsOn: '2026-03-10', name: '晨读' })).toMatchObject({ endsOn: '2026-03-10', name: '晨读' });
  });
});

describe('together', () => {
  it('whoever has left is not counted, ranked or shown, and is there again after coming back', async () => {
    const { mine, hers, staff, other } = await camp();
    await hers('submit');
    c.advance(1000);
    await mine('submit');
    const numbers = async () => {
      const [page] = (await mine<Today>('today')).campaigns;
      const { top } = await mine<{ top: object[] }>('ranking');
      const { posts } = await mine<{ posts: object[] }>('feed');
      const { people } = await staff<{ people: object[] }>('people');
      return [page?.people, page?.doneToday, page?.counted, page?.possible, page?.first.length, top.length, posts.length, people.length];
    };
    expect(await numbers()).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
    await c.leave(other);
    expect(await numbers()).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    await c.comeBack(other);
    expect(await numbers()).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('the same number of days shares a place; a broken run is shown as broken', async () => {
    const { mine, hers } = await camp();
    await mine('submit');
    c.at('2026-03-03T00:00:00Z');
    await hers('submit');
    const ranked = () => mine<{ top: { rank: number; nickname: string; streak: number }[]; me: object }>('ranking');
    expect(await ranked()).toMatchObject({
      top: [
        { rank: 1, nickname: '我', streak: 1 },
        { rank: 1, nickname: '她', streak: 1 },
      ],
      me: { rank: 1 },
    });
    c.at('2026-03-04T00:00:00Z');
    await hers('submit');
    expect(await ranked()).toMatchObject({
      top: [
        { rank: 1, nickname: '她', streak: 2 },
        { rank: 2, nickname: '我', streak: 0 },
      ],
      me: { rank: 2 },
    });
  });

  it('asks nothing of the days before somebody joined', async () => {
    const { communityId, staff } = await camp();
    c.at('2026-03-05T00:00:00Z');
    await c.people(communityId, ['新人']);
    expect(await staff('campaign')).toMatchObject({ people: 3, possible: 2 * 4 + 1 });
    const { people } = await staff<{ people: { nickname: string; missedDays: number }[] }>('people', { show: 'missing' });
    expect(people.map(({ nickname, missedDays }) => [nickname, missedDays]).sort()).toEqual(
      [
        ['她', 3],
        ['我', 3],
        ['新人', 0],
      ].sort(),
    );
  });

  it('pages of the feed leave nobody out, though many came at one instant', async () => {
    const { communityId, campaignId, mine } = await camp({ content: { text: { needed: false } } });
    const crowd = await c.people(communityId, ['甲', '乙', '丙', '丁', '戊']);
    for (const [index, person] of crowd.entries()) {
      if (index === 2 || index === 4) c.advance(1000);
      await c.run('checkins.submit', { campaignId, content: { text: person.nickname } }, person.actor);
    }
    const seen: string[] = [];
    let before: string | null | undefined;
    do {
      const page: { posts: { text: string }[]; next: string | null } = await mine('feed', { limit: 1, ...(before ? { before } : {}) });
      seen.push(...page.posts.map(({ text }) => text));
      before = page.next;
    } while (before);
    expect(seen[0]).toBe('戊');
    expect(seen.toSorted()).toEqual(['甲', '乙', '丙', '丁', '戊'].toSorted());
  });

  it('a like counts once and can be taken back; what is gone cannot be liked', async () => {
    const { mine, hers, me, other } = await camp();
    await mine('submit');
    const like = (liked: boolean) => hers<object>('like', { enrolmentId: me.id, day: '2026-03-02', liked });
    expect([await like(true), await like(true), await like(false)]).toEqual([
      { likes: 1, liked: true },
      { likes: 1, liked: true },
      { likes: 0, liked: false },
    ]);
    expect(await codeOf(mine('like', { enrolmentId: other.id, day: '2026-03-02', liked: true }))).toBe('checkin.unknown');
  });

  it('a campaign of another community is not among mine', async () => {
    const { me } = await camp();
    const { campaignId } = await camp();
    expect(await codeOf(c.run('checkins.today', { campaignId }, me.actor))).toBeNull();
    expect((await c.run<Today>('checkins.today', { campaignId }, me.actor)).campaigns).toEqual([]);
    expect(await codeOf(c.run('checkins.ranking', { campaignId }, me.actor))).toBe('access.denied');
  });
});

it('the check-in page takes as many statements for five campaigns as for one', async () => {
  const { communityId, me, mine } = await camp();
  await mine('submit');
  const one = await c.statementsOfToday(me);
  for (let n = 0; n < 4; n += 1) await c.campaign(communityId, {}, '2026-03-22');
  expect(await c.statementsOfToday(me)).toBe(one);
  expect(one).toBeLessThanOrEqual(5);
});
