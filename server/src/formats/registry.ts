import { chatlabJson } from './chatlab/json.ts';
import { chatlabJsonl } from './chatlab/jsonl.ts';
import { csv } from './csv/index.ts';
import type { Format } from './format.ts';
import { gitterTsv } from './gitter/index.ts';
import { telegramJson } from './telegram/index.ts';

/** Every format, in the order in which ties are broken. */
export const formats: Format[] = [chatlabJson, chatlabJsonl, telegramJson, gitterTsv, csv];
