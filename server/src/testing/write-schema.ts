/** `node server/src/testing/write-schema.ts`: writes docs/schemas/checkup-1.json anew from the code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { checkupSchema } from '../picture/checkup-schema.ts';

const target = new URL('../../../docs/schemas/checkup-1.json', import.meta.url);
mkdirSync(new URL('.', target), { recursive: true });
writeFileSync(target, `${JSON.stringify(checkupSchema(), null, 2)}\n`);
