/** Writes openapi.json: `node server/src/doors/http/write-openapi.ts`. */
import { writeFileSync } from 'node:fs';
import { openApiText } from './openapi.ts';

writeFileSync(new URL('../../../../openapi.json', import.meta.url), await openApiText());
