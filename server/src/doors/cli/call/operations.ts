/** The contract as the command line sees it. */
import { isContractProcedure } from '@orpc/contract';
import { DomainError } from '#vocabulary/errors';
import { contract } from '../../../contract.ts';

export interface PublicOperation {
  /** `chat.import` */
  name: string;
  method: string;
  /** Parameters in braces. */
  path: string;
  summary: string;
}

/** Every operation of the contract, in its order. */
export const operations: readonly PublicOperation[] = Object.entries(contract).flatMap(([module, procedures]) =>
  Object.entries(procedures).flatMap(([key, procedure]: [string, unknown]) => {
    if (!isContractProcedure(procedure)) return [];
    const { method = 'POST', path = '', summary = '' } = procedure['~orpc'].route;
    return [{ name: `${module}.${key}`, method, path, summary }];
  }),
);

/** @throws DomainError `call.unknownOperation` {operation} */
export function findOperation(name: string): PublicOperation {
  const found = operations.find((one) => one.name === name);
  if (!found) throw new DomainError('call.unknownOperation', { operation: name });
  return found;
}

/**
 * The request that stands for an operation: parameters of the path are taken out of the input; of a GET the rest is the query
 * (`a[b]=1` for what is nested), else the body.
 */
export function requestOf({ method, path, name }: PublicOperation, input: Record<string, unknown>) {
  const rest = { ...input };
  const filled = path.replace(/\{\+?(\w+)\}/g, (_, parameter: string) => {
    const value = rest[parameter];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new DomainError('call.parameterMissing', { operation: name, parameter });
    delete rest[parameter];
    return encodeURIComponent(value);
  });
  if (method !== 'GET') {
    const headers = { 'content-type': 'application/json' };
    return { method, path: `/api/v1${filled}`, headers, body: JSON.stringify(rest) };
  }
  const query = new URLSearchParams(queryOf(rest)).toString();
  return { method, path: `/api/v1${filled}${query ? `?${query}` : ''}` };
}

function queryOf(value: unknown, prefix = ''): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => queryOf(inner, prefix ? `${prefix}[${key}]` : key));
}
