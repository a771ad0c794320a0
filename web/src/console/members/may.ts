import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';

const roles = ['viewer', 'coach', 'operator', 'owner'] as const;

/** Whether the one who is signed in holds at least this role in a community. */
export function useMay(role: (typeof roles)[number], communityId: string | undefined): boolean {
  const { data } = useQuery(api.accounts.me.queryOptions({ input: {} }));
  return (
    data?.grants.some(
      (grant) => (grant.communityId === null || grant.communityId === communityId) && roles.indexOf(grant.role) >= roles.indexOf(role),
    ) ?? false
  );
}
