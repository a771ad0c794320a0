import type { FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import { bearer } from './callers.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Cross-site request forgery: a browser sends our cookies along with other sites' requests, so a request that changes something
 * must come from our own pages (Sec-Fetch-Site or Origin) or carry the header `x-qunce`, which another site cannot add without
 * asking us first. A bearer key is never sent by a browser on its own.
 * @throws DomainError `access.crossSite`
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string | undefined): void {
  if (SAFE.has(request.method) || bearer(request.headers.authorization)) return;
  const { origin, cookie, 'sec-fetch-site': site, 'x-qunce': own } = request.headers;
  if (site === 'cross-site' || site === 'same-site') throw new DomainError('access.crossSite');
  if (own !== undefined || site === 'same-origin') return;
  if (origin !== undefined ? isOwn(origin, request.host, publicUrl) : cookie === undefined) return;
  throw new DomainError('access.crossSite');
}

function isOwn(origin: string, host: string, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  // A default port is written by some and left out by others.
  const here = `${url.protocol}//${host}`;
  return (URL.canParse(here) && url.host === new URL(here).host) || (publicUrl !== undefined && url.origin === new URL(publicUrl).origin);
}
