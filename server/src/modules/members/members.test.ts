import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PersonPicture } from '#picture';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { qqFile, type Said, sampleChat } from '../chat/sample-chats.ts';

vi.setConfig({ testTimeout: 240_000 });
const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const from = Date.parse('2026-01-05T00:00:00Z');
const id = (who: number) => `id:${20_001 + who}`;

/** Several accounts as one: `sampleChat` gives them different names, so the file is written with one number for both. */
function asOne(said: readonly Said[], accounts: ReadonlyMap<number, number>): string {
  let text = qqFile(said);
  for (const [account, one] of accounts) text = text.replaceAll(`(${20_001 + account})`, `(${20_001 + one})`);
  return text;
}

async function merge(channelId: string, one: number, other: number): Promise<number> {
  const done = await home.run<{ number: number }>('members.merge', {
    channelId,
    personId: id(one),
    withChannelId: channelId,
    withPersonId: id(other),
  });
  return done.number;
}

const communityOf = async (channelId: string, personId: string) =>
  (await home.run<{ communityId: string }>('members.member', { channelId, personId })).communityId;

describe('a merge', () => {
  const rows = sampleChat(21, { from, days: 40, perDay: 24, people: 12 });

  it('gives the picture of the chat in which both had been one, and its undo the picture before', async () => {
    const { channelId } = await importText(qqFile(rows));
    const before = await stored(channelId);
    // The two who talk most: they meet on every day, interrupt and answer each other.
    const number = await merge(channelId, 0, 1);
    await home.drain();
    const expected = await importText(asOne(rows, new Map([[1, 0]])));
    expect(await stored(channelId)).toEqual(await stored(expected.channelId));

    await home.run('members.undoMerge', { communityId: await communityOf(channelId, id(0)), number });
    await home.drain();
    expect(await stored(channelId)).toEqual(before);
  });

  it('holds for what is imported afterwards, and its undo too', async () => {
    const half = rows.filter(({ at }) => at < from + 20 * 86_400_000);
    const { channelId } = await importText(qqFile(half));
    const number = await merge(channelId, 0, 2);
    await home.drain();
    await importText(qqFile(rows), { channelId });
    const expected = await importText(asOne(half, new Map([[2, 0]])));
    await importText(asOne(rows, new Map([[2, 0]])), { channelId: expected.channelId });
    expect(await stored(channelId)).toEqual(await stored(expected.channelId));
    await home.run('members.undoMerge', { communityId: await communityOf(channelId, id(0)), number });
    await home.drain();
    const apart = await importText(qqFile(half));
    await importText(qqFile(rows), { channelId: apart.channelId });
    expect(await stored(channelId)).toEqual(await stored(apart.channelId));
  });

  it('stays when the channel is filled anew, and names, days and words are those of all identities', async () => {
    const { channelId } = await importText(qqFile(rows));
    await merge(channelId, 0, 1);
    await importText(qqFile(rows), { channelId, mode: 'replace' });
    const expected = await importText(asOne(rows, new Map([[1, 0]])));
    expect(await stored(channelId)).toEqual(await stored(expected.channelId));
    const theirs = rows.filter(({ who }) => who < 2);
    const { person, days } = await home.run<{ person: PersonPicture; days: { messages: number }[] }>('insights.person', {
      channelId,
      personId: id(1),
    });
    expect(person).toMatchObject({ id: id(0), messages: theirs.length });
    expect(days.reduce((sum, { messages }) => sum + messages, 0)).toBe(theirs.length);
    const { messages } = await home.run<{ messages: { at: string }[] }>('chat.messages', { channelId, person: id(0), limit: 200 });
    expect(messages.slice(0, 5).map(({ at }) => Date.parse(at))).toEqual(
      theirs
        .slice(-5)
        .map(({ at }) => at)
        .reverse(),
    );
  });

  it('of any sequence, with undos between, ends where it should', async () => {
    const small = sampleChat(5, { from, days: 8, perDay: 10, people: 5 });
    const { channelId } = await importText(qqFile(small));
    const people = [...new Set(small.map(({ who }) => who))];
    const communityId = await communityOf(channelId, id(people[0] ?? 0));
    const account = fc.constantFrom(...people);
    const steps = fc.array(fc.oneof(fc.tuple(account, account), fc.nat(5)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (script, drainBetween) => {
        const standing = new Map<number, [number, number]>();
        for (const one of script) {
          if (typeof one === 'number') {
            const number = [...standing.keys()][one % Math.max(1, standing.size)];
            if (number === undefined) continue;
            await home.run('members.undoMerge', { communityId, number });
            standing.delete(number);
          } else {
            const number = await merge(channelId, one[0], one[1]).catch((error) => {
              expect(error).toMatchObject({ code: expect.stringMatching(/^member\.(alreadyMerged|samePerson)$/) });
              return null;
            });
            if (number !== null) standing.set(number, one);
          }
          if (drainBetween) await home.drain();
        }
        await home.drain();
        const expected = await importText(asOne(small, modelOf([...standing.values()], people)));
        expect(await stored(channelId)).toEqual(await stored(expected.channelId));
        for (const number of standing.keys()) await home.run('members.undoMerge', { communityId, number });
        await home.drain();
      }),
      { numRuns: 5, seed: 20261121 },
    );
  });
});

/** Account → the account it is one with that came first. @param order accounts in order of coming */
function modelOf(pairs: readonly [number, number][], order: readonly number[]): Map<number, number> {
  const one = new Map<number, number>();
  const of = (account: number) => one.get(account) ?? account;
  for (let round = 0; round <= pairs.length; round++) {
    for (const [a, b] of pairs) {
      const first = order.indexOf(of(a)) < order.indexOf(of(b)) ? of(a) : of(b);
      one.set(a, first).set(b, first);
    }
  }
  return one;
}
