/** Who was cloned from whom. */

import { type QueryContext, visibleCommunities } from '#kernel';
import { findCommunity } from '../communities/index.ts';
import { rowsOf, sql } from '../rows.ts';
import { sameDocument } from './blueprint.ts';
import { exported } from './exporting.ts';
import { parentOf } from './pulling.ts';

export async function family(ctx: QueryContext, { communityId }: { communityId: string }) {
  await findCommunity(ctx, communityId);
  const link = await parentOf(ctx, communityId);
  const parent = link && {
    communityId: link.parentId,
    name: (await findCommunity(ctx, link.parentId)).name,
    since: link.baseAt,
    changed: !sameDocument((await exported(ctx, link.parentId)).document, link.base),
  };
  const found = await rowsOf<{ communityId: string; name: string; startsOn: string }>(
    ctx,
    sql`SELECT c.id AS "communityId", c.name, b.starts_on::text AS "startsOn" FROM community_parent p
        JOIN community c ON c.org_id = p.org_id AND c.id = p.community_id
        JOIN community_blueprint b ON b.org_id = p.org_id AND b.community_id = p.community_id
        WHERE p.org_id = ${ctx.orgId} AND p.parent_id = ${communityId} ORDER BY b.starts_on, c.id`,
  );
  const visible = visibleCommunities(ctx);
  return { parent, children: found.filter((one) => visible === 'all' || visible.includes(one.communityId)) };
}
