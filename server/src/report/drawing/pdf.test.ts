import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Pixels, pdfOf } from './pdf.ts';

const picture = (width: number, height: number): Pixels => ({
  width,
  height,
  deflated: deflateSync(Buffer.alloc(width * height * 3, 0x7f)),
});

async function written(pages: Pixels[], title = '结营证书'): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of pdfOf(pages, title)) parts.push(part);
  return Buffer.concat(parts);
}

/** Objects by number, found as a reader finds them: by the table at the end. */
function objectsOf(file: Buffer): Map<number, string> {
  const text = file.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, size = ''] = /^xref\n0 (\d+)\n/.exec(text.slice(table)) ?? [];
  const entries = text.slice(table + `xref\n0 ${size}\n`.length);
  const objects = new Map<number, string>();
  for (let number = 1; number < Number(size); number += 1) {
    const entry = entries.slice(number * 20, number * 20 + 20);
    expect(entry).toMatch(/^\d{10} 00000 n \n$/);
    const from = Number(entry.slice(0, 10));
    expect(text.slice(from, from + `${number} 0 obj`.length)).toBe(`${number} 0 obj`);
    objects.set(number, text.slice(from, text.indexOf('\nendobj\n', from)));
  }
  return objects;
}

describe('a PDF', () => {
  it('says where each of its parts begins, and what it is called', async () => {
    const file = await written([picture(4, 6), picture(6, 4)]);
    expect(file.subarray(0, 9).toString('latin1')).toBe('%PDF-1.4\n');
    const objects = objectsOf(file);
    expect(objects.get(1)).toContain('/Type /Catalog /Pages 2 0 R');
    expect(objects.get(2)).toContain('/Kids [6 0 R 9 0 R] /Count 2');
    const [, title = ''] = /\/Title <([0-9a-f]+)>/.exec(objects.get(3) ?? '') ?? [];
    expect(Buffer.from(title, 'hex').swap16().toString('utf16le')).toBe('\ufeff结营证书');
  });

  it('holds each picture byte by byte', async () => {
    const objects = objectsOf(await written([picture(4, 6)]));
    const [head = '', rest = ''] = objects.get(4)?.split('\nstream\n') ?? [];
    expect(head).toContain('/Width 4 /Height 6 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode');
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    expect(inflateSync(Buffer.from(rest.slice(0, length), 'latin1'))).toEqual(Buffer.alloc(4 * 6 * 3, 0x7f));
    expect(rest.slice(length)).toBe('\nendstream');
  });

  it.each([
    { shape: 'upright', page: picture(100, 200), box: [420.95, 841.89, 87.17, 0] },
    { shape: 'wide', page: picture(200, 100), box: [595.28, 297.64, 0, 272.13] },
  ])('keeps the proportions of a picture that is $shape, in the middle of A4', async ({ page, box: [wide, high, left, below] }) => {
    const content = objectsOf(await written([page])).get(5);
    const numbers = [wide, 0, 0, high, left, below].map((number) => Number(number).toFixed(2)).join(' ');
    expect(content).toContain(`q ${numbers} cm /I Do Q`);
  });

  it('without a page is a file all the same', async () => {
    expect(objectsOf(await written([])).get(2)).toContain('/Kids [] /Count 0');
  });
});
