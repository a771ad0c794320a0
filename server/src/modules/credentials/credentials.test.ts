import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const stranger: Actor = { kind: 'nobody', orgId: home.orgId };

interface Asked {
  codeId: string;
  until: string;
}
interface Waiting {
  codes: { codeId: string; communityId: string; nickname: string; purpose: string; hint: string }[];
}

const ask = (address: string) => run<Asked>('credentials.askCode', { address }, stranger);
const use = (codeId: string, code: string) =>
  run<{ path: string | null; triesLeft: number }>('credentials.enter', { codeId, code }, stranger);
const waiting = (actor?: Actor) => run<Waiting>('credentials.waiting', {}, actor);
const shown = async (communityId: string, { codeId }: Asked) =>
  (await run<{ code: string }>('credentials.showCode', { communityId, codeId })).code;
const other = (code: string) => (code === '000000' ? '000001' : '000000');

/** Two in a community; the first has proven a number of their own. */
async function proven(number: string) {
  const communityId = await camp.community();
  const [one, two] = await camp.people(communityId, ['小满', '阿树']);
  await prove(communityId, one, number);
  return { communityId, one, two };
}

async function prove(communityId: string, { actor }: Person, address: string) {
  const asked = await run<Asked>('credentials.addAddress', { address }, actor);
  const input = { codeId: asked.codeId, code: await shown(communityId, asked) };
  return run<{ address: { id: string; hint: string } | null }>('credentials.confirmAddress', input, actor);
}

/** Whom a link signs in, by what sign-in itself keeps. */
async function whom(path: string | null): Promise<string> {
  expect(path).toMatch(/^\/m\/enter#[\w-]{32}$/);
  const [row] = await home.sql<{ value: string }>('SELECT value FROM auth.verification ORDER BY created_at DESC, id DESC LIMIT 1');
  return String(JSON.parse(row?.value ?? '{}').email).replace('@member.invalid', '');
}

describe('a code to an address', () => {
  it('signs in the member who proved it, once, however the number is typed', async () => {
    const { communityId, one } = await proven('13800000001');
    const asked = await ask('+86 138-0000-0001');
    const code = await shown(communityId, asked);
    const { path } = await use(asked.codeId, code);
    expect(await whom(path)).toBe(one.memberId);
    expect(await use(asked.codeId, code)).toEqual({ path: null, triesLeft: 0 });
  });

  it('is over after ten minutes', async () => {
    const { communityId } = await proven('13800000002');
    const asked = await ask('13800000002');
    const code = await shown(communityId, asked);
    camp.advance(600_000);
    expect(await use(asked.codeId, code)).toEqual({ path: null, triesLeft: 0 });
    await expect(shown(communityId, asked)).rejects.toMatchObject({ code: 'signInCode.unknown' });
  });

  it('is over after five wrong tries, many at once included', async () => {
    const { communityId } = await proven('13800000003');
    const asked = await ask('13800000003');
    const code = await shown(communityId, asked);
    const wrong = await Promise.all(Array.from({ length: 8 }, () => use(asked.codeId, other(code))));
    expect(wrong.map(({ triesLeft }) => triesLeft).sort()).toEqual([0, 0, 0, 0, 1, 2, 3, 4]);
    expect(await use(asked.codeId, code)).toEqual({ path: null, triesLeft: 0 });
  });

  it('goes to five new addresses of one member an hour, many asked for at the same moment included', async () => {
    const [one] = await camp.people(await camp.community(), ['小满']);
    const add = (n: number) => run<Asked>('credentials.addAddress', { address: `1390000${1000 + n}` }, one.actor);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => add(n)));
    const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 5 }, () => 'signInCode.tooMany'));
  });

  it('is good for its own address alone, and neither proves nor signs in where it was made for the other', async () => {
    const { communityId, one, two } = await proven('13800000004');
    await prove(communityId, two, 'ashu@example.org');
    const [mine, theirs] = [await ask('13800000004'), await ask('ashu@example.org')];
    const code = await shown(communityId, theirs);
    expect((await use(mine.codeId, code)).path).toBeNull();
    await expect(run('credentials.confirmAddress', { codeId: theirs.codeId, code }, two.actor)).resolves.toMatchObject({ address: null });
    const adding = await run<Asked>('credentials.addAddress', { address: '13800000005' }, one.actor);
    const added = await shown(communityId, adding);
    expect((await use(adding.codeId, added)).path).toBeNull();
    // Of somebody else's asking.
    await expect(run('credentials.confirmAddress', { codeId: adding.codeId, code: added }, two.actor)).resolves.toMatchObject({
      address: null,
    });
  });

  it('is asked for and refused alike where nobody has the address', async () => {
    await proven('13800000006');
    for (const address of ['13800000006', '13900000006']) {
      const { codeId, until } = await ask(address);
      expect(Date.parse(until) - home.clock.now()).toBe(600_000);
      // One in a million that this is the code.
      expect(await use(codeId, '123456')).toEqual({ path: null, triesLeft: 4 });
      await ask(address);
      await ask(address);
      await expect(ask(address)).rejects.toMatchObject({ code: 'signInCode.tooMany' });
    }
    camp.advance(3_600_000);
    await ask('13800000006');
  });

  it('goes to nobody who left', async () => {
    const { communityId, one } = await proven('13800000007');
    await camp.leave(one);
    await ask('13800000007');
    expect((await waiting()).codes.filter((code) => code.communityId === communityId)).toEqual([]);
  });

  it.each(['12345', 'lin@', '138000000011'])('is not made for %s', async (address) => {
    await expect(ask(address)).rejects.toMatchObject({ code: 'address.invalid' });
  });
});

