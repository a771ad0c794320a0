import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import i18next from 'i18next';
import type { Contract } from 'qunce/contract';
import { UploadError } from './upload.ts';

type Client = ContractRouterClient<Contract>;

/** Plain calls: `await call.chat.import({ … })`. The header tells the server that one of its own pages asks. */
export function connect(page: 'console' | 'member'): Client {
  return createORPCClient(new RPCLink({ url: () => `${location.origin}/rpc`, headers: { 'x-qunce': page } }));
}

interface CodedError {
  code: string;
  data: Record<string, string | number>;
}

/** The product's error code and its blanks, whatever went wrong. */
export function coded(error: unknown): CodedError {
  if (error instanceof ORPCError) {
    const data = error.data as { code?: string; data?: CodedError['data'] } | undefined;
    return { code: data?.code ?? error.code, data: data?.data ?? {} };
  }
  if (error instanceof UploadError) return { code: error.code, data: error.data };
  // A TypeError is fetch without a network, a DOMException a request that took too long.
  return { code: error instanceof TypeError || error instanceof DOMException ? 'network' : 'internal', data: {} };
}

/** One sentence for a person: what happened and what to do. */
export function errorText(error: unknown): string {
  const { code, data } = coded(error);
  return i18next.t(`errors:${code}`, { ...data, defaultValue: i18next.t('errors:internal') });
}
