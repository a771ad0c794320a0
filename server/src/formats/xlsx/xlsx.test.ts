import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { type Packed, workbookOf, zipOf } from '#testing/zip';
import { DomainError } from '#vocabulary/errors';
import { unpack } from '../unpack.ts';
import { dateText, isDateFormat } from './dates.ts';

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://x/relationships"';
interface Sheet {
  name: string;
  rows: string;
  state?: string;
}

/** A workbook by hand: style 1 is a date with time, style 2 a day. */
function workbook(sheets: Sheet[], more: { strings?: string; properties?: string; extra?: Packed[] } = {}): Blob {
  const named = sheets.map(
    ({ name, state }, i) => `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}" ` : ''}r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`);
  return zipOf([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'xl/workbook.xml', data: `<workbook ${NS}>${more.properties ?? ''}<sheets>${named.join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${relations.join('')}</Relationships>` },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet ${NS}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    ...(more.strings ? [{ name: 'xl/sharedStrings.xml', data: `<sst ${NS}>${more.strings}</sst>` }] : []),
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<worksheet ${NS}><sheetData>${rows}</sheetData></worksheet>`,
    })),
    ...(more.extra ?? []),
  ]);
}
const word = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (...cells: string[]) => `<row>${cells.map((cell) => (cell.startsWith('<') ? cell : word(cell))).join('')}</row>`;
const time = (serial: number) => `<c s="1"><v>${serial}</v></c>`;
const header = row('时间', '昵称', '内容');

async function texts(blob: Blob): Promise<[string, string][]> {
  const sources = await unpack(blob, 'book.xlsx');
  const out: [string, string][] = [];
  for (const { name, open } of sources) {
    const parts: Uint8Array[] = [];
    for await (const chunk of open()) parts.push(chunk);
    out.push([name, Buffer.concat(parts).toString()]);
  }
  return out;
}

