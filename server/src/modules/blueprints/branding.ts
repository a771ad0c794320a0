/** Colour and slogan of a community beside those of a document: what was set by hand is what is exported. */
import type { QueryContext } from '#kernel';
import { brandOf } from '../brands/index.ts';
import type { Blueprint } from './blueprint.ts';
import type { Difference } from './shapes.ts';

/** The document with colour and slogan as they are shown. */
export async function branded(ctx: QueryContext, communityId: string, document: Blueprint): Promise<Blueprint> {
  const { colour, slogan } = await brandOf(ctx, communityId);
  const { colour: _, ...face } = document.interest.face;
  return {
    ...document,
    interest: {
      ...document.interest,
      charter: { ...document.interest.charter, slogan },
      face: colour === null ? face : { ...face, colour },
    },
  };
}

/** @param before the document kept until now; null where there was none */
export async function brandDifferences(
  ctx: QueryContext,
  { communityId, wanted, before }: { communityId: string; wanted: Blueprint; before: Blueprint | null },
): Promise<Difference[]> {
  const { colour, slogan } = await brandOf(ctx, communityId);
  const [next, kept] = [lookOf(wanted), before && lookOf(before)];
  const byHand = colour !== (kept?.colour ?? null) || slogan !== (kept?.slogan ?? '');
  const differs = colour !== next.colour || slogan !== next.slogan;
  return byHand && differs ? [{ code: 'rebrand', ...next }] : [];
}

const lookOf = ({ interest: { charter, face } }: Blueprint) => ({ colour: face.colour ?? null, slogan: charter.slogan });
