import { Readable } from 'node:stream';
import yauzl from 'yauzl';

/** Lets the zip reader jump about in a Blob (a file on disk or an upload) without holding it in memory. */
export class BlobReader extends yauzl.RandomAccessReader {
  private readonly blob: Blob;

  constructor(blob: Blob) {
    super();
    this.blob = blob;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const blob = this.blob;
    return Readable.from(chunks(blob.slice(start, end)), { objectMode: false });
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    this.blob
      .slice(position, position + length)
      .arrayBuffer()
      .then((bytes) => {
        if (bytes.byteLength < length) throw new Error('unexpected end of file');
        buffer.set(new Uint8Array(bytes), offset);
      })
      .then(
        () => callback(null),
        (error: Error) => callback(error),
      );
  }
}

async function* chunks(blob: Blob): AsyncGenerator<Buffer> {
  for await (const chunk of blob.stream()) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
}
