import { DomainError, type QueryContext } from '#kernel';
import { rowsOf, sql, uuids } from '../rows.ts';
import { shadesOf } from './accent.ts';
import type { BrandShown } from './contract.ts';

/** What was set by hand; null: nothing was. */
interface ByHand {
  name: string | null;
  colour: string | null;
  slogan: string | null;
  logo: string | null;
}

interface Facts extends ByHand {
  communityId: string;
  community: string;
  documentColour: string | null;
  documentSlogan: string | null;
}

/** The kept document by name: blueprints know of brands. */
export function factsOf(ctx: QueryContext, communityIds: readonly string[]): Promise<Facts[]> {
  return rowsOf(
    ctx,
    sql`SELECT c.id AS "communityId", c.name AS community, b.name, b.colour, b.slogan, b.logo_digest AS logo,
          d.document->'interest'->'face'->>'colour' AS "documentColour", d.document->'interest'->'charter'->>'slogan' AS "documentSlogan"
        FROM community c LEFT JOIN community_brand b ON b.org_id = c.org_id AND b.community_id = c.id
        LEFT JOIN community_blueprint d ON d.org_id = c.org_id AND d.community_id = c.id
        WHERE c.org_id = ${ctx.orgId} AND c.id = ANY(${uuids(communityIds)}) ORDER BY c.created_at, c.id`,
  );
}

/** @throws DomainError `community.unknown` */
export async function factsOfOne(ctx: QueryContext, communityId: string): Promise<Facts> {
  const [facts] = await factsOf(ctx, [communityId]);
  if (!facts) throw new DomainError('community.unknown', { communityId });
  return facts;
}

/** @throws DomainError `community.unknown` */
export const brandOf = async (ctx: QueryContext, communityId: string) => shown(await factsOfOne(ctx, communityId));

export function shown({ community, documentColour, documentSlogan, ...byHand }: Facts): BrandShown {
  const colour = (byHand.colour ?? documentColour) || null;
  const name = byHand.name ?? community;
  return {
    ...{ name, initial: initialOf(name), colour, logo: byHand.logo },
    shades: colour === null ? null : shadesOf(colour),
    slogan: byHand.slogan ?? documentSlogan ?? '',
  };
}

/** The first letter or character: many names begin with a bracket or a picture. */
function initialOf(name: string): string {
  const letters = [...name.trim()];
  return (letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? letters[0] ?? '').toUpperCase();
}
