import { chatlabJson } from './chatlab/json.ts';
import { chatlabJsonl } from './chatlab/jsonl.ts';
import { csv } from './csv/index.ts';
import type { Format } from './format.ts';
import { gitterTsv } from './gitter/index.ts';
import { ircLog } from './irc-log/index.ts';
import { jielong } from './jielong/index.ts';
import { qqTxt } from './qq-txt/index.ts';
import { roster } from './roster/index.ts';
import { telegramJson } from './telegram/index.ts';
import { wechatPaste } from './wechat-paste/index.ts';
import { whatsappTxt } from './whatsapp/index.ts';

/** Every format, in the order in which ties are broken. */
export const formats: Format[] = [
  qqTxt,
  whatsappTxt,
  chatlabJson,
  chatlabJsonl,
  telegramJson,
  gitterTsv,
  ircLog,
  csv,
  wechatPaste,
  jielong,
  roster,
];
