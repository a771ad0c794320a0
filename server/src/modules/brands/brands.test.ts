import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { pngOf, pngSecrets } from '#testing/media-files';
import { world } from '#testing/world';
import type { Blueprint } from '../blueprints/blueprint.ts';
import { shippedBlueprints } from '../blueprints/shipped.ts';

const w = await world({ at: '2026-03-02T08:00:00Z' });
const nobody: Actor = { kind: 'nobody', orgId: w.orgId };
const [early] = await shippedBlueprints();

interface Brand {
  name: string;
  initial: string;
  colour: string | null;
  shades: { light: { fill: string; ink: string } } | null;
  slogan: string;
  logo: string | null;
}
const plain = { name: '', colour: null, slogan: '' };
const create = async (name: string) => (await w.run<{ id: string }>('communities.create', { name })).id;
const set = (communityId: string, more: object) => w.run<Brand>('brands.set', { communityId, ...plain, ...more });
const show = (communityId: string) => w.run<Brand>('brands.show', { communityId });
const open = async (name: string, document = early) =>
  (await w.run<{ communityId: string }>('blueprints.apply', { document, startsOn: '2026-03-09', name })).communityId;
const documentOf = async (communityId: string) => (await w.run<{ document: Blueprint }>('blueprints.export', { communityId })).document;
const events = () => w.sql<{ n: number }>('SELECT count(*)::int AS n FROM event');
const image = (bytes: Buffer) => bytes.toString('base64');
const png = pngOf(3, 2, [200, 30, 30]);

describe('a brand', () => {
  it('is the name and an initial until something is set, and is shown where people come in and where they are', async () => {
    const communityId = await create('「早起」写作营');
    expect(await show(communityId)).toMatchObject({
      name: '「早起」写作营',
      initial: '早',
      colour: null,
      shades: null,
      slogan: '',
      logo: null,
    });
    const given = { name: '天亮书院', colour: '#8a3b76', slogan: '天亮之前，先见自己' };
    await set(communityId, { ...given, logo: image(png) });
    const { path } = await w.run<{ path: string }>('admissions.invite', { communityId });
    const code = path.slice(path.indexOf('#') + 1);
    const invited = await w.run<Brand>('brands.invited', { code }, nobody);
    expect(invited).toMatchObject({ ...given, initial: '天', shades: { light: { fill: '#8a3b76', ink: '#ffffff' } } });
    const { enrolments } = await w.run<{ enrolments: { memberId: string }[] }>('admissions.enrol', {
      communityId,
      people: [{ name: '小满' }],
    });
    const member: Actor = { kind: 'member', accountId: enrolments[0]?.memberId ?? '', orgId: w.orgId, enrolled: [communityId] };
    expect(await w.run<{ brands: object[] }>('brands.mine', {}, member)).toEqual({ brands: [{ communityId, ...invited }] });
    expect(await w.run('admissions.poster', { communityId })).toMatchObject({ slogan: given.slogan });
    await expect(w.run('brands.invited', { code: 'x' }, nobody)).rejects.toMatchObject({ code: 'invitation.unknown' });
  });

  it('the same again changes nothing; the values before set it back, and a logo goes when it is taken away', async () => {
    const communityId = await create('来回营');
    const png = pngOf(4, 4, [30, 30, 200]);
    const first = await set(communityId, { colour: '#25508a', slogan: '一句话', logo: image(png) });
    const before = await events();
    await set(communityId, { colour: '#25508a', slogan: '一句话', logo: image(png) });
    await set(communityId, { colour: '#25508a', slogan: '一句话', name: '来回营' });
    expect(await events()).toEqual(before);
    await set(communityId, { name: '别的', logo: null });
    expect(await show(communityId)).toMatchObject({ name: '别的', colour: null, slogan: '', logo: null });
    await expect(w.run('brands.logo', { digest: first.logo }, nobody)).rejects.toMatchObject({ code: 'logo.unknown' });
    expect(await set(communityId, { colour: '#25508a', slogan: '一句话', logo: image(png) })).toEqual(first);
  });

  it('keeps of a picture what is picture, and takes nothing else', async () => {
    const communityId = await create('干净营');
    const note = pngOf(3, 2, [200, 30, 30], pngSecrets(1, 'somebody'));
    expect(note.includes('somebody')).toBe(true);
    const { logo } = await set(communityId, { logo: image(note) });
    const kept = await w.run<{ type: string; bytes: Buffer }>('brands.logo', { digest: logo }, nobody);
    expect(kept.type).toBe('image/png');
    expect(kept.bytes.equals(png)).toBe(true);
    for (const bad of [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.from('ID3 a long enough sound')])
      await expect(set(communityId, { logo: image(bad) })).rejects.toMatchObject({ code: 'brand.notAnImage' });
    await expect(set(communityId, { logo: image(Buffer.alloc(513 * 1024)) })).rejects.toMatchObject({ code: 'brand.tooLarge' });
    expect((await show(communityId)).logo).toBe(logo);
  });

  it('goes with its community', async () => {
    const communityId = await create('散了');
    await set(communityId, { colour: '#25508a' });
    await w.sql('DELETE FROM community WHERE id = $1', [communityId]);
    expect(await w.sql('SELECT 1 FROM community_brand WHERE community_id = $1', [communityId])).toEqual([]);
  });
});

