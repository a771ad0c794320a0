/** What is computed by the organisation's key, which lies beside the database: a copy of the rows alone tells nothing. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError, type Ground } from '#kernel';
import { saltOf } from '../chat/index.ts';
import { type Address, digitsOf, readAddress } from './rules.ts';

export interface Keyed extends Pick<Address, 'kind' | 'hint'> {
  digest: string;
}

export type Key = string;

/** Before the first run there is nobody's door to stand at. @throws DomainError `access.signIn` */
export async function keyOf(ground: Ground): Promise<Key> {
  if (ground.actor.orgId === undefined) throw new DomainError('access.signIn', { operation: 'credentials.askCode' });
  return saltOf(ground);
}

/** @throws DomainError `address.invalid` */
export function keyed(key: Key, typed: string): Keyed {
  const read = readAddress(typed);
  if (!read) throw new DomainError('address.invalid');
  return { kind: read.kind, hint: read.hint, digest: macOf(key, 'address', read.address).toString('base64url') };
}

/** @param account app and openid: an openid is that of one app */
export function wechatDigest(key: Key, account: string): string {
  return macOf(key, 'wechat', account).toString('base64url');
}

export function codeOf(key: Key, codeId: string): string {
  return digitsOf(macOf(key, 'code', codeId));
}

/** For a gateway. */
export async function codeDigits(place: Pick<Ground, 'dataDir' | 'orgId'>, codeId: string): Promise<string> {
  return codeOf(await saltOf(place), codeId);
}

export function isCode(key: Key, codeId: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(codeOf(key, codeId)), Buffer.from(given));
}

function macOf(key: Key, what: 'address' | 'code' | 'wechat', of: string): Buffer {
  return createHmac('sha256', key).update(`${what}\n${of}`).digest();
}
