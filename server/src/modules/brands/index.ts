/**
 * Brand (门面) of a community: the name as shown, a logo, one colour on which words can be read, one slogan. Colour and slogan are
 * the kept document's unless they were set by hand.
 */
import { DomainError, internalQuery, module, type QueryContext } from '#kernel';
import { accountOf, byCode, ownEnrolments } from '../admissions/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { shadesOf } from './accent.ts';
import { colours, brands as contract } from './contract.ts';
import { brandOf, factsOf, shown } from './find.ts';
import { set } from './setting.ts';

export type { BrandShown } from './contract.ts';
export { brandOf } from './find.ts';
export { followDocument } from './setting.ts';

async function mine(ctx: QueryContext) {
  const enrolled = await ownEnrolments(ctx, accountOf(ctx));
  const facts = await factsOf(
    ctx,
    enrolled.map(({ communityId }) => communityId),
  );
  return { brands: facts.map((one) => ({ communityId: one.communityId, ...shown(one) })) };
}

/** For whoever knows its digest. @throws DomainError `logo.unknown` */
async function logo(ctx: QueryContext, { digest }: { digest: string }): Promise<{ type: string; bytes: Buffer }> {
  const [found] = await rowsOf<{ type: string; image: string }>(
    ctx,
    sql`SELECT logo_type AS type, encode(logo, 'base64') AS image FROM community_brand
        WHERE org_id = ${ctx.orgId} AND logo_digest = ${digest} LIMIT 1`,
  );
  if (!found) throw new DomainError('logo.unknown', { logo: digest.slice(0, 60) });
  return { type: found.type, bytes: Buffer.from(found.image, 'base64') };
}

export const brands = module({
  name: 'brands',
  contract,
  verbs: {
    show: async (ctx, { communityId }) => ({ ...(await brandOf(ctx, communityId)), offered: [...colours] }),
    set,
    shades: async (_ctx, { colour }) => shadesOf(colour),
    invited: async (ctx, { code }) => brandOf(ctx, (await byCode(ctx, code)).communityId),
    mine,
  },
  internal: { logo: internalQuery(logo, { public: true }) },
});