describe('a workbook', () => {
  it('is read as the table it holds, dates of the sheet as wall clock', async () => {
    const blob = workbook([
      {
        name: '群',
        rows: header + row(time(45569.4875), '张三', '早') + row(time(45569.488_252_314_8), '李四', '第一行&#10;第二行 &quot;好&quot;'),
      },
    ]);
    const [[name, text] = ['', '']] = await texts(blob);
    expect([name, text]).toEqual([
      'book.xlsx/群',
      '时间,昵称,内容\n2024-10-04 11:42:00,张三,早\n2024-10-04 11:43:05,李四,"第一行\n第二行 ""好"""\n',
    ]);
    const result = await decoded(text, { name });
    expect([result.format, result.rejections, accountErrors(result)]).toEqual(['csv', [], []]);
    expect(result.messages.map(({ at, text, sender }) => [new Date(at).toISOString(), sender?.key, text])).toEqual([
      ['2024-10-04T03:42:00.000Z', '张三', '早'],
      ['2024-10-04T03:43:05.000Z', '李四', '第一行\n第二行 "好"'],
    ]);
  });

  it('joins the runs of shared strings, without readings; knows every kind of cell', async () => {
    const strings = '<si><r><t>你</t></r><r><t>好</t></r><rPh sb="0" eb="1"><t>ni</t></rPh></si><si><t>a_x000A_b</t></si>';
    const cells =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>x</f><v>sum</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#N/A</v></c><c r="H1" s="2"><v>45569</v></c><c r="I1"><v>1728013325.0000002</v></c><c r="J1"/></row>';
    expect(await texts(workbook([{ name: 'S', rows: cells }], { strings }))).toEqual([
      ['book.xlsx/S', '你好,,"a\nb",2,sum,TRUE,,2024-10-04,1728013325,\n'],
    ]);
  });

  it('takes every sheet that looks like a chat, no hidden one, and the first with rows where none does', async () => {
    const chat = header + row('2024-10-04 11:42', '张三', '早');
    const several = workbook([
      { name: '说明', rows: row('关于') },
      { name: '一月', rows: chat },
      { name: '藏', rows: chat, state: 'hidden' },
      { name: '二月', rows: chat },
    ]);
    expect((await unpack(several, 'b.xlsx')).map(({ name }) => name)).toEqual(['b.xlsx/一月', 'b.xlsx/二月']);
    const none = workbook([
      { name: '空', rows: '' },
      { name: '名单', rows: row('昵称') + row('张三') },
    ]);
    expect((await unpack(none, 'b.xlsx')).map(({ name }) => name)).toEqual(['b.xlsx/名单']);
  });

  it('counts from 1904 where the workbook does', async () => {
    const blob = workbook([{ name: 'S', rows: row(time(44107.4875)) }], { properties: '<workbookPr date1904="1"/>' });
    expect((await texts(blob))[0]?.[1]).toBe('2024-10-04 11:42:00\n');
  });

  it.each([
    ['an empty one', workbook([{ name: 'S', rows: '' }]), 'file.empty'],
    ['a cell far to the right', workbook([{ name: 'S', rows: '<row><c r="XFD1"><v>1</v></c></row>' }]), 'xlsx.tooWide'],
    ['elements without end', workbook([{ name: 'S', rows: '<a>'.repeat(100_000) }]), 'xlsx.broken'],
    ['a part that breaks off', zipOf([{ name: 'xl/workbook.xml', data: '<workbook><sheets>' }]), 'xlsx.broken'],
    ['a bomb', workbook([{ name: 'S', rows: ' '.repeat(70 * 1024 * 1024) }]), 'zip.bomb'],
    [
      'five gigabytes declared',
      workbook([], { extra: [{ name: 'xl/worksheets/sheet1.xml', data: 'x', declared: 4_294_967_294 }] }),
      'zip.bomb',
    ],
    ['a hostile path', workbook([], { extra: [{ name: '../x.xml', data: 'x' }] }), 'zip.badPath'],
    ['an old or locked one', new Blob([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])]), 'xlsx.locked'],
  ])('refuses %s and names the file', async (_what, blob, code) => {
    await expect(unpack(blob, 'bad.xlsx')).rejects.toMatchObject({ code, data: { file: 'bad.xlsx' } });
  });

  it('hurt anywhere, is read or refused with a sentence', async () => {
    const bytes = await workbookOf([
      ['时间', '昵称', '内容'],
      ...Array.from({ length: 40 }, (_, i) => [`2024-10-04 11:${10 + i}`, '张三', `早 ${i}`]),
    ]);
    const hurt = fc.record({ at: fc.nat(), byte: fc.nat(255), how: fc.constantFrom('change', 'drop', 'insert', 'cut') });
    await fc.assert(
      fc.asyncProperty(fc.array(hurt, { minLength: 1, maxLength: 3 }), async (hurts) => {
        try {
          await texts(new Blob([mutated(bytes, hurts) as BlobPart]));
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('expands no entities of its own making', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    const [[, text] = ['', '']] = await texts(workbook([{ name: 'S', rows: row('&b;') }], { properties: laughs }));
    expect(text.length).toBeLessThan(10);
  });
});

describe('dates', () => {
  it.each([
    [14, undefined, true],
    [22, undefined, true],
    [31, undefined, true],
    [0, undefined, false],
    [4, undefined, false],
    [164, 'yyyy"年"m"月"d"日"', true],
    [164, '[$-804]aaaa hh:mm', true],
    [164, '[h]:mm', true],
    [164, '0.00"days"', false],
    [164, '[Red]#,##0', false],
    [164, 'General', false],
  ])('format %d %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });

  it.each([
    [45569, '2024-10-04'],
    [45569.999_988_425_9, '2024-10-04 23:59:59'],
    [0.5, '12:00:00'],
    [-3, '-3'],
  ])('%d is %s', (serial, text) => {
    expect(dateText(serial, false)).toBe(text);
  });
});
