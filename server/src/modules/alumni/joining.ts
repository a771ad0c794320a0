/** Joining by one's own yes, leaving again, and what alumni read of each other. */
import { type CommandContext, DomainError, type QueryContext } from '#kernel';
import { accountOf } from '../admissions/index.ts';
import { iso, rowsOf, sql } from '../rows.ts';
import { matcher } from '../welcome/index.ts';
import type { OwnEntry } from './contract.ts';
import { type Alumnus, alumniWhere, type Graduate, graduatesWhere, ownEntryOf } from './find.ts';
import { invitationsOf, withdrawOpen } from './inviting.ts';
import { evaluate } from './rules.ts';
import { type ConsentLanguage, consentWords } from './words.ts';

const PAGE = 200;

interface OfCommunity {
  communityId: string;
}

export async function mine(ctx: QueryContext) {
  const memberId = accountOf(ctx);
  const entries = new Map((await alumniWhere(ctx, sql`e.member_id = ${memberId}`)).map((one) => [one.enrolmentId, ownEntryOf(one)]));
  const graduates = await graduatesWhere(ctx, sql`e.member_id = ${memberId}`);
  return {
    words: consentWords,
    communities: graduates.map((one) => {
      const { enrolmentId, communityId, community, nickname, gone } = one;
      return { communityId, community, nickname, gone, ...evaluate(one), entry: entries.get(enrolmentId) ?? null };
    }),
    invitations: await invitationsOf(ctx, memberId),
  };
}

/** @throws DomainError `access.denied` to whoever never took part there */
async function ownGraduate(ctx: QueryContext, { communityId }: OfCommunity): Promise<Graduate> {
  const [own] = await graduatesWhere(ctx, sql`e.member_id = ${accountOf(ctx)} AND e.community_id = ${communityId}`);
  if (!own) throw new DomainError('access.denied', { operation: 'alumni.join', role: 'member' });
  return own;
}

async function ownAlumnus(ctx: QueryContext, enrolmentId: string): Promise<Alumnus | null> {
  return (await alumniWhere(ctx, sql`e.id = ${enrolmentId}`))[0] ?? null;
}

type Told = Omit<OwnEntry, 'agreedAt' | 'words'>;
const fields = ['name', 'doing', 'offers', 'seeks', 'contact', 'contactShared'] as const satisfies (keyof Told)[];

/** Whoever joins again after withdrawing agrees anew. @throws DomainError `alumni.notYet` */
export async function join(ctx: CommandContext, { communityId, language, ...given }: OfCommunity & { language: ConsentLanguage } & Told) {
  const { enrolmentId, ...facts } = await ownGraduate(ctx, { communityId });
  const told = { ...given, contactShared: given.contactShared && given.contact !== '' };
  const before = await ownAlumnus(ctx, enrolmentId);
  if (before && fields.every((field) => before[field] === told[field])) {
    ctx.unchanged();
    return ownEntryOf(before);
  }
  if (!before && !evaluate(facts).met) throw new DomainError('alumni.notYet');
  const at = iso(ctx.now());
  const own = sql`org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId} AND withdrawn_at IS NULL`;
  await rowsOf(
    ctx,
    sql`INSERT INTO alumni_consent (org_id, id, enrolment_id, words, agreed_at)
        VALUES (${ctx.orgId}, ${ctx.newId()}, ${enrolmentId}, ${consentWords[language]}, ${at}) ON CONFLICT DO NOTHING`,
  );
  await rowsOf(
    ctx,
    sql`INSERT INTO alumnus (org_id, enrolment_id, consent_id, name, doing, offers, seeks, contact, contact_shared, changed_at)
        SELECT org_id, enrolment_id, id, ${told.name}, ${told.doing}, ${told.offers}, ${told.seeks}, ${told.contact},
          ${told.contactShared}::boolean, ${at}::timestamptz FROM alumni_consent WHERE ${own}
        ON CONFLICT (org_id, enrolment_id) DO UPDATE SET name = excluded.name, doing = excluded.doing, offers = excluded.offers,
          seeks = excluded.seeks, contact = excluded.contact, contact_shared = excluded.contact_shared, changed_at = excluded.changed_at`,
  );
  ctx.emit(before ? 'alumnus.changed' : 'alumnus.joined', { communityId, subjectId: enrolmentId });
  const after = await ownAlumnus(ctx, enrolmentId);
  if (!after) throw new Error('an entry without a row');
  return ownEntryOf(after);
}

export async function withdraw(ctx: CommandContext, { communityId }: OfCommunity) {
  const { enrolmentId } = await ownGraduate(ctx, { communityId });
  const ended = await rowsOf(
    ctx,
    sql`UPDATE alumni_consent SET withdrawn_at = ${iso(ctx.now())} WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}
          AND withdrawn_at IS NULL RETURNING id`,
  );
  if (ended.length === 0) {
    ctx.unchanged();
    return {};
  }
  await rowsOf(ctx, sql`DELETE FROM alumnus WHERE org_id = ${ctx.orgId} AND enrolment_id = ${enrolmentId}`);
  await withdrawOpen(ctx, sql`enrolment_id = ${enrolmentId}`);
  ctx.emit('alumnus.withdrew', { communityId, subjectId: enrolmentId });
  return {};
}

/** Who wants to read others is read by them. @throws DomainError `alumni.notJoined` */
export async function people(ctx: QueryContext, { communityId, search }: OfCommunity & { search: string }) {
  const { enrolmentId, community } = await ownGraduate(ctx, { communityId });
  const all = await alumniWhere(ctx, sql`e.community_id = ${communityId}`);
  if (!all.some((one) => one.enrolmentId === enrolmentId)) throw new DomainError('alumni.notJoined');
  const shown = all.map(({ enrolmentId: id, name, doing, offers, seeks, contact, contactShared }) => ({
    ...{ enrolmentId: id, name, doing, offers, seeks, own: id === enrolmentId },
    contact: contactShared ? contact : '',
  }));
  const holds = matcher(search);
  const found = shown.filter(({ name, doing, offers, seeks }) => holds(name, [name, doing, offers, seeks]));
  return { community, people: found.slice(0, PAGE), more: found.length > PAGE };
}
