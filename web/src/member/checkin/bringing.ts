import type { Draft } from '../drafts.ts';
import type { Given } from '../mine.ts';
import { type Asks, givenOf } from '../rules.ts';

/** What goes to the server, once the chosen files are there. @throws what sending them ran into; what has arrived stays */
export async function bring(communityId: string, policy: Asks, draft: Draft): Promise<Given> {
  const given = givenOf(policy, draft);
  const keys = policy.content.photos ? draft.photos : [];
  const said = policy.content.voice ? draft.voice : null;
  if (keys.length === 0 && !said) return given;
  const { delivered } = await import('./uploading.ts');
  const photos: string[] = [];
  for (const key of keys) photos.push(await delivered(communityId, key));
  return { ...given, ...(photos.length > 0 && { photos }), ...(said && { voice: await delivered(communityId, said) }) };
}
