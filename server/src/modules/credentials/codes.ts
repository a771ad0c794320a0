/**
 * Codes and the addresses they go to. Whether anybody has an address is told to nobody: for an unknown one a row is written and
 * counted like for any other.
 */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf, makeLink, ownEnrolments } from '../admissions/index.ts';
import { lettingIn } from '../alumni/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import type { OwnAddress } from './contract.ts';
import { isCode, type Key, type Keyed, keyed } from './keyed.ts';
import { MOST_TRIES } from './rules.ts';

const VALID_MS = 600_000;
const HOUR_MS = 3_600_000;
const MOST_AN_HOUR = 3;
/** Of one member who adds addresses, whatever they are: a gateway costs money. */
const MOST_ADDING = 5;
const LINK_MS = 120_000;

type Purpose = 'signIn' | 'confirm';

interface Code extends Keyed {
  memberId: string | null;
  tries: number;
}

/** @throws DomainError `address.invalid`, `signInCode.tooMany` */
export async function askCode(ctx: CommandContext, { address }: { address: string }, key: Key) {
  const to = keyed(key, address);
  return makeCode(ctx, 'signIn', to, await memberAt(ctx, to.digest));
}

/** @throws DomainError `address.invalid`, `signInCode.tooMany` */
export async function addAddress(ctx: CommandContext, { address }: { address: string }, key: Key) {
  const to = keyed(key, address);
  const memberId = accountOf(ctx);
  await oneAtATime(ctx, memberId);
  const [adding] = await rowsOf<{ n: number }>(
    ctx,
    sql`SELECT count(*)::int AS n FROM sign_in_code WHERE org_id = ${ctx.orgId} AND member_id = ${memberId} AND purpose = 'confirm'
        AND made_at > ${iso(ctx.now() - HOUR_MS)}`,
  );
  if ((adding?.n ?? 0) >= MOST_ADDING) throw new DomainError('signInCode.tooMany');
  return makeCode(ctx, 'confirm', to, memberId);
}

/** Whoever has proven the address; else the one person who left it with an application. Only who takes part or may be an alumnus somewhere. */
async function memberAt(ctx: CommandContext, digest: string): Promise<string | null> {
  const rows = await rowsOf<{ id: string; proven: boolean }>(
    ctx,
    sql`SELECT DISTINCT a.member_id AS id, a.proven FROM (
          SELECT org_id, member_id, true AS proven FROM member_address WHERE org_id = ${ctx.orgId} AND digest = ${digest}
          UNION ALL
          SELECT e.org_id, e.member_id, false FROM application_address l
            JOIN application p ON p.org_id = l.org_id AND p.id = l.application_id
            JOIN enrolment e ON e.org_id = p.org_id AND e.id = p.enrolment_id
            WHERE l.org_id = ${ctx.orgId} AND l.digest = ${digest}
        ) a`,
  );
  const able = [];
  for (const row of rows) if ((await placeOf(ctx, row.id)) !== null) able.push(row);
  return able.find(({ proven }) => proven)?.id ?? (able.length === 1 ? (able[0]?.id ?? null) : null);
}

/** For an address or a member, so that what is counted holds. */
async function oneAtATime(ctx: CommandContext, of: string): Promise<void> {
  await rowsOf(ctx, sql`SELECT pg_advisory_xact_lock(hashtextextended(${of}, 20))`);
}

/** @throws DomainError `signInCode.tooMany` */
async function makeCode(ctx: CommandContext, purpose: Purpose, { kind, digest, hint }: Keyed, memberId: string | null) {
  await oneAtATime(ctx, digest);
  const [made] = await rowsOf<{ n: number }>(
    ctx,
    sql`SELECT count(*)::int AS n FROM sign_in_code WHERE org_id = ${ctx.orgId} AND digest = ${digest} AND purpose = ${purpose}
        AND made_at > ${iso(ctx.now() - HOUR_MS)}`,
  );
  if ((made?.n ?? 0) >= MOST_AN_HOUR) throw new DomainError('signInCode.tooMany');
  const [codeId, until] = [ctx.newId(), iso(ctx.now() + VALID_MS)];
  await rowsOf(
    ctx,
    sql`INSERT INTO sign_in_code (org_id, id, purpose, member_id, kind, digest, hint, made_at, until, tries)
        VALUES (${ctx.orgId}, ${codeId}, ${purpose}, ${memberId}, ${kind}, ${digest}, ${hint}, ${iso(ctx.now())}, ${until}, 0)`,
  );
  ctx.emit('signInCode.made', { subjectId: codeId });
  return { codeId, until };
}

