/** A brand set by hand, and given back to the document. */
import { createHash } from 'node:crypto';
import { type CommandContext, DomainError } from '#kernel';
import { cleanMedia } from '../media/index.ts';
import { affectedBy, rowsOf, sql } from '../rows.ts';
import { brandOf, factsOfOne } from './find.ts';

const MOST_BYTES = 512 * 1024;

interface Wanted {
  communityId: string;
  name: string;
  colour: string | null;
  slogan: string;
  logo?: string | null | undefined;
}

/** What is as the document says is not kept beside it. @throws DomainError `community.unknown`, `brand.notAnImage`, `brand.tooLarge` */
export async function set(ctx: CommandContext, { communityId, logo, ...wanted }: Wanted) {
  const facts = await factsOfOne(ctx, communityId);
  const image = logo === undefined || logo === null ? null : cleanLogo(logo);
  const next = {
    name: wanted.name === '' || wanted.name === facts.community ? null : wanted.name,
    colour: wanted.colour === facts.documentColour ? null : (wanted.colour ?? ''),
    slogan: wanted.slogan === (facts.documentSlogan ?? '') ? null : wanted.slogan,
    logo: logo === undefined ? facts.logo : (image?.digest ?? null),
  };
  if ((['name', 'colour', 'slogan', 'logo'] as const).every((field) => next[field] === facts[field])) {
    ctx.unchanged();
    return brandOf(ctx, communityId);
  }
  await rowsOf(
    ctx,
    sql`INSERT INTO community_brand (org_id, community_id, name, colour, slogan)
        VALUES (${ctx.orgId}, ${communityId}, ${next.name}, ${next.colour}, ${next.slogan})
        ON CONFLICT (org_id, community_id) DO UPDATE SET name = excluded.name, colour = excluded.colour, slogan = excluded.slogan`,
  );
  if (logo !== undefined)
    await rowsOf(
      ctx,
      sql`UPDATE community_brand SET logo_digest = ${next.logo}, logo_type = ${image?.type ?? null},
            logo = decode(${image?.bytes.toString('base64') ?? null}::text, 'base64')
          WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}`,
    );
  ctx.emit('brand.set', { communityId }, { logo: next.logo === facts.logo ? 'kept' : next.logo === null ? 'removed' : 'new' });
  return brandOf(ctx, communityId);
}

function cleanLogo(base64: string): { bytes: Buffer; type: string; digest: string } {
  const file = Buffer.from(base64, 'base64');
  if (file.length > MOST_BYTES) throw new DomainError('brand.tooLarge', { limit: MOST_BYTES / 1024 });
  const { kind, type, bytes } = cleaned(file);
  if (kind !== 'photo') throw new DomainError('brand.notAnImage');
  return { bytes, type, digest: createHash('sha256').update(bytes).digest('base64url') };
}

function cleaned(file: Buffer) {
  try {
    return cleanMedia(file);
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError('brand.notAnImage');
    throw error;
  }
}

/** From now on the document's colour and slogan hold. */
export async function followDocument(ctx: CommandContext, communityId: string): Promise<void> {
  const changed = await affectedBy(
    ctx,
    sql`UPDATE community_brand SET colour = NULL, slogan = NULL WHERE org_id = ${ctx.orgId} AND community_id = ${communityId}
          AND (colour IS NOT NULL OR slogan IS NOT NULL)`,
  );
  if (changed > 0) ctx.emit('brand.set', { communityId }, { logo: 'kept' });
}
