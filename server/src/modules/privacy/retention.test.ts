import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Actor, type TaskContext, uploadPath } from '#kernel';
import { importing } from '#testing/imports';
import { world } from '#testing/world';
import { ensureMonths } from '../../kernel/months.ts';
import { modules } from '../../modules.ts';
import { defaults, monthsBefore } from './rules.ts';

const home = await world({ at: '2026-03-02T08:00:00Z' });
const { importText, stored } = importing(home);
const text = [
  '2025-09-03 09:00:00 林夏(10001)',
  '去年九月说的话 @陈默',
  '',
  '2025-09-03 09:01:00 陈默(10002)',
  '怎么报名？',
  '',
  '2026-02-20 09:02:00 林夏(10001)',
  '今年二月说的话',
  '',
].join('\n');

async function words(channelId: string): Promise<string[]> {
  const { messages } = await home.run<{ messages: { text: string }[] }>('chat.messages', { channelId, limit: 50 });
  return messages.map((message) => message.text);
}
const eventMonths = async () =>
  (
    await home.sql<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event'::regclass ORDER BY 1",
    )
  ).map(({ name }) => name);
/** A daily task, as its schedule would run it. */
async function runTask(name: string): Promise<void> {
  const task = modules.find((one) => one.tasks[name])?.tasks[name];
  const actor: Actor = { kind: 'system', orgId: home.orgId };
  const ctx: TaskContext = {
    orgId: home.orgId,
    actor,
    requestId: 'schedule',
    dataDir: home.dataDir,
    now: home.clock.now,
    newId: home.kernel.newId,
    signal: new AbortController().signal,
    call: (operation, input) => home.kernel.run(operation, input, actor),
    progress: () => {},
    ensureMonths: async () => {},
  };
  expect(task?.cron, name).toMatch(/^\d+ \d+ \* \* \*$/);
  await task?.run(ctx, {});
}
const retain = () => runTask('privacy.retain');

it('months are counted back to the first of a month, over years', () => {
  expect(new Date(monthsBefore(Date.parse('2026-03-31T23:00:00Z'), 4)).toISOString()).toBe('2025-11-01T00:00:00.000Z');
  expect(new Date(monthsBefore(Date.parse('2026-03-01T00:00:00Z'), 3)).toISOString()).toBe('2025-12-01T00:00:00.000Z');
});

describe('what is kept', () => {
  it('is two years of log, words for good and files for a week until the owner says otherwise', async () => {
    expect(await home.run('privacy.retention')).toEqual(defaults);
    await expect(home.run('privacy.setRetention', { ...defaults, textMonths: 1 })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(home.run('privacy.setRetention', defaults, home.staff('operator'))).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('are words for as many months as is said; counts stay, and so does the picture', async () => {
    const { channelId } = await importText(text, { format: 'qq-txt' });
    const before = await stored(channelId);
    await retain();
    expect(await words(channelId)).toContain('去年九月说的话 @陈默');
    await home.run('privacy.setRetention', { ...defaults, textMonths: 4 });
    await retain();
    expect((await words(channelId)).toSorted()).toEqual(['', '', '今年二月说的话']);
    const held = await home.sql<{ row: string }>('SELECT t::text AS row FROM channel_day t');
    expect(held.map(({ row }) => row).join()).not.toMatch(/报名|陈默/);
    await home.run('communities.updateChannel', { channelId, zone: 'UTC' });
    await home.run('communities.updateChannel', { channelId, zone: 'Asia/Shanghai' });
    await home.drain();
    expect((await stored(channelId)).people).toEqual(before.people);
  });

  it('are uploaded files for as many days as is said', async () => {
    const { uploadId } = await importText(text, { format: 'qq-txt', channelName: 'files' });
    const there = () =>
      access(uploadPath(home.dataDir, home.orgId, uploadId)).then(
        () => true,
        () => false,
      );
    await home.run('privacy.setRetention', { ...defaults, uploadDays: 30 });
    home.clock.advance(29 * 86_400_000);
    await runTask('chat.sweepUploads');
    expect(await there()).toBe(true);
    home.clock.advance(2 * 86_400_000);
    await runTask('chat.sweepUploads');
    expect(await there()).toBe(false);
  });

  it('is the log for as many months as is said; empty months go, others’ events stay', async () => {
    const other = await home.otherOrganisation();
    const first = (await eventMonths())[0] ?? '';
    await home.sql('DELETE FROM event');
    await home.sql(`INSERT INTO event (org_id, id, at, event, operation, actor_kind, data)
      SELECT o, gen_random_uuid(), '2026-03-05', 'old.event', 'old', 'system', '{}' FROM unnest(ARRAY['${home.orgId}', '${Object(other).orgId}']::uuid[]) o`);
    await home.run('privacy.setRetention', { ...defaults, eventMonths: 3 });
    home.clock.set('2026-05-31T08:00:00Z');
    await ensureMonths(home.database, 'event', home.clock.now(), home.clock.now());
    await retain();
    expect(await home.sql("SELECT 1 FROM event WHERE event = 'old.event'")).toHaveLength(2);
    home.clock.set('2026-07-01T08:00:00Z');
    await ensureMonths(home.database, 'event', home.clock.now(), home.clock.now());
    await retain();
    expect(await home.sql<{ org: string }>("SELECT org_id AS org FROM event WHERE event = 'old.event'")).toEqual([
      { org: Object(other).orgId },
    ]);
    expect(await eventMonths()).toContain('event_y2026m03');
    expect(await eventMonths()).not.toContain(first);
    await home.sql('DELETE FROM event');
    await retain();
    expect(await eventMonths()).not.toContain('event_y2026m03');
  });
});
