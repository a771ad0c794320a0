import { z } from 'zod';
import { operation } from '../../kernel/operation.ts';
import { id, instant } from '../../vocabulary/ids.ts';

/** In the order in which they are shown. */
export const steps = ['nickname', 'rules', 'introduction', 'group'] as const;
export type Step = (typeof steps)[number];

const platforms = ['wechat', 'wecom', 'qq', 'other'] as const;
export type Platform = (typeof platforms)[number];

const nickname = z.string().trim().min(1).max(60);
const words = z.string().trim().max(200).default('');
const count = z.number().int().nonnegative();
/** Bytes of an image in base64; a PNG, JPEG or WebP of 2 MB at most. */
const image = z.string().min(16).max(2_800_000);
const nicknameFormat = z.string().trim().max(60);
const rulesText = z.string().trim().max(10_000);

const rules = z.object({ version: z.number().int(), text: z.string(), decidedAt: instant });
const plan = z.object({
  steps: z.array(z.enum(steps)),
  /** Parts divided by 丨: `“早起营”丨姓名丨城市`; what stands in quotes is written as it is. Empty: as one likes. */
  nicknameFormat: z.string(),
  /** The version that holds; null: none were written. */
  rules: rules.nullable(),
  /** From the document the community was opened from, to begin with; empty: it says none. */
  suggestedFormat: z.string(),
});

const introductionFields = {
  who: z.string(),
  place: z.string(),
  goal: z.string(),
  strengths: z.string(),
  offers: z.string(),
  seeks: z.string(),
};
const introduction = z.object({ ...introductionFields, listed: z.boolean(), changedAt: instant });
export type Introduction = z.infer<typeof introduction>;

const lint = z.object({
  met: z.boolean(),
  /** How it would be written by the format; null where something is missing that nobody but the person knows. */
  proposal: z.string().nullable(),
  /** Parts of the format that are missing, by their names there. */
  lacks: z.array(z.string()),
});
export type NicknameLint = z.infer<typeof lint>;

const binding = z.object({
  /** `none`: no code was asked for. */
  state: z.enum(['none', 'waiting', 'over', 'disputed', 'bound']),
  code: z.string().nullable(),
  until: instant.nullable(),
});
export type Binding = z.infer<typeof binding>;

const groupCode = z.object({
  id,
  name: z.string(),
  platform: z.enum(platforms),
  /** Counted by staff, and those who have said since that they are in. */
  members: count,
  entryLimit: z.number().int().nullable(),
  validUntil: instant.nullable(),
  state: z.enum(['open', 'expiring', 'full', 'expired']),
});
export type GroupCodeShown = z.infer<typeof groupCode>;
const picture = { mediaType: z.string(), image: z.string() };

const groupCodeFields = {
  name: z.string().trim().min(1).max(60),
  platform: z.enum(platforms),
  members: count.max(100_000),
  entryLimit: z.number().int().min(1).max(100_000).nullable(),
  validUntil: instant.nullable(),
};

const member = { role: 'member', scope: 'community', of: 'communityId' } as const;
const viewer = { role: 'viewer', scope: 'community', of: 'communityId' } as const;
const operator = { role: 'operator', scope: 'community', of: 'communityId' } as const;

