/** A guardian's consent: what applicants, guardians and staff may count on. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { campWorld } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import { early } from '../blueprints/any-document.ts';
import type { GuardianState } from './guardian-contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const stranger: Actor = { kind: 'nobody', orgId: home.orgId };
const words = '照片只在班里看，随时可以撤回';
type Own = { words: string; consent: GuardianState };

let opened = 0;
async function reading(threshold = [{ kind: 'guardian' as const, text: words }]) {
  const document = early();
  document.interest.threshold = threshold;
  delete document.interest.quiz;
  opened += 1;
  const wanted = { document, startsOn: '2026-03-09', name: `亲子共读 ${opened} 班` };
  const { communityId } = await run<{ communityId: string }>('blueprints.apply', wanted);
  const { path } = await run<{ path: string }>('admissions.invite', { communityId, decide: 'auto' });
  const code = path.slice(path.indexOf('#') + 1);
  const apply = (name: string, guardian?: object) =>
    run<{ state: string; secret: string }>('admissions.apply', { code, name, consent: '2026-11-22', guardian }, stranger);
  const enrolments = async () => {
    const all = await run<{ enrolments: { id: string; memberId: string; nickname: string }[] }>('admissions.enrolments', { communityId });
    return all.enrolments;
  };
  const actor = async (name: string): Promise<Actor> => {
    const memberId = (await enrolments()).find(({ nickname }) => nickname === name)?.memberId ?? '';
    return { kind: 'member', accountId: memberId, orgId: home.orgId, enrolled: [communityId] };
  };
  const states = async () => {
    const { people } = await run<{ people: { consent: GuardianState }[] }>('admissions.guardians', { communityId });
    return people.map(({ consent }) => consent.state);
  };
  return { communityId, code, apply, enrolments, actor, states };
}
const mother = { needed: true, guardian: '王芳', relation: 'mother' };

describe('before the door', () => {
  it('is asked in the words of the document, and nobody applies without an answer', async () => {
    const { code, apply, states } = await reading();
    expect(await run('admissions.invitation', { code }, stranger)).toMatchObject({ guardian: words });
    await expect(apply('豆豆')).rejects.toMatchObject({ code: 'application.guardian' });
    await expect(apply('豆豆', { needed: true, guardian: ' ', relation: 'mother' })).rejects.toMatchObject({ code: 'input.invalid' });
    await apply('豆豆', mother);
    await apply('小米', { needed: false });
    expect((await states()).sort()).toEqual(['given', 'notNeeded']);
  });

  it('is shown to whoever reviews', async () => {
    const { communityId, apply } = await reading();
    await run('admissions.invite', { communityId, decide: 'manual' });
    await apply('豆豆', mother);
    const { applications } = await run<{ applications: object[] }>('admissions.applications', { communityId, state: 'waiting' });
    expect(applications).toMatchObject([{ guardian: { state: 'given', guardian: '王芳', relation: 'mother' } }]);
  });

  it('is not asked where the document says nothing of it, and what was said unasked is not kept', async () => {
    const { code, apply, states, communityId } = await reading([]);
    expect(await run('admissions.invitation', { code }, stranger)).toMatchObject({ guardian: '' });
    await apply('豆豆', mother);
    expect(await states()).toEqual([]);
    expect(await home.sql('SELECT 1 FROM guardian_consent WHERE community_id = $1', [communityId])).toEqual([]);
  });
});

describe('after the door', () => {
  it('is asked of whom staff enrolled, said once, withdrawn by leaving, and asked again of who comes back', async () => {
    const { communityId, enrolments, actor, states } = await reading();
    await run('admissions.enrol', { communityId, people: [{ name: '豆豆' }] });
    const child = await actor('豆豆');
    const own = () => run<Own>('admissions.ownGuardian', { communityId }, child);
    const say = (said: object) => run<Own>('admissions.sayGuardian', { communityId, said }, child);
    expect(await own()).toMatchObject({ words, consent: { state: 'missing' } });
    expect(await states()).toEqual(['missing']);
    expect((await say(mother)).consent).toMatchObject({ state: 'given', guardian: '王芳', at: '2026-03-02T00:00:00.000Z' });
    expect((await say({ needed: false })).consent.state).toBe('given');
    const [{ id } = { id: '' }] = await enrolments();
    await run('admissions.withdrawGuardian', { communityId, understood: true }, child);
    expect(await enrolments()).toEqual([]);
    await run('admissions.comeBack', { enrolmentId: id });
    expect((await own()).consent.state).toBe('withdrawn');
    home.clock.advance(1000);
    await say({ ...mother, guardian: '李强', relation: 'father' });
    expect((await own()).consent).toMatchObject({ state: 'given', guardian: '李强', relation: 'father' });
  });

  it('withdraws what was said on the form, and withdraws nothing where nothing was given', async () => {
    const { communityId, apply, actor, enrolments } = await reading();
    await apply('豆豆', mother);
    await apply('小米', { needed: false });
    await run('admissions.withdrawGuardian', { communityId, understood: true }, await actor('小米'));
    await run('admissions.withdrawGuardian', { communityId, understood: true }, await actor('豆豆'));
    expect((await enrolments()).map(({ nickname }) => nickname)).toEqual(['小米']);
  });

  it('is in the own copy with the words agreed to, and goes with whoever is erased', async () => {
    const { communityId, apply, actor } = await reading();
    await apply('果果', { ...mother, guardian: '赵敏敏' });
    const child = await actor('果果');
    const copy = await run<{ enrolments: { guardian: object[] }[] }>('privacy.exportMine', {}, child);
    expect(copy.enrolments[0]?.guardian).toEqual([
      { needed: true, guardian: '赵敏敏', relation: 'mother', words, saidAt: expect.any(String), withdrawnAt: null },
    ]);
    await run('admissions.enrol', { communityId, people: [{ name: '苗苗' }] });
    const other = await actor('苗苗');
    await run('admissions.sayGuardian', { communityId, said: { ...mother, guardian: '赵敏敏' } }, other);
    await run('privacy.eraseMine', { understood: true }, child);
    await run('privacy.eraseMine', { understood: true }, other);
    expect(await everythingKept(home)).not.toContain('赵敏敏');
  });
});
