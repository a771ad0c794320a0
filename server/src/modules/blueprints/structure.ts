/**
 * Sizes and roles of a community beside those of a document. Both are also set by hand: what stands in the community is what is
 * exported. A role of the document is carried out where it has a `definition`; without one it is words.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CommandContext, QueryContext } from '#kernel';
import { changeRole, makeRole, removeRole, type StandingRole, standingRoles } from '../roles/index.ts';
import { setSizes, sizesOf } from '../squads/index.ts';
import { type Blueprint, type BlueprintRole, MOST_ROLES } from './blueprint.ts';
import { type Difference, roleFields } from './shapes.ts';

type Structure = Blueprint['structure'];

/** @param kept of the document kept with the community */
export async function structureNow(ctx: QueryContext, communityId: string, kept: Structure): Promise<Structure> {
  const standing = new Map((await standingRoles(ctx, communityId)).map((role) => [role.name, role]));
  const roles = kept.roles.flatMap(({ definition, ...words }): BlueprintRole[] => {
    const role = standing.get(words.name);
    // Staff have removed it, or called it otherwise: it comes below by its new name.
    if (!role) return definition ? [] : [words];
    standing.delete(words.name);
    return [{ ...words, ...asItIs(role, words.per) }];
  });
  const more = [...standing.values()].map((role) => ({ name: role.name, people: 1, duties: [], rights: [], ...asItIs(role, 'class') }));
  return { ...kept, ...(await sizesOf(ctx, communityId)), roles: [...roles, ...more].slice(0, MOST_ROLES) };
}

function asItIs(role: StandingRole, per: BlueprintRole['per']): Pick<BlueprintRole, 'per' | 'definition'> {
  const { leads, behaviours, responsibilities, rights, termDays, reward, sanction } = role;
  const definition = { leads, behaviours, responsibilities, rights, termDays, reward, sanction };
  if (role.scope === 'squad') return { per: 'squad', definition };
  return { per: per === 'squad' ? 'class' : per, definition };
}

const scopeOf = ({ per }: BlueprintRole) => (per === 'squad' ? 'squad' : 'community');

interface Compared {
  /** Null: a new one. */
  communityId: string | null;
  wanted: Structure;
  /** Of the document kept before; null where there was none. */
  before: Structure | null;
}

/** A role that people hold is not taken from them by a document. */
export async function structureDifferences(ctx: QueryContext, { communityId, wanted, before }: Compared): Promise<Difference[]> {
  const found: Difference[] = [];
  const standing = new Map((communityId ? await standingRoles(ctx, communityId) : []).map((role) => [role.name, role]));
  if (communityId) {
    const from = await sizesOf(ctx, communityId);
    const to = { classSize: wanted.classSize, squadSize: wanted.squadSize, span: wanted.span };
    if (!isDeepStrictEqual(from, to)) found.push({ code: 'resize', from, to });
  }
  const leaves = ({ name, holders }: StandingRole) => {
    found.push(holders > 0 ? { code: 'roleStays', name, people: holders } : { code: 'removeRole', name });
    return holders === 0;
  };
  const defined = wanted.roles.filter(({ definition }) => definition);
  for (const { name, definition } of before?.roles ?? []) {
    const role = standing.get(name);
    if (definition && role && !defined.some((one) => one.name === name)) leaves(role);
  }
  for (const role of defined) {
    const { name, definition } = role;
    const now = standing.get(name);
    if (!now || !definition) found.push({ code: 'createRole', name });
    else if (now.scope !== scopeOf(role) || now.leads !== definition.leads) {
      if (leaves(now)) found.push({ code: 'createRole', name });
    } else {
      const fields = roleFields.filter((field) => !isDeepStrictEqual(now[field], definition[field]));
      if (fields.length > 0) found.push({ code: 'changeRole', name, fields });
    }
  }
  return found;
}

/** Of the differences above, those that do something. */
export async function carryOutStructure(
  ctx: CommandContext,
  { communityId, document }: { communityId: string; document: Blueprint },
  difference: Extract<Difference, { code: 'resize' | 'createRole' | 'changeRole' | 'removeRole' }>,
): Promise<void> {
  if (difference.code === 'resize') {
    await setSizes(ctx, { communityId, ...difference.to });
    return;
  }
  const { name } = difference;
  const roleId = (await standingRoles(ctx, communityId)).find((role) => role.name === name)?.id ?? '';
  if (difference.code === 'removeRole') {
    await removeRole(ctx, { roleId });
    return;
  }
  const wanted = document.structure.roles.find((role) => role.name === name && role.definition);
  if (!wanted?.definition) throw new TypeError(`the plan defines ${name}, which the document does not`);
  const { leads, ...definition } = wanted.definition;
  if (difference.code === 'createRole') await makeRole(ctx, { communityId, name, scope: scopeOf(wanted), leads, ...definition });
  else await changeRole(ctx, { roleId, name, ...definition });
}
