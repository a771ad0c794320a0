/** What must hold for every operation, generated from the contract: who is refused, and which operations are open to all. */
import { isContractProcedure } from '@orpc/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, OperationMeta, Role } from '#kernel';
import { roles } from '#kernel';
import { type World, world } from '#testing/world';
import { contract } from './contract.ts';
import { shippedBlueprints } from './modules/blueprints/shipped.ts';
import { shippedCreditRules } from './modules/credit/shipped.ts';
import { readOnlyOnceDissolved, stays } from './modules/dissolution/read-only.ts';
import { shippedRemovalRules } from './modules/removals/shipped.ts';
import { modules } from './modules.ts';

const operations = Object.entries(contract).flatMap(([module, procedures]) =>
  Object.entries(procedures).map(([key, procedure]) => {
    if (!isContractProcedure(procedure)) throw new Error(`${module}.${key} is not an operation`);
    const meta: OperationMeta = procedure['~orpc'].meta;
    return { name: `${module}.${key}`, module, key, kind: meta.kind, access: meta.access, route: procedure['~orpc'].route };
  }),
);
const guarded = operations.flatMap(({ name, kind, access }) => ('public' in access ? [] : [{ name, kind, access }]));
const forMembers = guarded.filter(({ access }) => access.role === 'member');
const ID = '01900000-0000-7000-8000-000000000000';

const [document] = await shippedBlueprints();

/** Passes every contract's parser far enough: access is checked before anything is found to be missing. */
const input = {
  communityId: ID,
  channelId: ID,
  importId: ID,
  uploadId: ID,
  accountId: ID,
  keyId: ID,
  personId: 'id:1',
  withChannelId: ID,
  withPersonId: 'id:2',
  number: 1,
  noteId: ID,
  tag: 'x',
  search: 'x',
  grants: [{ role: 'viewer', communityId: null }],
  name: 'x',
  text: 'x',
  email: 'x@example.org',
  password: 'long enough, really',
  ground: 'consent',
  phrase: 'x',
  day: '2026-11-20',
  members: 1,
  messages: 1,
  speakers: 1,
  joins: 0,
  leaves: 0,
  understood: true,
  questions: [{ kind: 'words', text: '为什么？' }],
  anonymous: true,
  open: true,
  baseUrl: 'http://127.0.0.1:9',
  conversation: 'x',
  enrolmentId: ID,
  mediaId: ID,
  medium: 'photo',
  size: 1,
  applicationIds: [ID],
  campaignId: ID,
  certificateId: ID,
  raffleId: ID,
  goodId: ID,
  orderId: ID,
  prizeId: ID,
  price: 1,
  stock: 1,
  delivery: 'hand',
  onSale: true,
  orders: [{ orderId: ID }],
  what: 'x',
  givenOn: '2026-11-20',
  prizeKind: 'redPacket',
  title: 'x',
  prizes: [{ name: 'x', count: 1 }],
  closesAt: '2026-11-20T00:00:00Z',
  drawsAt: '2026-11-21T00:00:00Z',
  value: 'x',
  creditEntryId: ID,
  removalCaseId: ID,
  batchId: ID,
  first: 'rescue',
  removalRules: shippedRemovalRules,
  ruleNumber: '1.1',
  nth: 1,
  index: 0,
  option: 0,
  upheld: true,
  answer: 'x',
  creditRules: shippedCreditRules,
  need: 1,
  people: [{ name: 'x' }],
  nickname: 'x',
  startsOn: '2026-11-20',
  endsOn: '2026-11-21',
  effectiveOn: '2026-11-21',
  policy: {},
  becomes: null,
  dutyRosterId: ID,
  dueItemId: ID,
  ritualId: ID,
  swapId: ID,
  assignmentId: ID,
  submissionId: ID,
  reviewId: ID,
  gradeAppealId: ID,
  due: { day: '2026-11-20', time: '20:00' },
  score: 1,
  why: 'xx',
  turn: '2026-11-20',
  otherTurn: '2026-11-21',
  rhythm: 'daily',
  turns: 1,
  checklist: [{ text: 'x', time: '07:00' }],
  enrolmentIds: [ID],
  script: 'welcome',
  ritualScript: { format: 1, id: 'x', name: 'x', summary: 'x', lines: [{ minutes: 0, who: 'x', title: 'x' }] },
  begins: { day: '2026-11-20', time: '20:00' },
  minutes: 60,
  done: true,
  agree: true,
  owner: { kind: 'staff' },
  words: 'xx',
  reason: 'xx',
  liked: true,
  squadId: ID,
  roleId: ID,
  holderId: ID,
  changeId: ID,
  toSquadId: null,
  anew: false,
  squads: [{ squadId: null, name: 'x', people: [] }],
  classSize: 77,
  squadSize: 8,
  span: 8,
  scope: 'squad',
  blueprintId: 'x',
  groupCodeId: ID,
  steps: [],
  nicknameFormat: '',
  rules: '',
  platform: 'qq',
  entryLimit: null,
  validUntil: null,
  image: 'x'.repeat(16),
  version: 1,
  who: 'x',
  seen: 'x',
  quiz: null,
  said: { needed: false },
  values: {},
  codeId: ID,
  code: '123456',
  address: 'x@example.org',
  addressId: ID,
  document,
  colour: '#25508a',
  slogan: 'x',
  pointsRules: {},
  amount: 1,
  requestId: ID,
  entryId: ID,
  badgeId: ID,
  contestId: ID,
  measure: 'points',
  squadIds: [ID, ID],
  roleRules: { needs: [], trial: { days: 7, needs: [] }, checklist: [] },
  ladder: ['x'],
  offerId: ID,
  trialId: ID,
  decision: 'end',
  lastDay: '2026-11-24',
  comes: true,
  toHolderId: ID,
  willing: true,
  language: 'zh-CN',
  alumniInvitationId: ID,
  nextId: ID,
  invitationKind: 'class',
  hidden: true,
};

