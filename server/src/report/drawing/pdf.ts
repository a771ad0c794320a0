/**
 * A PDF of drawn pages, one picture filling each: what ISO 32000-1 §7.5 asks of a file and no more. Written as the pages come, so
 * that a hundred sheets are never held at once. Pure.
 */

/** A picture: `width` × `height` pixels of three bytes (red, green, blue), row by row from the top, compressed by zlib. */
export interface Pixels {
  width: number;
  height: number;
  deflated: Uint8Array;
}

/** A4 in points, 72 to the inch. */
const A4 = { width: 595.28, height: 841.89 };
const PAGES = 2;

/** Each picture as large as an upright A4 page takes it, in its middle. @param title shown by readers instead of the file's name */
export async function* pdfOf(pages: AsyncIterable<Pixels> | Iterable<Pixels>, title: string): AsyncGenerator<Buffer> {
  const offsets: number[] = [];
  let at = 0;
  const put = (...parts: (string | Uint8Array)[]): Buffer => {
    const bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
    at += bytes.length;
    return bytes;
  };
  const object = (number: number, ...parts: (string | Uint8Array)[]): Buffer => {
    offsets[number] = at;
    return put(`${number} 0 obj\n`, ...parts, '\nendobj\n');
  };
  const stream = (number: number, dictionary: string, data: Uint8Array) =>
    object(number, `<< ${dictionary} /Length ${data.length} >>\nstream\n`, data, '\nendstream');

  // Four bytes beyond ASCII say that the file is binary.
  yield put('%PDF-1.4\n%', Buffer.from([0xe2, 0xe3, 0xcf, 0xd3]), '\n');
  yield object(1, `<< /Type /Catalog /Pages ${PAGES} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`);
  yield object(3, `<< /Title <${utf16(title)}> >>`);
  const kids: string[] = [];
  let next = 4;
  for await (const { width, height, deflated } of pages) {
    const [image, content, page] = [next, next + 1, next + 2];
    next += 3;
    yield stream(
      image,
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`,
      deflated,
    );
    const scale = Math.min(A4.width / width, A4.height / height);
    const [wide, high] = [width * scale, height * scale];
    const numbers = [wide, 0, 0, high, Math.max(0, A4.width - wide) / 2, Math.max(0, A4.height - high) / 2]
      .map((number) => number.toFixed(2))
      .join(' ');
    yield stream(content, '', Buffer.from(`q ${numbers} cm /I Do Q`));
    yield object(
      page,
      `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${A4.width} ${A4.height}] /Resources << /XObject << /I ${image} 0 R >> >> /Contents ${content} 0 R >>`,
    );
    kids.push(`${page} 0 R`);
  }
  yield object(PAGES, `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`);
  const table = at;
  // Each entry takes twenty bytes, its end of line among them.
  const entries = Array.from({ length: next - 1 }, (_, index) => `${String(offsets[index + 1] ?? 0).padStart(10, '0')} 00000 n \n`);
  yield put(
    `xref\n0 ${next}\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size ${next} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${table}\n%%EOF\n`,
  );
}

/** Big-endian with its mark, in hexadecimal: how a PDF writes words beyond Latin. */
function utf16(words: string): string {
  return Buffer.from(`\ufeff${words}`, 'utf16le').swap16().toString('hex');
}
