/**
 * The only error thrown on purpose. `code` is the translation key on web, terminal and API alike (locales/…/errors.json);
 * `data` fills its blanks and is safe to show.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly data: Record<string, string | number>;
  constructor(code: string, data: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(data)}`);
    this.name = 'DomainError';
    this.code = code;
    this.data = data;
  }
}
