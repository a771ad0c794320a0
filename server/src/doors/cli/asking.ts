/** Asking the running installation, and finding what somebody calls by its name. */
import { DomainError } from '#vocabulary/errors';
import { findOperation, requestOf } from './call/operations.ts';
import { type RunningServer, send } from './running.ts';

/** @throws DomainError what the server answered, or `cli.unreachable` {url} */
export async function ask<T>(server: RunningServer, operation: string, input: Record<string, unknown>): Promise<T> {
  const response = await send(server, requestOf(findOperation(operation), input));
  const answer: T = await response.json();
  return answer;
}

export interface Named {
  id: string;
  name: string;
}

interface Codes {
  none: string;
  several: string;
}
export const channelCodes: Codes = { none: 'cli.noChannel', several: 'cli.severalChannels' };
export const communityCodes: Codes = { none: 'cli.noCommunity', several: 'cli.severalCommunities' };

/** @throws DomainError `cli.noChannel`, `cli.noCommunity` {name, names}, `cli.severalChannels`, `cli.severalCommunities` {name, ids} */
export function only<T extends Named>(codes: Codes, name: string, candidates: readonly T[]): T {
  const found = candidates.filter((one) => one.id === name || one.name === name);
  const [first] = found;
  if (!first) throw new DomainError(codes.none, { name, names: shown(candidates.map((one) => one.name)) });
  if (found.length > 1) throw new DomainError(codes.several, { name, ids: shown(found.map((one) => one.id)) });
  return first;
}

function shown(names: string[]): string {
  return names.slice(0, 8).join(' | ') || '–';
}
