import { describe, expect, it } from 'vitest';
import { accountErrors, type Decoded, decoded } from '#testing/decoded';
import { type Lack, sameConversation, type Written, when } from '#testing/same-conversation/index';
import { workbookOf } from '#testing/zip';
import { type FormatId, formatIds } from './format.ts';
import { unpack } from './unpack.ts';

/** Formats in which this conversation cannot be written, and why. */
const without: Partial<Record<FormatId, string>> = {
  jielong: 'one list of names: nobody says anything, and there is no time',
  roster: 'members of a group: nobody says anything',
};

interface Said {
  who: string;
  kind: string;
  at: string;
  /** Of pictures no text: each format has a placeholder of its own. */
  text: string | null;
  /** Position of the message it answers. */
  answers: number | null;
}
interface Facts {
  said: Said[];
  joined: { at: string; people: string[] }[];
  recalled: { at: string; by: string | null }[];
}

/** The conversation as it took place, less what a format lacks. */
function expected({ lacks, ids }: Written): Facts {
  const lacking = (lack: Lack) => lacks.includes(lack);
  const at = (moment: keyof typeof when) => (lacking('seconds') ? when[moment].slice(0, 16) : when[moment]);
  const [one, two] = lacking('names') && ids ? ids : ['阿一', '小二'];
  const said: Said[] = [
    { who: one, kind: 'text', at: at('first'), text: '早上好', answers: null },
    { who: two, kind: 'text', at: at('answer'), text: '来的', answers: lacking('answers') ? null : 0 },
    { who: two, kind: 'image', at: at('picture'), text: null, answers: null },
    { who: one, kind: 'text', at: at('lines'), text: '第一行\n第二行', answers: null },
  ];
  return {
    said: said.filter(({ kind }) => kind !== 'image' || !lacking('pictures')),
    joined: lacking('joins') ? [] : [{ at: at('join'), people: ['小华'] }],
    // A sentence names by name even where messages carry ids.
    recalled: lacking('recalls') ? [] : [{ at: at('recall'), by: lacking('recaller') ? null : two }],
  };
}

function facts({ messages, system }: Decoded, { lacks, ids }: Written): Facts {
  const at = (instant: number) => {
    const wall = new Date(instant + 8 * 3_600_000).toISOString().replace('T', ' ');
    return wall.slice(0, lacks.includes('seconds') ? 16 : 19);
  };
  const named = (sender: { key: string; name: string } | null | undefined) => (sender ? sender.name || sender.key : null);
  const known = (name: string | null) => (name === '小二' && ids ? ids[1] : name);
  return {
    said: messages.map((message) => {
      const answered = messages.findIndex(({ id }) => id !== undefined && id === message.replyTo);
      return {
        who: named(message.sender) ?? '',
        kind: message.kind,
        at: at(message.at),
        text: message.kind === 'text' ? message.text : null,
        answers: answered < 0 ? null : answered,
      };
    }),
    joined: system.filter(({ kind }) => kind === 'join').map((row) => ({ at: at(row.at), people: row.people ?? [] })),
    recalled: system.filter(({ kind }) => kind === 'recall').map((row) => ({ at: at(row.at), by: known(named(row.actor)) })),
  };
}

describe('the same conversation', () => {
  it('is written down in every format, or it is said why not', () => {
    const covered = [...Object.keys(sameConversation), ...Object.keys(without)].sort();
    expect(covered).toEqual([...formatIds].sort());
  });

  it.each(Object.entries(sameConversation))('%s holds the same facts', async (id, written) => {
    const result = await decoded(written.text, { name: written.file ?? 'chat.txt', zone: 'Asia/Shanghai' });
    expect([result.format, result.rejections, result.error]).toEqual([id, [], null]);
    expect([result.read, accountErrors(result)]).toEqual([Buffer.byteLength(written.text), []]);
    expect(facts(result, written)).toEqual(expected(written));
  });

  it('holds the same facts as a sheet of a workbook', async () => {
    const { csv } = sameConversation;
    if (!csv) throw new Error('no table');
    const rows = csv.text.match(/(?:[^\n"]|"[^"]*")+/g) ?? [];
    const cells = rows.map((row) => [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''));
    const [source] = await unpack(new Blob([(await workbookOf(cells)) as BlobPart]), 'book.xlsx');
    const parts: Uint8Array[] = [];
    for await (const chunk of source?.open() ?? []) parts.push(chunk);
    const result = await decoded(Buffer.concat(parts), { name: source?.name ?? '', zone: 'Asia/Shanghai' });
    expect([result.format, facts(result, csv)]).toEqual(['csv', expected(csv)]);
  });
});
