/** `node server/src/testing/write-schema.ts`: writes docs/schemas/ anew from the code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { blueprintSchema } from '../modules/blueprints/blueprint.ts';
import { checkupSchema } from '../picture/checkup-schema.ts';

const folder = new URL('../../../docs/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [file, schema] of [
  ['checkup-1.json', checkupSchema()],
  ['blueprint.schema.json', blueprintSchema()],
] as const)
  writeFileSync(new URL(file, folder), `${JSON.stringify(schema, null, 2)}\n`);
