import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';

/** Tags by rule of a group's picture, key → name; empty where the shipped rules are all there is. */
export function useOwnSegments(channelId: string): ReadonlyMap<string, string> {
  const { data } = useQuery(api.insights.group.queryOptions({ input: { channelId } }));
  return new Map(data?.picture?.segments.custom?.map(({ key, name }) => [key, name]));
}