let w: World;
let mine: { id: string };
beforeAll(async () => {
  w = await world();
  mine = await w.run<{ id: string }>('communities.create', { name: 'mine' });
});

const below = (role: Role | 'member'): Role | null => (role === 'member' ? null : (roles[roles.indexOf(role) - 1] ?? null));

async function codeOf(name: string, actor: Actor, given: object = input): Promise<string | null> {
  return w.run(name, given, actor).then(
    () => null,
    (error: { code: string }) => error.code,
  );
}

it('open to everyone are these and no others', () => {
  expect(operations.filter(({ access }) => 'public' in access).map(({ name }) => name)).toEqual([
    'accounts.setupState',
    'accounts.setup',
    // To every person, also one who has left: each looks itself for who calls.
    'privacy.exportMine',
    'privacy.eraseMine',
    'demo.offer',
    'demo.start',
    'admissions.invitation',
    'admissions.apply',
    'admissions.application',
    'admissions.enter',
    'admissions.ownQuiz',
    'admissions.tryQuiz',
    'admissions.answerQuiz',
    'credentials.askCode',
    'credentials.enter',
    'credentials.leaveAddress',
    'graduation.verify',
    'exits.read',
    'exits.answer',
    'raffles.published',
    'brands.invited',
  ]);
});

describe('nobody is refused', () => {
  it.each(guarded)('$name', async ({ name }) => {
    expect(await codeOf(name, { kind: 'nobody' })).toBe('access.signIn');
  });
});

describe('an account or key without grants is refused', () => {
  it.each(guarded)('$name', async ({ name }) => {
    expect(await codeOf(name, { kind: 'staff', accountId: ID, orgId: w.orgId, grants: [] })).toBe('access.denied');
    expect(await codeOf(name, { kind: 'key', keyId: ID, orgId: w.orgId, grants: [] })).toBe('access.denied');
  });
});

describe('a role one step too weak is refused', () => {
  const weaker = guarded.flatMap(({ name, access }) => {
    const role = below(access.role);
    return role ? [{ name, needed: access.role, role }] : [];
  });
  it.each(weaker)('$name: $role instead of $needed', async ({ name, role }) => {
    expect(await codeOf(name, w.staff(role))).toBe('access.denied');
    expect(await codeOf(name, w.staff(role, mine.id), { ...input, communityId: mine.id })).toBe('access.denied');
  });
});

describe('who takes part in one community is refused', () => {
  const member = (): Actor => ({ kind: 'member', accountId: ID, orgId: w.orgId, enrolled: [mine.id] });
  it.each(guarded.filter(({ access }) => access.role !== 'member'))('what staff do: $name', async ({ name }) => {
    expect(await codeOf(name, member(), { ...input, communityId: mine.id })).toBe('access.denied');
  });
  it.each(forMembers.filter(({ access }) => access.scope === 'community' && access.of !== 'any'))(
    'things of another: $name',
    async ({ name }) => {
      expect(await codeOf(name, member())).toBe('access.denied');
    },
  );
});

describe('an owner who takes part nowhere is refused what members do', () => {
  it.each(forMembers)('$name', async ({ name }) => {
    expect(await codeOf(name, w.owner)).toBe('access.denied');
  });
});

describe('the owner of one community is refused what asks for the whole organisation', () => {
  it.each(guarded.filter(({ access }) => access.scope === 'organisation'))('$name', async ({ name }) => {
    expect(await codeOf(name, w.staff('owner', mine.id))).toBe('access.denied');
  });
});

