import { chatlabJson } from './chatlab/json.ts';
import { chatlabJsonl } from './chatlab/jsonl.ts';
import { chatlogCsv } from './chatlog/csv.ts';
import { chatlogJson } from './chatlog/json.ts';
import { chatlogTxt } from './chatlog/txt.ts';
import { csv } from './csv/index.ts';
import { discordJson } from './discord/index.ts';
import { feishuJson } from './feishu/index.ts';
import type { Format } from './format.ts';
import { gitterTsv } from './gitter/index.ts';
import { ircLog } from './irc-log/index.ts';
import { jielong } from './jielong/index.ts';
import { lineTxt } from './line/index.ts';
import { matrixJson } from './matrix/index.ts';
import { memotraceCsv } from './memotrace/csv.ts';
import { memotraceTxt } from './memotrace/txt.ts';
import { pywxdumpCsv } from './pywxdump/index.ts';
import { qqMht } from './qq-mht/index.ts';
import { qqTxt } from './qq-txt/index.ts';
import { qqntJson } from './qqnt-json/index.ts';
import { qqntTxt } from './qqnt-txt/index.ts';
import { roster } from './roster/index.ts';
import { slackJson } from './slack/index.ts';
import { telegramJson } from './telegram/index.ts';
import { wechatPaste } from './wechat-paste/index.ts';
import { wechatexporterHtml } from './wechatexporter/html.ts';
import { wechatexporterTxt } from './wechatexporter/txt.ts';
import { weflowJson } from './weflow/index.ts';
import { whatsappTxt } from './whatsapp/index.ts';

/** Every format, in the order in which ties are broken. */
export const formats: Format[] = [
  qqTxt,
  qqntJson,
  qqntTxt,
  qqMht,
  whatsappTxt,
  chatlabJson,
  chatlabJsonl,
  telegramJson,
  gitterTsv,
  ircLog,
  discordJson,
  slackJson,
  matrixJson,
  feishuJson,
  lineTxt,
  weflowJson,
  chatlogJson,
  chatlogCsv,
  chatlogTxt,
  memotraceCsv,
  memotraceTxt,
  pywxdumpCsv,
  wechatexporterHtml,
  wechatexporterTxt,
  csv,
  wechatPaste,
  jielong,
  roster,
];
