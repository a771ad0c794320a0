/** The words of a kept document, written in a form: which fields there are follows from the schema of the document. */
import type { z } from 'zod';
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { followDocument } from '../brands/index.ts';
import type { ritualScript } from '../duties/contract.ts';
import { oneAtATime } from './apply.ts';
import { type Blueprint, blueprint, blueprintSchema, sameDocument } from './blueprint.ts';
import { branded } from './branding.ts';
import { exported } from './exporting.ts';
import { applied } from './find.ts';
import { keep, takeBack, versions } from './keeping.ts';
import { differing } from './merging.ts';
import { row } from './pulling.ts';
import { claim, roundIds } from './rounds.ts';

/** In the order of the form. */
const editable = [
  '/interest/charter/audience',
  '/interest/charter/pain',
  '/interest/charter/goal',
  '/interest/charter/slogan',
  '/interest/charter/encouraged',
  '/interest/charter/violations',
  '/interest/face/nickname',
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = (path: string) => path.split('/').slice(1);
const at = (value: unknown, path: string): unknown =>
  keysOf(path).reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

type Value = string | string[];
const valueAt = (document: Blueprint, path: string): Value => {
  const value = at(document, path);
  return Array.isArray(value) ? value.map(String) : String(value ?? '');
};

/** From the published schema: a string is a line, a list of strings is lines. */
const fields = editable.map((path) => {
  const schema = at(blueprintSchema(), path.replaceAll('/', '/properties/'));
  const { type, minLength, maxLength, maxItems, items } = Object(schema);
  return type === 'array'
    ? { path, kind: 'lines' as const, needed: false, max: Number(items.maxLength), most: Number(maxItems) }
    : { path, kind: 'line' as const, needed: Number(minLength ?? 0) > 0, max: Number(maxLength), most: 1 };
});

async function keptOrMade(ctx: QueryContext, communityId: string) {
  const kept = await applied(ctx, communityId);
  return kept ? { ...kept, document: await branded(ctx, communityId, kept.document) } : exported(ctx, communityId);
}

/** @throws DomainError `community.unknown`, `blueprint.none` */
export async function form(ctx: QueryContext, { communityId }: { communityId: string }) {
  const { document } = await keptOrMade(ctx, communityId);
  return {
    fields: fields.map((field) => ({ ...field, value: valueAt(document, field.path) })),
    versions: await versions(ctx, communityId),
  };
}

interface Seen {
  communityId: string;
  /** The latest that the caller saw; 0 where there was none. */
  version: number;
}
type Edit = Seen & { values: Record<string, Value> };

/**
 * Campaigns stay as they are.
 * @throws DomainError `community.unknown`, `blueprint.none`, `blueprint.changedMeanwhile`, `blueprint.field` {path}
 */
export async function edit(ctx: CommandContext, { communityId, values, version }: Edit) {
  return keepEdited(ctx, { communityId, version }, (document) => {
    const changed: unknown = structuredClone(document);
    for (const [path, value] of Object.entries(values)) {
      if (!editable.includes(path)) throw new DomainError('blueprint.field', { path });
      const [name = '', ...above] = keysOf(path).reverse();
      const parent = at(changed, ['', ...above.reverse()].join('/'));
      if (isRecord(parent)) parent[name] = value;
    }
    return changed;
  });
}

/** In its place where there was one with its id. @throws as `edit` */
export async function writeScript(
  ctx: CommandContext,
  { ritualScript: script, ...about }: Seen & { ritualScript: z.output<typeof ritualScript> },
) {
  return keepEdited(ctx, about, ({ operate, ...document }) => {
    const before = operate.scripts ?? [];
    const known = before.some(({ id }) => id === script.id);
    const scripts = known ? before.map((one) => (one.id === script.id ? script : one)) : [...before, script];
    return { ...document, operate: { ...operate, scripts } };
  });
}

/** @throws as `edit`, and DomainError `script.unknown` */
export async function removeScript(ctx: CommandContext, { script, ...about }: Seen & { script: string }) {
  return keepEdited(ctx, about, ({ operate, ...document }) => {
    const scripts = (operate.scripts ?? []).filter(({ id }) => id !== script);
    if (scripts.length === operate.scripts?.length || !operate.scripts) throw new DomainError('script.unknown', { script });
    return { ...document, operate: { ...operate, scripts } };
  });
}

/** As the next version of the document. */
async function keepEdited(ctx: CommandContext, { communityId, version }: Seen, change: (document: Blueprint) => unknown) {
  await oneAtATime(ctx);
  const { document, startsOn } = await keptOrMade(ctx, communityId);
  const [last] = await versions(ctx, communityId);
  if ((last?.version ?? 0) !== version) throw new DomainError('blueprint.changedMeanwhile', { communityId });
  const parsed = blueprint.safeParse(change(document));
  if (!parsed.success) throw new DomainError('blueprint.field', { path: `/${parsed.error.issues[0]?.path.slice(0, 3).join('/') ?? ''}` });
  if (sameDocument(parsed.data, document)) {
    ctx.unchanged();
    return { version };
  }
  await claim(ctx, communityId, startsOn, await roundIds(ctx, communityId, startsOn, document.operate.checkins));
  await keep(ctx, { communityId, document: parsed.data, startsOn }, 'edited');
  if (parsed.data.interest.charter.slogan !== document.interest.charter.slogan) await followDocument(ctx, communityId);
  ctx.emit('blueprint.edited', { communityId }, { version: version + 1 });
  return { version: version + 1 };
}

/** @throws DomainError `blueprint.notBack`, `blueprint.changedMeanwhile` */
export async function takeBackEdit(ctx: CommandContext, { communityId, version }: { communityId: string; version: number }) {
  await oneAtATime(ctx);
  const now = await takeBack(ctx, communityId, version);
  ctx.emit('blueprint.takenBack', { communityId }, { version: now });
  return { version: now };
}

interface Compared {
  communityId: string;
  blueprintId?: string | undefined;
}

/**
 * The community as it runs beside a shipped blueprint, or beside the document kept with it.
 * Without ids, which say nothing about the community.
 * @throws DomainError `community.unknown`, `blueprint.none`, `blueprint.unknown`
 */
export async function compare(ctx: QueryContext, { communityId, blueprintId }: Compared, shipped: readonly Blueprint[]) {
  const here = (await exported(ctx, communityId)).document;
  const there = blueprintId ? shipped.find(({ id }) => id === blueprintId) : (await applied(ctx, communityId))?.document;
  if (!there && blueprintId) throw new DomainError('blueprint.unknown', { blueprintId });
  const { ladder: _, ...other } = there ?? here;
  return { name: other.name, rows: differing({ ...here, id: other.id }, other).map(row) };
}
