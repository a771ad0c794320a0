import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel';
import { type World, world } from '#testing/world';
import packageJson from '../../../package.json' with { type: 'json' };
import { version } from '../../vocabulary/version.ts';
import { cliActor, keyActor, staffActor } from './index.ts';
import { verifyPassword } from './password.ts';

const password = 'correct horse';
const setup = { organisation: '群策学院', name: '林', email: 'Lin@Example.org', password };
const ownerGrant = { role: 'owner', communityId: null };

interface Staff {
  id: string;
  email: string;
  grants: object[];
}

let w: World;
let owner: Actor;
let orgId: string;
let accountId: string;
beforeAll(async () => {
  w = await world();
});

describe('first run', () => {
  it('is open until it is done, and done only once, even by two at the same moment', async () => {
    expect(await w.run('accounts.setupState', {}, null)).toEqual({ needsOwner: true, version });
    const tries = await Promise.allSettled([
      w.run<{ orgId: string; accountId: string }>('accounts.setup', setup, null),
      w.run<{ orgId: string; accountId: string }>('accounts.setup', { ...setup, email: 'other@example.org' }, null),
    ]);
    const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(made).toHaveLength(1);
    expect(refused).toMatchObject([{ code: 'setup.done' }]);
    await expect(w.run('accounts.setup', setup, null)).rejects.toMatchObject({ code: 'setup.done' });
    expect(await w.run('accounts.setupState', {}, null)).toMatchObject({ needsOwner: false });
    orgId = made[0]?.orgId ?? '';
    accountId = made[0]?.accountId ?? '';
    owner = await staffActor(w.kernel, orgId, accountId);
    expect(owner).toEqual({ kind: 'staff', accountId, orgId, grants: [ownerGrant] });
  });

  it('keeps no password, only its slow hash', async () => {
    const [row] = await w.sql<{ password: string }>('SELECT password FROM auth.account WHERE user_id = $1', [accountId]);
    expect(row?.password).not.toContain(password);
    expect(await verifyPassword(row?.password ?? '', password)).toBe(true);
    expect(await verifyPassword(row?.password ?? '', 'correct horsE')).toBe(false);
    expect(await verifyPassword('', password)).toBe(false);
  });

  it('tells the owner who they are', async () => {
    expect(await w.run('accounts.me', {}, owner)).toMatchObject({
      kind: 'staff',
      id: accountId,
      organisation: { id: orgId, name: '群策学院' },
      grants: [ownerGrant],
    });
  });
});