/** After the door: first steps, rules agreed to, introductions and the directory, the way into the chat groups, binding by a code. */
export const welcome = {
  plan: operation({
    kind: 'query',
    access: viewer,
    path: '/communities/{communityId}/welcome',
    summary: 'What a community asks of those who are new',
    input: z.object({ communityId: id }),
    output: plan,
  }),
  setPlan: operation({
    kind: 'command',
    access: operator,
    path: '/communities/{communityId}/welcome',
    method: 'PUT',
    summary:
      'Choose the first steps, the form of nicknames and the rules; a changed text of rules is a new version that everybody is asked again',
    input: z.object({ communityId: id, steps: z.array(z.enum(steps)).max(4), nicknameFormat, rules: rulesText }),
    output: plan,
  }),
  progress: operation({
    kind: 'query',
    access: viewer,
    path: '/communities/{communityId}/welcome/progress',
    summary: 'Who has done which first step, those with most to do first, at most 500',
    input: z.object({ communityId: id }),
    output: z.object({
      asked: z.array(z.enum(steps)),
      /** Everybody, and those with something left to do. */
      total: count,
      open: count,
      people: z.array(
        z.object({
          enrolmentId: id,
          nickname: z.string(),
          done: z.array(z.enum(steps)),
          binding: z.enum(['none', 'waiting', 'disputed', 'bound']),
        }),
      ),
    }),
  }),
  person: operation({
    kind: 'query',
    access: { role: 'viewer', scope: 'community', of: 'enrolmentId' },
    path: '/enrolments/{enrolmentId}/welcome',
    summary: 'How one person introduced themselves, which rules they agreed to and when',
    input: z.object({ enrolmentId: id }),
    output: z.object({
      introduction: introduction.nullable(),
      accepted: z.array(z.object({ version: z.number().int(), at: instant })),
      group: z.object({ name: z.string().nullable(), at: instant }).nullable(),
      binding: z.enum(['none', 'waiting', 'disputed', 'bound']),
    }),
  }),

  groupCodes: operation({
    kind: 'query',
    access: operator,
    path: '/communities/{communityId}/group-codes',
    summary: 'Codes of the chat groups of a community, in the order in which they are shown to members',
    input: z.object({ communityId: id }),
    output: z.object({
      groupCodes: z.array(groupCode),
      /** What the platforms allow: people up to which a code lets in, and days after which it ends; null: no such limit. */
      limits: z.record(z.enum(platforms), z.object({ people: z.number().int().nullable(), days: z.number().int().nullable() })),
    }),
  }),
  dueGroupCodes: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'any' },
    path: '/group-codes/due',
    summary: 'Codes of chat groups that are full, about to end or over, in all communities the caller operates',
    input: z.object({}),
    output: z.object({
      due: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          /** The campaign on whose page the codes are kept; null: the community has none. */
          campaignId: id.nullable(),
          codes: z.array(groupCode),
          /** Whoever asks for a group now is shown none. */
          shut: z.boolean(),
        }),
      ),
    }),
  }),
  addGroupCode: operation({
    kind: 'command',
    access: operator,
    path: '/communities/{communityId}/group-codes',
    summary: 'Add the picture of a code by which members enter a chat group',
    input: z.object({ communityId: id, ...groupCodeFields, image }),
    output: groupCode,
  }),
  changeGroupCode: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'groupCodeId' },
    path: '/group-codes/{groupCodeId}',
    method: 'PATCH',
    summary: 'Change a code of a chat group: its people as counted now, its end, a fresh picture',
    input: z.object({ groupCodeId: id, ...groupCodeFields, image: image.optional() }),
    output: groupCode,
  }),
  removeGroupCode: operation({
    kind: 'command',
    access: { role: 'operator', scope: 'community', of: 'groupCodeId' },
    path: '/group-codes/{groupCodeId}',
    method: 'DELETE',
    summary: 'Take a code of a chat group away; who entered by it stays entered',
    input: z.object({ groupCodeId: id }),
    output: z.object({}),
  }),
  groupCodeImage: operation({
    kind: 'query',
    access: { role: 'operator', scope: 'community', of: 'groupCodeId' },
    path: '/group-codes/{groupCodeId}/image',
    summary: 'The picture of a code of a chat group',
    input: z.object({ groupCodeId: id }),
    output: z.object(picture),
  }),

  mine: operation({
    kind: 'query',
    access: { role: 'member', scope: 'community', of: 'any' },
    path: '/me/welcome',
    summary: 'First steps of the caller in each community, with what is done',
    input: z.object({}),
    output: z.object({
      communities: z.array(
        z.object({
          communityId: id,
          community: z.string(),
          nickname: z.string(),
          steps: z.array(z.object({ step: z.enum(steps), done: z.boolean() })),
          nicknameFormat: z.string(),
          lint,
          /** `accepted`: when the caller agreed to this version. */
          rules: rules.extend({ accepted: instant.nullable() }).nullable(),
          introduction: introduction.nullable(),
          /** There are codes of chat groups. */
          groups: z.boolean(),
          binding,
        }),
      ),
    }),
  }),
  lintNickname: operation({
    kind: 'query',
    access: member,
    path: '/me/communities/{communityId}/nickname',
    summary: 'Is a nickname written the way the community writes them, and how would it be',
    input: z.object({ communityId: id, nickname }),
    output: lint,
  }),
  setNickname: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/nickname',
    method: 'PUT',
    summary: 'The caller takes a nickname, written the way the community writes them',
    input: z.object({ communityId: id, nickname }),
    output: z.object({ nickname: z.string() }),
  }),
  acceptRules: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/rules',
    summary: 'The caller agrees to the version of the rules that was read',
    input: z.object({ communityId: id, version: z.number().int() }),
    output: z.object({ version: z.number().int(), at: instant }),
  }),
  introduce: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/introduction',
    method: 'PUT',
    summary: 'The caller introduces themselves to staff, and with `listed` to everybody in the community',
    input: z.object({
      communityId: id,
      who: z.string().trim().min(1).max(200),
      place: words,
      goal: words,
      strengths: words,
      offers: words,
      seeks: words,
      listed: z.boolean().default(false),
    }),
    output: introduction,
  }),
  removeIntroduction: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/introduction',
    method: 'DELETE',
    summary: 'The caller takes the own introduction away',
    input: z.object({ communityId: id }),
    output: z.object({}),
  }),
  directory: operation({
    kind: 'query',
    access: member,
    path: '/me/communities/{communityId}/directory',
    summary: 'Those in the community who want to be found, by nickname, what they offer or seek; at most 200',
    input: z.object({ communityId: id, search: z.string().trim().max(60).default('') }),
    output: z.object({
      people: z.array(z.object({ enrolmentId: id, nickname: z.string(), ...introductionFields, own: z.boolean() })),
      more: z.boolean(),
    }),
  }),
  group: operation({
    kind: 'query',
    access: member,
    path: '/me/communities/{communityId}/group',
    summary: 'The code of the first chat group of the community that is valid and has room',
    input: z.object({ communityId: id }),
    output: z.object({
      community: z.string(),
      entered: instant.nullable(),
      group: z
        .object({ groupCodeId: id, name: z.string(), platform: z.enum(platforms), validUntil: instant.nullable(), ...picture })
        .nullable(),
    }),
  }),
  enterGroup: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/group',
    summary: 'The caller says that they are in the chat group',
    input: z.object({ communityId: id, groupCodeId: id.nullable().default(null) }),
    output: z.object({ entered: instant }),
  }),
  bindingCode: operation({
    kind: 'command',
    access: member,
    path: '/me/communities/{communityId}/binding-code',
    summary: 'A code to be said in a chat group of the community, so that it is known which sender the caller is; good for seven days',
    input: z.object({ communityId: id }),
    output: binding,
  }),
};
