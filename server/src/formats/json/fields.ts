/** Reading of parsed JSON whose shape is only hoped for. Nothing here throws. */

export type JsonObject = Record<string, unknown>;

export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Strings as they are, all else ''. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An id written as string or number, trimmed; '' where there is none. */
export function asId(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

/** An id of a row: a number beyond 2^53 has lost its last digits, and rows of equal ids are one row. */
export function asRowId(value: unknown): string {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? '' : asId(value);
}