describe('staff', () => {
  it('are invited with grants, listed, and only of the own organisation', async () => {
    const community = await w.run<{ id: string }>('communities.create', { name: '一营' }, owner);
    const grants = [{ role: 'coach', communityId: community.id }];
    const invited = await w.run<Staff>('accounts.invite', { email: 'coach@example.org', name: '教练', password, grants }, owner);
    expect(invited).toMatchObject({ email: 'coach@example.org', grants });
    const { staff } = await w.run<{ staff: Staff[] }>('accounts.staff', {}, owner);
    expect(staff.map((one) => one.email)).toEqual(
      ['lin@example.org', 'coach@example.org'].map((email) => expect.stringMatching(new RegExp(`^(${email}|other@example.org)$`))),
    );
    expect(await w.run('accounts.staff', {}, await w.otherOrganisation())).toEqual({ staff: [] });
  });

  it.each([
    [{ email: 'COACH@example.org' }, 'account.exists'],
    [{ grants: [{ role: 'viewer', communityId: '01900000-0000-7000-8000-000000000000' }] }, 'community.unknown'],
    [{ password: 'short' }, 'input.invalid'],
    [{ grants: [] }, 'input.invalid'],
  ])('an invitation with %j is refused with %s', async (change, code) => {
    const invitation = { email: 'new@example.org', name: '新', password, grants: [{ role: 'viewer', communityId: null }], ...change };
    await expect(w.run('accounts.invite', invitation, owner)).rejects.toMatchObject({ code });
  });

  it('change their grants, but never lose the last owner', async () => {
    const { staff } = await w.run<{ staff: Staff[] }>('accounts.staff', {}, owner);
    const coach = staff.find((one) => one.email === 'coach@example.org')?.id ?? '';
    await expect(w.run('accounts.setGrants', { accountId, grants: [] }, owner)).rejects.toMatchObject({ code: 'account.lastOwner' });
    expect(await w.run('accounts.setGrants', { accountId: coach, grants: [ownerGrant] }, owner)).toMatchObject({ grants: [ownerGrant] });
    expect(await w.run('accounts.setGrants', { accountId, grants: [] }, owner)).toMatchObject({ grants: [] });
    expect(await staffActor(w.kernel, orgId, accountId)).toEqual({ kind: 'nobody' });
    await w.run('accounts.setGrants', { accountId, grants: [ownerGrant] }, owner);
  });

  it('two owners who step down at the same moment leave one of them', async () => {
    const { staff } = await w.run<{ staff: Staff[] }>('accounts.staff', {}, owner);
    const both = staff.map(({ id }) => id);
    const set = (id: string, grants: object[]) => w.run('accounts.setGrants', { accountId: id, grants }, owner);
    for (let round = 0; round < 8; round += 1) {
      for (const id of both) await set(id, [ownerGrant]);
      const tries = await Promise.allSettled(both.map((id) => set(id, [])));
      expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['account.lastOwner']);
      await Promise.all([1, 2, 3].map(() => set(accountId, [ownerGrant])));
    }
    expect((await w.run<Staff>('accounts.setGrants', { accountId, grants: [ownerGrant] }, owner)).grants).toEqual([ownerGrant]);
  });

  it('a change that changes nothing leaves no trace', async () => {
    const changes = () => w.sql("SELECT 1 FROM event WHERE event = 'account.grantsChanged'");
    const before = await changes();
    await w.run('accounts.setGrants', { accountId, grants: [ownerGrant] }, owner);
    expect(await changes()).toHaveLength(before.length);
  });
});

describe('API keys', () => {
  it('show their secret once, act with their grants, and stop when revoked', async () => {
    const made = await w.run<{ id: string; secret: string; start: string }>(
      'accounts.createKey',
      { name: '报表', grants: [ownerGrant] },
      owner,
    );
    const { keys } = await w.run<{ keys: object[] }>('accounts.keys', {}, owner);
    expect(JSON.stringify(keys)).not.toContain(made.secret);
    const [row] = await w.sql<object>('SELECT * FROM api_key WHERE id = $1', [made.id]);
    expect(JSON.stringify(row)).not.toContain(made.secret);

    const actor = await keyActor(w.kernel, made.secret);
    expect(actor).toEqual({ kind: 'key', keyId: made.id, orgId, grants: [ownerGrant] });
    expect(await w.run('accounts.me', {}, actor)).toMatchObject({ kind: 'key', id: made.id, name: '报表', email: null });
    expect(await w.run('accounts.keys', {}, owner)).toMatchObject({ keys: [{ lastUsedAt: new Date(w.clock.now()).toISOString() }] });

    await w.run('accounts.revokeKey', { keyId: made.id }, owner);
    expect(await keyActor(w.kernel, made.secret)).toEqual({ kind: 'nobody' });
    await expect(w.run('accounts.revokeKey', { keyId: made.id }, owner)).rejects.toMatchObject({ code: 'key.unknown' });
  });

  it.each(['', 'qk_', 'qk_AAAA', `qk_${'A'.repeat(54)}`, 'Bearer x', 'qk_../../etc/passwd'])('%j is nobody', async (secret) => {
    expect(await keyActor(w.kernel, secret)).toEqual({ kind: 'nobody' });
  });

  it('the command line acts as owner of the organisation that was set up', async () => {
    expect(await cliActor(w.kernel)).toMatchObject({ kind: 'key', orgId, grants: [ownerGrant] });
  });
});

it('events about accounts hold ids only', async () => {
  const rows = await w.sql<{ data: object }>(
    "SELECT data FROM event WHERE event LIKE 'account.%' OR event LIKE 'key.%' OR event LIKE 'organisation.%'",
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(JSON.stringify(rows)).not.toMatch(/example|林|教练|报表/);
});

it('the version is the package’s', () => {
  expect(version).toBe(packageJson.version);
});
