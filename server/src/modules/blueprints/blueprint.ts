/**
 * A blueprint (社群模板): one community as a document, in five parts. The product carries out the community and its check-in
 * campaigns; the rest is kept and shown to the people who do it.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { quiz } from '../admissions/contract.ts';
import { colour } from '../brands/contract.ts';
import { policy } from '../checkins/contract.ts';
import { creditRules } from '../credit/contract.ts';
import { ritualScript } from '../duties/contract.ts';
import { assignmentInput, policy as homeworkPolicy } from '../homework/contract.ts';
import { rules as pointsRules } from '../points/contract.ts';
import { definition } from '../roles/contract.ts';
import { sizes } from '../squads/contract.ts';

const BLUEPRINT_SCHEMA_ID = 'https://qunce.dev/schemas/blueprint-1.json';

const short = z.string().trim().min(1).max(60);
const line = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(1_000);
const lines = z.array(line).max(20).default([]);
/** Days from the first day, which is 0; before it below 0. */
const dayFromStart = z.number().int().min(-60).max(730);
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

const milestones = z.array(z.strictObject({ day: dayFromStart.min(0), text: line })).max(12);
/** Days of one cycle; null: open. */
const cycleDays = z.number().int().min(1).max(731).nullable();

const threshold = z
  .array(
    z.strictObject({
      kind: z.enum(['form', 'recommendation', 'roster', 'fee', 'quiz', 'identity', 'guardian', 'review']),
      text: line,
    }),
  )
  .max(8);

/** I · 同好: what brings people together, what it looks like from outside, who gets in. */
const interest = z.strictObject({
  charter: z.strictObject({
    audience: line,
    pain: line,
    /** One, and measurable. */
    goal: line,
    milestones: milestones.default([]),
    encouraged: lines,
    violations: lines,
    slogan: z.string().trim().max(60).default(''),
    days: cycleDays,
    motive: z.enum(['sales', 'relation', 'growth', 'brand']),
  }),
  face: z.strictObject({
    /** How nicknames are written, like `早起营丨姓名丨城市`. */
    nickname: short,
    /** `#rrggbb`, in small letters. */
    colour: colour.optional(),
  }),
  threshold: threshold.default([]),
  /** 群规答题: answered before applying. */
  quiz: quiz.optional(),
});

/** Room for the roles of a document and those made by hand. */
export const MOST_ROLES = 40;
const { classSize, squadSize, span } = sizes.shape;

const role = z
  .strictObject({
    name: short,
    per: z.enum(['community', 'class', 'squad']),
    people: z.number().int().min(1).max(100).default(1),
    duties: lines,
    rights: lines,
    /** How it is held in the community (`roles.make`): carried out. Without it the role is words for people to read. */
    definition: definition.omit({ name: true, scope: true }).strict().optional(),
  })
  .refine(({ name, definition }) => !definition || name.length <= 20, {
    error: 'a role that is carried out has a name of at most 20 letters',
  })
  .refine(({ per, definition }) => !definition?.leads || per === 'squad', { error: 'only a role of a squad leads it' });
export type BlueprintRole = z.output<typeof role>;

const roles = z
  .array(role)
  .max(MOST_ROLES)
  .refine((all) => all.every((one, at) => !one.definition || all.findIndex(({ name }) => name === one.name) === at), {
    error: 'two roles that are carried out have the same name',
  });

/** S · 结构 */
const structure = z.strictObject({
  classSize: classSize.default(77),
  squadSize: squadSize.default(8),
  /** People under one leader. */
  span: span.default(8),
  roles: roles.default([]),
});

/** O · 输出: what is published, how often, by whom. */
const output = z.strictObject({
  columns: z
    .array(z.strictObject({ name: short, cadence: z.enum(['daily', 'weekly', 'biweekly', 'monthly']), who: short, text }))
    .max(12)
    .default([]),
});

const checkin = z.strictObject({
  /** Names the campaign within the document: a change of its name is not another campaign. */
  key: slug,
  name: short,
  goal: z.string().trim().max(200).default(''),
  /** Of its first day; below 0 where it began by hand before the first day of the document. */
  offset: z.number().int().min(-730).max(730).default(0),
  days: z.number().int().min(1).max(731),
  policy: policy.strict().prefault({}),
});
export type BlueprintCheckin = z.output<typeof checkin>;

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const moment = { day: z.number().int().min(-730).max(1_461), time: clockTime };