describe('staff', () => {
  it('see whom a code is for and pass it on, on record; staff of other communities see nothing', async () => {
    const { communityId } = await proven('13800000008');
    const elsewhere = home.staff('operator', await camp.community());
    const operator = home.staff('operator', communityId);
    const asked = await ask('13800000008');
    const { codes } = await waiting(operator);
    expect(codes).toMatchObject([{ codeId: asked.codeId, nickname: '小满', purpose: 'signIn', hint: '138****0008' }]);
    expect((await waiting(elsewhere)).codes).toEqual([]);
    const input = { communityId, codeId: asked.codeId };
    await expect(run('credentials.showCode', input, elsewhere)).rejects.toMatchObject({ code: 'access.denied' });
    const { code } = await run<{ code: string }>('credentials.showCode', input, operator);
    const [event] = await home.sql<{ actor_kind: string }>(
      "SELECT actor_kind FROM event WHERE event = 'signInCode.shown' AND subject_id = $1",
      [asked.codeId],
    );
    expect(event).toEqual({ actor_kind: 'staff' });
    await use(asked.codeId, code);
    expect((await waiting(operator)).codes).toEqual([]);
  });
});

describe('one person', () => {
  it('has an address alone: a second who proves it is refused, and gets it once the first lets go', async () => {
    const { communityId, one, two } = await proven('13800000010');
    await expect(prove(communityId, two, '13800000010')).rejects.toMatchObject({ code: 'address.taken' });
    const { addresses } = await run<{ addresses: { id: string }[] }>('credentials.mine', {}, one.actor);
    const addressId = addresses[0]?.id;
    await expect(run('credentials.removeAddress', { addressId }, two.actor)).rejects.toMatchObject({ code: 'address.unknown' });
    await run('credentials.removeAddress', { addressId }, one.actor);
    expect((await prove(communityId, two, '13800000010')).address).toMatchObject({ hint: '138****0010' });
  });

  it('adds no more than five an hour', async () => {
    const { one } = await proven('13800000020');
    for (const number of [21, 22, 23, 24]) await run('credentials.addAddress', { address: `138000000${number}` }, one.actor);
    await expect(run('credentials.addAddress', { address: '13800000025' }, one.actor)).rejects.toMatchObject({
      code: 'signInCode.tooMany',
    });
  });

  it('comes in by the number left with the application, unless two left it', async () => {
    const communityId = await camp.community();
    const { path } = await run<{ path: string }>('admissions.invite', { communityId, decide: 'auto' });
    const apply = async (name: string, address: string) => {
      const form = { code: path.split('#')[1], name, consent: '2026-11-22' };
      const { secret } = await run<{ secret: string }>('admissions.apply', form, stranger);
      await run('credentials.leaveAddress', { secret, address }, stranger);
      return secret;
    };
    const secret = await apply('林小满', '13800000030');
    const asked = await ask('13800000030');
    const { path: link } = await use(asked.codeId, await shown(communityId, asked));
    const [person] = await home.sql<{ id: string }>('SELECT member_id AS id FROM enrolment WHERE community_id = $1', [communityId]);
    expect(await whom(link)).toBe(person?.id);
    await run('admissions.entered', { accountId: person?.id }, { kind: 'system', orgId: home.orgId });
    await expect(run('credentials.leaveAddress', { secret, address: '13800000031' }, stranger)).rejects.toMatchObject({
      code: 'application.entered',
    });
    await apply('周一', '13800000032');
    await apply('周二', '13800000032');
    const ambiguous = await ask('13800000032');
    await expect(shown(communityId, ambiguous)).rejects.toMatchObject({ code: 'signInCode.unknown' });
  });

  it('keeps no number and no code anywhere, has a copy of what is kept, and nothing after being erased', async () => {
    const { communityId, one } = await proven('13877776666');
    const asked = await ask('13877776666');
    const code = await shown(communityId, asked);
    const kept = await everythingKept(home);
    expect(kept).not.toContain('13877776666');
    expect(kept).not.toContain(code);
    expect(await run('privacy.exportMine', {}, one.actor)).toMatchObject({
      addresses: [{ kind: 'phone', hint: '138****6666', proven: true }],
    });
    await run('privacy.eraseMine', { understood: true }, one.actor);
    expect(await everythingKept(home)).not.toContain('138****6666');
    expect(await use(asked.codeId, code)).toEqual({ path: null, triesLeft: 0 });
  });

  it('leaves no codes behind for longer than an hour', async () => {
    camp.advance(3_600_001);
    await run('credentials.forgetCodes', {}, { kind: 'system', orgId: home.orgId });
    expect(await home.sql('SELECT 1 FROM sign_in_code')).toEqual([]);
  });
});
