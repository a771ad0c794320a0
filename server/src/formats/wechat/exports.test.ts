import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountErrors, type Decoded, type DecodedOptions, decoded, mutated } from '#testing/decoded';
import { exporterScript, exporterScrollingPage, pywxdumpOldTable, wechatExports } from '#testing/wechat-exports';
import { DomainError } from '#vocabulary/errors';
import type { FormatId } from '../format.ts';

const files = [
  ...Object.entries(wechatExports),
  ['pywxdump-csv', pywxdumpOldTable],
  ['wechatexporter-html', exporterScrollingPage],
  ['wechatexporter-html', exporterScript],
] as [FormatId, string][];

const hurts = fc.array(
  fc.record({
    at: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[]<>/=,:\n\r() '))),
    how: fc.constantFrom('change', 'drop', 'insert', 'cut'),
  }),
  { minLength: 1, maxLength: 6 },
);

/** null: refused before decoding, as binary or empty. */
async function attempt(bytes: Uint8Array, options: DecodedOptions): Promise<Decoded | null> {
  try {
    return await decoded(bytes, options);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function withoutPlaces(result: Decoded | null) {
  return result && { ...result, rejections: result.rejections.map(({ reason, sample }) => [reason, sample]) };
}

describe.each(files)('%s', (format, text) => {
  const bytes = Buffer.from(text);

  it.each(['chat.txt', 'chat.csv', 'chat.json', 'chat.html'])('is recognised by what it holds, as %s', async (name) => {
    const result = await decoded(bytes, { name });
    expect(result.format).toBe(format);
    expect(result.rejections).toEqual([]);
    expect(result.error).toBeNull();
    expect(result.read).toBe(bytes.length);
    expect(result.messages.length).toBeGreaterThan(2);
  });

  it('gives the same however it is cut into chunks', async () => {
    expect(await decoded(bytes, { format, cuts: [...bytes.keys()] })).toEqual(await decoded(bytes, { format }));
    await fc.assert(
      fc.asyncProperty(hurts, fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (wounds, cuts) => {
        const hurt = mutated(bytes, wounds);
        const [apart, whole] = [await attempt(hurt, { format, cuts }), await attempt(hurt, { format })];
        // What is no longer UTF-8 is transcoded, and places inside a chunk are then in proportion.
        const exact = Buffer.from(Buffer.from(hurt).toString()).equals(hurt);
        expect(exact ? apart : withoutPlaces(apart)).toEqual(exact ? whole : withoutPlaces(whole));
      }),
      { numRuns: 40 },
    );
  });

  it('accounts for every byte of any mutation, recognised or given by name', async () => {
    await fc.assert(
      fc.asyncProperty(hurts, async (wounds) => {
        const hurt = mutated(bytes, wounds);
        for (const options of [{ format }, {}]) {
          const result = await attempt(hurt, options);
          if (!result) continue;
          expect(accountErrors(result)).toEqual([]);
          // Taken for another format, it may be refused by name at its first byte.
          if (result.error === null || result.format === format) expect(result.read).toBe(hurt.length);
          for (const record of result.records) if ('at' in record) expect(Number.isFinite(record.at)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('keeps the whole rows of a file cut anywhere', async () => {
    const whole = await decoded(bytes, { format });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (length) => {
        const cut = await attempt(bytes.subarray(0, length), { format });
        if (!cut) return;
        expect(accountErrors(cut)).toEqual([]);
        const known = new Set(whole.records.map((record) => JSON.stringify(record)));
        const strange = cut.records.filter((record) => !known.has(JSON.stringify(record)));
        // The last row may be cut inside its words, and a grey line may lose the message that gave it its time.
        expect(strange.length).toBeLessThanOrEqual(2);
        expect(cut.records.length).toBeLessThanOrEqual(whole.records.length);
      }),
      { numRuns: 40 },
    );
  });

  it.each([' ', '\n', '[引用 ', '<a ', '「', '"', '\\n', '> ', '[链接]:title:', 'a&lt;'])(
    'is read in linear time with a very long run of %j',
    async (run) => {
      const file = text.replace('早上好', `早上好${run.repeat(300_000 / run.length)}`);
      const result = await decoded(file, { format });
      expect(accountErrors(result)).toEqual([]);
      expect(result.read).toBe(Buffer.byteLength(file));
    },
  );

  it('is not taken from its owner when it is another', async () => {
    for (const [other, content] of files) {
      if (other === format) continue;
      expect((await decoded(content)).format).toBe(other);
    }
  });
});