const homework = z.strictObject({
  key: slug,
  title: assignmentInput.title,
  asked: assignmentInput.asked,
  /** When it is due. */
  ...moment,
  /** Until when late works are taken; null: they are refused. */
  late: z.strictObject(moment).nullable().default(null),
  policy: homeworkPolicy.strict().prefault({}),
});
export type BlueprintHomework = z.output<typeof homework>;

const ritual = z.strictObject({
  name: short,
  day: dayFromStart,
  repeat: z.enum(['once', 'daily', 'weekly', 'monthly']).default('once'),
  time: clockTime,
  who: short,
  text,
});

/** More than the eight a document needs: a community may have opened others by hand. */
export const MOST_CHECKINS = 24;

const checkins = z
  .array(checkin)
  .min(1)
  .max(MOST_CHECKINS)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { error: 'two check-ins have the same key' });
const rituals = z.array(ritual).max(40);

const scripts = z
  .array(ritualScript)
  .max(20)
  .refine((all) => all.every(({ id, name }, at) => all.findIndex((one) => one.id === id || one.name === name) === at), {
    error: 'two scripts have the same id or name',
  });

/** O · 运营: what is carried out day by day. */
const operate = z.strictObject({
  checkins,
  /** 作业, by key. */
  homework: z
    .array(homework)
    .max(120)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { error: 'two assignments have the same key' })
    .optional(),
  rituals: rituals.default([]),
  /** 仪式脚本 of its own, offered beside the shipped ones; with the id of a shipped one it stands in its place. */
  scripts: scripts.optional(),
  /** 积分规则: what earns points, badges and titles. */
  points: pointsRules.strict().optional(),
  /** 编号群规与信用分: the numbered rules with what follows from breaking them, and the exam. */
  credit: creditRules.optional(),
});

/** C · 复制: when the next one may be opened, and what it costs to take part. */
const copy = z.strictObject({
  readiness: lines,
  prices: z
    .array(
      z.strictObject({
        name: short,
        yuan: z.number().int().min(0).max(1_000_000),
        /** How long it holds; null: without end. */
        days: z.number().int().min(1).max(3_660).nullable(),
        rights: lines,
      }),
    )
    .max(8)
    .default([]),
});

/** One community of a ladder. What it leaves out is as in the document around it. */
const tier = z.strictObject({
  key: slug,
  name: short,
  /** Name of the price in `copy.prices`, with its term and rights. */
  price: short,
  summary: line.optional(),
  forWhom: line.optional(),
  audience: line.optional(),
  goal: line.optional(),
  days: cycleDays.optional(),
  milestones: milestones.optional(),
  threshold: threshold.optional(),
  checkins: checkins.optional(),
  rituals: rituals.optional(),
});
export type Tier = z.output<typeof tier>;

export const blueprint = z
  .strictObject({
    /** Version of the format. */
    format: z.literal(1),
    id: slug,
    name: short,
    summary: line,
    forWhom: line,
    interest,
    structure,
    output,
    operate,
    copy,
    /** 阶梯会员: opened as linked communities, the lowest first. */
    ladder: z.array(tier).min(2).max(5).optional(),
  })
  .refine(({ ladder = [], copy: { prices } }) => ladder.every((one) => prices.some(({ name }) => name === one.price)), {
    error: 'a tier names a price that is not there',
  });
export type Blueprint = z.output<typeof blueprint>;

/** As JSON says: the same words, whether what is left out is absent or undefined, as it comes through some doors. */
export function sameDocument(one: Blueprint, other: Blueprint): boolean {
  const plain = (document: Blueprint): unknown => JSON.parse(JSON.stringify(document));
  return isDeepStrictEqual(plain(one), plain(other));
}

/** The published JSON Schema (2020-12) of a document as people write it: what has a default may be left out. */
export function blueprintSchema(): Record<string, unknown> {
  const { $schema, ...shape } = z.toJSONSchema(blueprint, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: BLUEPRINT_SCHEMA_ID,
    title: 'Qunce blueprint',
    description:
      'One community as a document in five parts. Days count from the first day, which is 0; times are wall clock HH:MM; prices are whole yuan.',
    ...shape,
  };
}
