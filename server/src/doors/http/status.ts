import type { DomainError } from '#kernel';

/** The one place where a code becomes an HTTP status. Codes not named go by their last word, else 400. */
const named: Record<string, number> = {
  internal: 500,
  'access.signIn': 401,
  'access.denied': 403,
  'access.crossSite': 403,
  'signIn.tooMany': 429,
  'signInCode.tooMany': 429,
  'request.tooMany': 429,
  'request.tooLarge': 413,
  'request.mediaType': 415,
  'upload.tooLarge': 413,
  'upload.noSpace': 507,
  'media.offset': 409,
  'media.inUse': 409,
  'media.tooLarge': 413,
  'media.tooLong': 413,
  'squad.notIn': 404,
  'squad.undoStale': 409,
  'role.taken': 409,
  'address.taken': 409,
  'role.held': 409,
  'certificate.revoked': 410,
  'server.busy': 503,
  'setup.done': 409,
  'account.lastOwner': 409,
};
const byLastWord: Record<string, number> = { unknown: 404, exists: 409, running: 409, locked: 409 };

export function statusOf(error: DomainError): number {
  return named[error.code] ?? byLastWord[error.code.split('.').at(-1) ?? ''] ?? 400;
}

export interface ErrorBody {
  code: string;
  data: Record<string, string | number>;
}

/** What every door answers for an error: the code is the translation key. */
export function errorBody(error: DomainError): ErrorBody {
  return { code: error.code, data: error.data };
}
