import { beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '#testing/world';

let w: World;
beforeAll(async () => {
  w = await world();
});

interface Row {
  id: string;
  name: string;
  zone: string;
  channels: number;
  communityId: string;
}

describe('communities', () => {
  it('creates a community and a channel in it, and counts its channels', async () => {
    const made = await w.run<Row>('communities.create', { name: '晨读营' });
    const channel = await w.run<Row>('communities.createChannel', { communityId: made.id, name: '一群', platform: 'qq' });
    expect(channel).toMatchObject({ communityId: made.id, name: '一群', platform: 'qq', zone: 'Asia/Shanghai' });
    const { communities } = await w.run<{ communities: Row[] }>('communities.list');
    expect(communities.find((one) => one.id === made.id)).toMatchObject({
      name: '晨读营',
      channels: 1,
      createdAt: '2026-03-02T08:00:00.000Z',
    });
  });

  it('makes a community of the same name for a channel without one', async () => {
    const channel = await w.run<Row>('communities.createChannel', { name: '读书会', zone: 'Europe/Berlin' });
    const { communities } = await w.run<{ communities: Row[] }>('communities.list');
    expect(communities.find((one) => one.id === channel.communityId)).toMatchObject({ name: '读书会', zone: 'Europe/Berlin' });
  });

  it('writes what happened, without names, once for each change', async () => {
    const made = await w.run<Row>('communities.create', { name: '跑团' });
    await w.run('communities.update', { communityId: made.id, name: '夜跑团' });
    await w.run('communities.update', { communityId: made.id, name: '夜跑团' });
    const events = await w.sql<{ event: string; data: object }>('SELECT event, data FROM event WHERE community_id = $1 ORDER BY id', [
      made.id,
    ]);
    expect(events).toEqual([
      { event: 'community.created', data: {} },
      { event: 'community.updated', data: { zone: 'Asia/Shanghai' } },
    ]);
  });

  it('shows staff of one community only that community and its channels', async () => {
    const mine = await w.run<Row>('communities.createChannel', { name: '我的群' });
    await w.run<Row>('communities.createChannel', { name: '别的群' });
    const viewer = w.staff('viewer', mine.communityId);
    expect(await w.run('communities.list', {}, viewer)).toMatchObject({ communities: [{ id: mine.communityId }] });
    expect(await w.run('communities.channels', {}, viewer)).toEqual({ channels: [mine] });
  });

  it.each([
    ['communities.create', { name: 'x', zone: 'Mars/Olympus' }, 'zone.unknown'],
    ['communities.create', { name: ' ' }, 'input.invalid'],
    ['communities.createChannel', { name: '不是演示', platform: 'demo' }, 'input.invalid'],
    ['communities.update', { communityId: '01900000-0000-7000-8000-000000000000' }, 'community.unknown'],
    ['communities.updateChannel', { channelId: '01900000-0000-7000-8000-000000000000' }, 'channel.unknown'],
    ['communities.createChannel', { name: 'x', communityId: '01900000-0000-7000-8000-000000000000' }, 'community.unknown'],
  ])('%s %j is refused with %s', async (operation, input, code) => {
    await expect(w.run(operation, input)).rejects.toMatchObject({ code });
  });
});
