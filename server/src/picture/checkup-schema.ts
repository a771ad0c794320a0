import { z } from 'zod';
import { checkup } from './picture.ts';

const CHECKUP_SCHEMA_ID = 'https://qunce.dev/schemas/checkup-1.json';

/**
 * The published JSON Schema (2020-12) of `qunce checkup --json`. Unknown fields are allowed, because a later version
 * of the same number may add some.
 */
export function checkupSchema(): Record<string, unknown> {
  const { $schema, ...shape } = z.toJSONSchema(checkup, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: CHECKUP_SCHEMA_ID,
    title: 'Qunce checkup',
    description:
      'What one chat group looks like. Shares are 0–1, instants ISO 8601 with offset Z, civil days YYYY-MM-DD in `zone`; a figure that cannot be known is null, never 0.',
    ...shape,
  };
}
