/**
 * What members did that can earn points, as it stands now: a source names the events that may change its facts and the rows
 * they are. An event only says where to look again, so that sent twice or in another order it comes to the same.
 */
import type { JobInput } from '#kernel';
import { type SQL, sql } from '../rows.ts';
import type { FactKind } from './contract.ts';

/** The members of an event that say where to look. */
export interface About {
  communityId: string;
  subjectId: string;
  data: JobInput;
}

interface Where {
  /** Of the rows. */
  where: SQL;
  /** Causes of what may have been earned before begin so. */
  cause: string;
  /** Whose; absent: of whoever is found. */
  enrolmentId?: string;
}

export interface Source {
  on: readonly string[];
  about(event: About): Where;
  /** Joined with `enrolment e` (whose it is) and `community c`. */
  from: SQL;
  kind: SQL;
  cause: SQL;
  /** Civil day it counts for. */
  day: SQL;
}

const dayAt = (instant: string) => sql`(${sql.raw(instant)} AT TIME ZONE c.zone)::date`;
const always = (kind: FactKind) => sql`${kind}::text`;
const community = sql`JOIN community c ON c.org_id = e.org_id AND c.id = e.community_id`;
const whose = (column: string) => sql`JOIN enrolment e ON e.org_id = k.org_id AND e.id = ${sql.raw(column)} ${community}`;

const checkinEvents = ['checkin.submitted', 'checkin.undone', 'checkin.madeUp', 'checkin.corrected', 'checkin.found'];

/** A day of somebody in a campaign, or all their days in it. */
function ofDay(prefix: string, { subjectId, data: { campaignId, day } }: About): Where {
  const where = sql`k.campaign_id = ${campaignId}::uuid AND k.enrolment_id = ${subjectId}::uuid`;
  const cause = `${prefix}:${campaignId}:`;
  if (typeof day !== 'string') return { where, cause, enrolmentId: subjectId };
  return { where: sql`${where} AND k.day = ${day}::date`, cause: cause + day, enrolmentId: subjectId };
}

const ofWork = (prefix: string, column: string, { subjectId, data: { submissionId } }: About): Where => ({
  ...{ where: sql`${sql.raw(column)} = ${submissionId}::uuid`, cause: `${prefix}:${submissionId}`, enrolmentId: subjectId },
});

export const sources: Record<string, Source> = {
  checkin: {
    on: checkinEvents,
    about: (event) => ofDay('checkin', event),
    from: sql`checkin k ${whose('k.enrolment_id')} AND k.counted`,
    kind: sql`'checkin.' || k.kind`,
    cause: sql`'checkin:' || k.campaign_id || ':' || k.day`,
    day: sql`k.day`,
  },
  like: {
    // A check-in that is new has no likes yet; one that goes takes them along.
    on: ['checkin.undone', 'checkin.corrected', 'checkin.liked', 'checkin.unliked'],
    about: (event) => ofDay('like', event),
    from: sql`checkin_like k ${whose('k.enrolment_id')}`,
    kind: always('checkin.liked'),
    cause: sql`'like:' || k.campaign_id || ':' || k.day || ':' || k.by_enrolment_id`,
    day: sql`k.day`,
  },
  praise: {
    on: ['care.praised'],
    about: ({ subjectId, data: { praiseId } }) => ({
      ...{ where: sql`k.id = ${praiseId}::uuid`, cause: `praise:${praiseId}`, enrolmentId: subjectId },
    }),
    from: sql`praise k ${whose('k.enrolment_id')}`,
    kind: always('praise.received'),
    cause: sql`'praise:' || k.id`,
    day: dayAt('k.at'),
  },
  care: {
    on: ['care.noted'],
    about: ({ data: { noteId } }) => ({ where: sql`k.id = ${noteId}::uuid`, cause: `care:${noteId}` }),
    from: sql`care_note k ${whose('k.by_enrolment_id')}`,
    kind: always('care.given'),
    cause: sql`'care:' || k.id`,
    day: dayAt('k.at'),
  },
  duty: {
    on: ['dueItem.done', 'dueItem.reopened'],
    about: ({ subjectId }) => ({ where: sql`k.id = ${subjectId}::uuid`, cause: `duty:${subjectId}` }),
    // Of whoever said that it was done, where they take part; staff who say so earn nothing for somebody else's duty.
    from: sql`due_item k JOIN enrolment e ON e.org_id = k.org_id AND e.community_id = k.community_id
      AND (e.id = k.owner_enrolment_id OR (k.owner_enrolment_id IS NULL AND e.member_id = k.done_by)) ${community} AND k.done_at IS NOT NULL`,
    kind: always('duty.done'),
    cause: sql`'duty:' || k.id`,
    day: dayAt('k.done_at'),
  },
  certificate: {
    on: ['certificates.awarded', 'certificate.revoked', 'certificate.givenBack'],
    about: ({ subjectId }) => ({
      where: sql`(k.campaign_id = ${subjectId}::uuid OR k.id = ${subjectId}::uuid)`,
      cause: `certificate:${subjectId}`,
    }),
    from: sql`certificate k ${whose('k.enrolment_id')} AND k.revoked_at IS NULL`,
    kind: always('certificate.awarded'),
    cause: sql`'certificate:' || k.id`,
    day: dayAt('k.awarded_at'),
  },
  homework: {
    on: ['homework.submitted', 'homework.replaced', 'homework.withdrawn'],
    about: (event) => ofWork('homework', 'k.id', event),
    from: sql`submission k ${whose('k.enrolment_id')} AND k.withdrawn_at IS NULL`,
    kind: always('homework.submitted'),
    cause: sql`'homework:' || k.id`,
    day: dayAt('k.at'),
  },
  review: {
    on: ['homework.reviewed'],
    about: ({ data: { reviewId } }) => ({ where: sql`k.id = ${reviewId}::uuid`, cause: `review:${reviewId}` }),
    from: sql`peer_review k ${whose('k.reviewer_id')} AND k.given_at IS NOT NULL`,
    kind: always('homework.reviewed'),
    cause: sql`'review:' || k.id`,
    day: dayAt('k.given_at'),
  },
  example: {
    on: ['homework.featured', 'homework.unfeatured'],
    about: (event) => ofWork('example', 'k.submission_id', event),
    from: sql`featured_work k JOIN submission s ON s.org_id = k.org_id AND s.id = k.submission_id ${whose('s.enrolment_id')} AND k.consent = 'given'`,
    kind: always('homework.featured'),
    cause: sql`'example:' || k.submission_id`,
    day: dayAt('k.answered_at'),
  },
};

export interface Fact {
  enrolmentId: string;
  kind: FactKind | 'checkin.run';
  cause: string;
  day: string;
}

/** @param where of the aliased rows `k`, their holder `e` and community `c` */
export function factsWhere({ from, kind, cause, day }: Source, orgId: string, where: SQL): SQL {
  return sql`SELECT e.id AS "enrolmentId", ${kind} AS kind, ${cause} AS cause, ${day}::text AS day FROM ${from}
    WHERE k.org_id = ${orgId} AND e.erased_at IS NULL AND ${where}`;
}
