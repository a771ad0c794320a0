import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  name: string | Buffer;
  data: Buffer | string;
  flags?: number;
  /** Lies in the directory. */
  declared?: number;
}

/** A zip by hand (PKWARE APPNOTE 4.3), so that it can lie. */
export function zipOf(files: Packed[], options: { entries?: number } = {}): Blob {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, flags = 0, declared } of files) {
    const path = Buffer.from(name as string);
    const plain = Buffer.from(data as string);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declared ?? plain.length, 18);
    common.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, path]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, path]));
    local.push(head, packed);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(options.entries ?? files.length, 8);
  end.writeUInt16LE(options.entries ?? files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Blob([...local, directory, end] as BlobPart[]);
}

/** A small workbook with one sheet 群, its cells text. */
export async function workbookOf(rows: string[][]): Promise<Uint8Array> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
  const data = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const blob = zipOf([
    { name: 'xl/workbook.xml', data: '<workbook xmlns:r="r"><sheets><sheet name="群" sheetId="1" r:id="rId1"/></sheets></workbook>' },
    { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>' },
    { name: 'xl/worksheets/sheet1.xml', data: `<worksheet><sheetData>${data}</sheetData></worksheet>` },
  ]);
  return new Uint8Array(await blob.arrayBuffer());
}