describe('colour and slogan in a document', () => {
  it('are exported as they were set by hand, and come along with the next class; the logo and the name stay', async () => {
    const communityId = await open('随形一期');
    expect(await show(communityId)).toMatchObject({ slogan: '天亮之前，先见自己', colour: null });
    await set(communityId, { name: '天亮', colour: '#5b4b9a', slogan: '我们的话', logo: image(png) });
    const { interest } = await documentOf(communityId);
    expect([interest.face.colour, interest.charter.slogan]).toEqual(['#5b4b9a', '我们的话']);
    const { communityId: next } = await w.run<{ communityId: string }>('blueprints.clone', { communityId, startsOn: '2026-05-04' });
    expect(await show(next)).toMatchObject({ name: '随形二期', colour: '#5b4b9a', slogan: '我们的话', logo: null });

    await set(communityId, { name: '天亮', colour: '#a8301b', slogan: '我们的话' });
    const { seen, changes } = await w.run<{ seen: string; changes: object[] }>('blueprints.pullPlan', { communityId: next });
    expect(changes).toEqual([{ path: '/interest/face/colour', here: '#5b4b9a', there: '#a8301b' }]);
    await w.run('blueprints.pull', { communityId: next, seen });
    expect(await show(next)).toMatchObject({ colour: '#a8301b' });
  });

  it('of a document that is applied take the place of what was set by hand, which is told before', async () => {
    const communityId = await open('换装营');
    await set(communityId, { colour: '#5b4b9a', slogan: '手写的' });
    const document = { ...(await documentOf(communityId)) };
    document.interest = { ...document.interest, face: { ...document.interest.face, colour: '#1d7a68' } };
    const wanted = { communityId, document, startsOn: '2026-03-09' };
    const { differences } = await w.run<{ differences: object[] }>('blueprints.plan', wanted);
    expect(differences).toEqual([
      { code: 'rebrand', colour: '#1d7a68', slogan: '手写的' },
      { code: 'keepDocument', replaces: true },
    ]);
    await w.run('blueprints.apply', wanted);
    expect(await show(communityId)).toMatchObject({ colour: '#1d7a68', slogan: '手写的' });
    expect(await documentOf(communityId)).toEqual(document);
    // None by hand is none, whatever the document says.
    await set(communityId, { slogan: '手写的', colour: null });
    expect((await documentOf(communityId)).interest.face.colour).toBeUndefined();
  });

  it('a slogan written in the form is the one that is shown', async () => {
    const communityId = await open('改口营');
    await set(communityId, { colour: '#5b4b9a', slogan: '手写的' });
    const { fields, versions } = await w.run<{ fields: { path: string; value: string }[]; versions: { version: number }[] }>(
      'blueprints.form',
      { communityId },
    );
    expect(fields.find(({ path }) => path.endsWith('/slogan'))?.value).toBe('手写的');
    const values = { '/interest/charter/slogan': '表里写的' };
    await w.run('blueprints.edit', { communityId, values, version: versions[0]?.version });
    expect(await show(communityId)).toMatchObject({ slogan: '表里写的', colour: '#5b4b9a' });
  });
});