interface Given {
  codeId: string;
  code: string;
}

export async function enter(ctx: CommandContext, given: Given, key: Key) {
  const { found, triesLeft } = await tryCode(ctx, 'signIn', given, key);
  const path = found?.memberId ? await linkFor(ctx, found.memberId) : null;
  if (path !== null && found?.memberId) await keepAddress(ctx, found, found.memberId);
  return { path, triesLeft };
}

/** Where somebody takes part, else where they left and may be an alumnus. */
async function placeOf(ctx: QueryContext, memberId: string): Promise<{ id: string; communityId: string } | null> {
  const [own] = await ownEnrolments(ctx, memberId);
  const [gone] = own ? [] : await lettingIn(ctx, memberId);
  const place = own ?? gone;
  return place ? { id: place.enrolmentId, communityId: place.communityId } : null;
}

/** The link by which a member who has proven who they are goes in; null for who has no place any more. */
export async function linkFor(ctx: CommandContext, memberId: string): Promise<string | null> {
  const place = await placeOf(ctx, memberId);
  return place === null ? null : (await makeLink(ctx, { ...place, memberId }, LINK_MS)).path;
}

/** @throws DomainError `address.taken` */
export async function confirmAddress(
  ctx: CommandContext,
  given: Given,
  key: Key,
): Promise<{ address: OwnAddress | null; triesLeft: number }> {
  const memberId = accountOf(ctx);
  const { found, triesLeft } = await tryCode(ctx, 'confirm', given, key, memberId);
  if (!found) return { address: null, triesLeft };
  const kept = await keepAddress(ctx, found, memberId);
  if (!kept) throw new DomainError('address.taken');
  return { address: kept, triesLeft };
}

/**
 * Every try counts before it is looked at, so that many at once are no more than five; a code that was right is used up.
 * What is unknown, over, used or somebody else's is answered as a code without tries.
 */
async function tryCode(
  ctx: CommandContext,
  purpose: Purpose,
  { codeId, code }: Given,
  key: Key,
  memberId: string | null = null,
): Promise<{ found: Code | null; triesLeft: number }> {
  const whose = memberId === null ? sql`` : sql`AND member_id = ${memberId}`;
  const [row] = await rowsOf<Code>(
    ctx,
    sql`UPDATE sign_in_code SET tries = tries + 1
        WHERE org_id = ${ctx.orgId} AND id = ${codeId} AND purpose = ${purpose} AND used_at IS NULL AND tries < ${MOST_TRIES}
          AND until > ${iso(ctx.now())} ${whose}
        RETURNING member_id AS "memberId", kind, digest, hint, tries`,
  );
  if (!row) {
    ctx.unchanged();
    return { found: null, triesLeft: 0 };
  }
  const right = isCode(key, codeId, code) && row.memberId !== null;
  ctx.emit(right ? 'signInCode.used' : 'signInCode.refused', { subjectId: codeId });
  if (right) await rowsOf(ctx, sql`UPDATE sign_in_code SET used_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND id = ${codeId}`);
  return { found: right ? row : null, triesLeft: MOST_TRIES - row.tries };
}

/** The address is proven. @returns null where it is somebody else's */
async function keepAddress(ctx: CommandContext, { kind, digest, hint }: Keyed, memberId: string): Promise<OwnAddress | null> {
  await rowsOf(
    ctx,
    sql`INSERT INTO member_address (org_id, id, member_id, kind, digest, hint, confirmed_at)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${memberId}, ${kind}, ${digest}, ${hint}, ${iso(ctx.now())}) ON CONFLICT DO NOTHING`,
  );
  const [row] = await rowsOf<OwnAddress>(
    ctx,
    sql`SELECT id, kind, hint, confirmed_at AS "confirmedAt" FROM member_address
        WHERE org_id = ${ctx.orgId} AND digest = ${digest} AND member_id = ${memberId}`,
  );
  return row ? { ...row, confirmedAt: iso(row.confirmedAt) } : null;
}