describe('a key of one community is refused things of another', () => {
  const scoped = guarded.filter(({ access }) => access.scope === 'community' && access.of !== 'any');
  it.each(scoped)('$name', async ({ name, access }) => {
    const other = await w.run<{ id: string; communityId: string }>('communities.createChannel', { name: 'other' });
    const key: Actor = { kind: 'key', keyId: ID, orgId: w.orgId, grants: [{ role: 'owner', communityId: mine.id }] };
    expect(await codeOf(name, key, { ...input, communityId: other.communityId, channelId: other.id })).toBe('access.denied');
    expect(access).toHaveProperty('of');
  });
});

describe('the owner of another organisation is shown and allowed nothing of this one', () => {
  const scoped = guarded.filter(({ access }) => access.role !== 'member' && access.scope === 'community' && access.of !== 'any');
  it.each(scoped)('$name', async ({ name }) => {
    const channel = await w.run<{ id: string; communityId: string }>('communities.createChannel', { name: 'ours' });
    const stranger = await w.otherOrganisation();
    expect(await codeOf(name, stranger, { ...input, channelId: channel.id, communityId: channel.communityId })).toMatch(/\.unknown$/);
  });
});

describe('contract and modules agree', () => {
  it('every operation has a verb, and every verb an operation', () => {
    expect(modules.map((module) => module.name)).toEqual(Object.keys(contract));
    for (const module of modules) expect(Object.keys(module.verbs).sort()).toEqual(Object.keys(module.contract).sort());
  });

  it('every scope an operation names is told by a module', () => {
    const told = new Set(modules.flatMap((module) => Object.keys(module.scopes)));
    const named = guarded.flatMap(({ access }) => (access.scope === 'community' && access.of !== 'any' ? [access.of] : []));
    expect([...new Set(named)].filter((field) => !told.has(field))).toEqual([]);
  });

  it('every subscription and schedule belongs to a task named after its module', () => {
    for (const module of modules) expect(Object.keys(module.tasks).filter((name) => !name.startsWith(`${module.name}.`))).toEqual([]);
  });

  it('no two operations share a method and path', () => {
    const routes = operations.map(({ route }) => `${route.method} ${route.path}`);
    expect(new Set(routes).size).toBe(routes.length);
  });
});

describe('once a community is dissolved', () => {
  const commands = guarded.flatMap(({ name, kind, access }) =>
    kind === 'command' && access.scope === 'community' ? [{ name, role: access.role, of: access.of }] : [],
  );
  const named = commands.filter(({ of }) => of !== 'any');
  let over: World;
  let id: string;
  /** Whatever is named belongs to it. */
  const inIt = modules.map((module) => ({
    ...module,
    scopes: Object.fromEntries(Object.keys(module.scopes).map((field) => [field, async () => id])),
  }));
  beforeAll(async () => {
    over = await world({ modules: readOnlyOnceDissolved(inIt) });
    ({ id } = await over.run<{ id: string }>('communities.create', { name: 'over' }));
    await over.sql('UPDATE community SET dissolved_at = created_at WHERE id = $1', [id]);
  });
  const call = (name: string, role: Role | 'member') => {
    const actor: Actor = role === 'member' ? { kind: 'member', accountId: ID, orgId: over.orgId, enrolled: [id] } : over.owner;
    return over.run(name, { ...input, communityId: id }, actor).then(
      () => null,
      (error: { code: string }) => error.code,
    );
  };

  it('these stay: ways in for reading, erasure, the exit survey, alumni, and saying again that it is', () => {
    expect(commands.filter(({ name }) => stays.has(name)).map(({ name }) => name)).toEqual([
      'privacy.erasePerson',
      'privacy.eraseEnrolment',
      'admissions.signInLink',
      'admissions.withdrawGuardian',
      'credentials.showCode',
      'welcome.removeIntroduction',
      'media.remove',
      'exits.link',
      'exits.ownLink',
      'alumni.join',
      'alumni.withdraw',
      'alumni.link',
      'alumni.invite',
      'alumni.withdrawInvitation',
      'albums.hide',
      'dissolution.dissolve',
    ]);
  });

  it('commands that name no community are these: they change nothing of one', () => {
    expect(commands.filter(({ of }) => of === 'any').map(({ name }) => name)).toEqual([
      'chat.paste',
      'credentials.addAddress',
      'credentials.confirmAddress',
      'credentials.removeAddress',
      'credentials.unlinkWechat',
      'alumni.answer',
    ]);
  });

  // An import looks at its file before anything else: what it would change is refused like what is pasted.
  it.each(named.filter(({ name }) => !stays.has(name) && name !== 'chat.import'))('$name is refused', async ({ name, role }) => {
    expect(await call(name, role)).toBe('community.dissolved');
  });

  it.each(named.filter(({ name }) => stays.has(name)))('$name is not', async ({ name, role }) => {
    expect(await call(name, role)).not.toBe('community.dissolved');
  });
});
