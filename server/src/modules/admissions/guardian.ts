/** A guardian's consent (监护人同意): asked where the document of a community has it before the door, kept with the words agreed to. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { iso, isoOrNull, ms, rowsOf, sql, uuids } from '../rows.ts';
import { enrolmentsOf, requireOwnEnrolment } from './find.ts';
import type { GuardianSaid, GuardianState } from './guardian-contract.ts';

/** What a guardian agrees to by the document of the community; empty: it does not ask. By name: blueprints know of this module. */
export async function guardianWords(ctx: QueryContext, communityId: string): Promise<string> {
  const [row] = await rowsOf<{ words: string | null }>(
    ctx,
    sql`SELECT jsonb_path_query_first(document, '$.interest.threshold[*] ? (@.kind == "guardian").text') #>> '{}' AS words
        FROM community_blueprint WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
  );
  return row?.words ?? '';
}

type About = { applicationId: string } | { enrolmentId: string };

/** Said once: what was said before stays. @returns whether this was it */
export async function keepGuardian(
  ctx: CommandContext,
  { communityId, words, said, ...about }: { communityId: string; words: string; said: GuardianSaid } & About,
): Promise<boolean> {
  const [applicationId, enrolmentId] = 'applicationId' in about ? [about.applicationId, null] : [null, about.enrolmentId];
  const [guardian, relation] = said.needed ? [said.guardian, said.relation] : ['', ''];
  const added = await rowsOf(
    ctx,
    sql`INSERT INTO guardian_consent (org_id, id, community_id, application_id, enrolment_id, needed, guardian, relation, words, said_at)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${communityId}, ${applicationId}, ${enrolmentId}, ${said.needed}, ${guardian}, ${relation},
          ${words}, ${iso(ctx.now())})
        ON CONFLICT DO NOTHING RETURNING id`,
  );
  return added.length > 0;
}

interface Row {
  id: string;
  needed: boolean;
  guardian: string;
  relation: GuardianState['relation'];
  at: number;
  withdrawn: number | null;
}
const columns = sql`g.needed, g.guardian, g.relation, ${ms('g.said_at')} AS at, ${ms('g.withdrawn_at')} AS withdrawn`;
const missing: GuardianState = { state: 'missing', guardian: '', relation: '', at: null };

function stateOf({ needed, guardian, relation, at, withdrawn }: Row): GuardianState {
  const state = !needed ? 'notNeeded' : withdrawn === null ? 'given' : 'withdrawn';
  return { state, guardian, relation, at: iso(withdrawn ?? at) };
}

/** By enrolment, the latest that was said by it or on the form that led to it; whoever said nothing is not in the map. */
async function guardianStates(ctx: QueryContext, enrolmentIds: readonly string[]): Promise<Map<string, GuardianState>> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT DISTINCT ON (e.id) e.id, ${columns}
        FROM enrolment e LEFT JOIN application a ON a.org_id = e.org_id AND a.enrolment_id = e.id
          JOIN guardian_consent g ON g.org_id = e.org_id AND (g.enrolment_id = e.id OR g.application_id = a.id)
        WHERE e.org_id = ${ctx.orgId} AND e.id = ANY(${uuids(enrolmentIds)})
        ORDER BY e.id, g.said_at DESC, g.id DESC`,
  );
  return new Map(rows.map((row) => [row.id, stateOf(row)]));
}

/** By application, where something was said on the form. */
export async function guardiansOf(ctx: QueryContext, applicationIds: readonly string[]): Promise<Map<string, GuardianState>> {
  const rows = await rowsOf<Row>(
    ctx,
    sql`SELECT g.application_id AS id, ${columns} FROM guardian_consent g
        WHERE g.org_id = ${ctx.orgId} AND g.application_id = ANY(${uuids(applicationIds)})`,
  );
  return new Map(rows.map((row) => [row.id, stateOf(row)]));
}

interface OfCommunity {
  communityId: string;
}

/** Of everybody who takes part; nobody where it is not asked. */
export async function guardians(ctx: QueryContext, { communityId }: OfCommunity) {
  const words = await guardianWords(ctx, communityId);
  const people = words === '' ? [] : await enrolmentsOf(ctx, { communityId, search: '', left: false });
  const said = await guardianStates(
    ctx,
    people.map(({ id }) => id),
  );
  return { words, people: people.map(({ id }) => ({ enrolmentId: id, consent: said.get(id) ?? missing })) };
}

export async function ownGuardian(ctx: QueryContext, { communityId }: OfCommunity) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'admissions.ownGuardian');
  const consent = (await guardianStates(ctx, [enrolmentId])).get(enrolmentId) ?? missing;
  return { words: await guardianWords(ctx, communityId), consent };
}

/** @throws DomainError `guardian.notAsked` */
export async function sayGuardian(ctx: CommandContext, { communityId, said }: OfCommunity & { said: GuardianSaid }) {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'admissions.sayGuardian');
  const { words, consent } = await ownGuardian(ctx, { communityId });
  if (words === '') throw new DomainError('guardian.notAsked');
  const open = consent.state === 'missing' || consent.state === 'withdrawn';
  if (open && (await keepGuardian(ctx, { communityId, words, said, enrolmentId })))
    ctx.emit('guardian.said', { communityId, subjectId: enrolmentId }, { needed: said.needed });
  else ctx.unchanged();
  return ownGuardian(ctx, { communityId });
}

/** The row stays, with the day on which it ended. @returns the enrolment; null where no consent was given */
export async function endGuardian(ctx: CommandContext, { communityId }: OfCommunity): Promise<string | null> {
  const { enrolmentId } = await requireOwnEnrolment(ctx, communityId, 'admissions.withdrawGuardian');
  const ended = await rowsOf(
    ctx,
    sql`UPDATE guardian_consent g SET withdrawn_at = ${iso(ctx.now())}
        WHERE g.org_id = ${ctx.orgId} AND g.needed AND g.withdrawn_at IS NULL AND (g.enrolment_id = ${enrolmentId}
          OR g.application_id IN (SELECT a.id FROM application a WHERE a.org_id = ${ctx.orgId} AND a.enrolment_id = ${enrolmentId}))
        RETURNING g.id`,
  );
  if (ended.length === 0) return null;
  ctx.emit('guardian.withdrawn', { communityId, subjectId: enrolmentId });
  return enrolmentId;
}

export interface KeptGuardian {
  needed: boolean;
  guardian: string;
  relation: string;
  words: string;
  saidAt: string;
  withdrawnAt: string | null;
}

/** Everything said about one enrolment, the earliest first. */
export async function keptGuardian(ctx: QueryContext, enrolmentId: string): Promise<KeptGuardian[]> {
  const rows = await rowsOf<Row & { words: string }>(
    ctx,
    sql`SELECT g.id, g.words, ${columns} FROM guardian_consent g LEFT JOIN application a ON a.org_id = g.org_id AND a.id = g.application_id
        WHERE g.org_id = ${ctx.orgId} AND (g.enrolment_id = ${enrolmentId} OR a.enrolment_id = ${enrolmentId}) ORDER BY g.said_at, g.id`,
  );
  return rows.map(({ needed, guardian, relation, words, at, withdrawn }) => {
    return { needed, guardian, relation, words, saidAt: iso(at), withdrawnAt: isoOrNull(withdrawn) };
  });
}

/** What was said after the door; what was said on a form goes with its application. */
export async function eraseGuardian(ctx: CommandContext, enrolmentId: string): Promise<void> {
  await rowsOf(ctx, sql`DELETE FROM guardian_consent WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
}
