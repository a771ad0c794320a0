import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qqFile, whatsappFile } from '#testing/chat-files';
import { accountErrors, decoded, mutated } from '#testing/decoded';
import { DomainError } from '#vocabulary/errors';

const small = { lines: 120, people: 12, seed: 7, days: 40 };
const files = [
  ['qq-txt', qqFile(small)],
  ['whatsapp-txt', whatsappFile({ ...small, locale: 'zh' })],
  ['whatsapp-txt', whatsappFile({ ...small, locale: 'en-US' })],
  ['whatsapp-txt', whatsappFile({ ...small, locale: 'en-GB' })],
  ['whatsapp-txt', whatsappFile({ ...small, locale: 'de' })],
] as const;

const hurts = fc.array(
  fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), how: fc.constantFrom('change', 'drop', 'insert', 'cut') }),
  { minLength: 1, maxLength: 8 },
);

describe.each(files)('%s', (format, text) => {
  const bytes = Buffer.from(text);

  it('is recognised and decodes without a rejection', async () => {
    const result = await decoded(bytes);
    expect(result.format).toBe(format);
    expect(result.rejections).toEqual([]);
    expect(result.messages.length).toBeGreaterThan(20);
    expect(result.read).toBe(bytes.length);
  });

  it('decodes in two parts, cut between records, to the rows of the whole', async () => {
    const whole = await decoded(bytes, { format });
    const starts = [...text.matchAll(/^(?:\d{4}-\d+-\d+ |\d+\/\d+\/\d+,? |\u200e?\[\d)/gm)].map((match) => match.index);
    expect(starts.length).toBe(whole.messages.length + whole.system.length);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts.slice(1)), async (at) => {
        const head = await decoded(text.slice(0, at), { format });
        const tail = await decoded(text.slice(at), { format });
        expect([...head.records, ...tail.records]).toEqual(whole.records);
      }),
      { numRuns: 40 },
    );
  });

  it('survives any mutation with a true account', async () => {
    await fc.assert(
      fc.asyncProperty(hurts, async (wounds) => {
        const hurt = mutated(bytes, wounds);
        try {
          const result = await decoded(hurt, { format });
          expect(accountErrors(result)).toEqual([]);
          expect(result.read).toBe(hurt.length);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('reads the same in chunks cut anywhere', async () => {
    const whole = await decoded(bytes, { format });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        expect((await decoded(bytes, { format, cuts })).records).toEqual(whole.records);
      }),
      { numRuns: 25 },
    );
  });
});

describe('generated files', () => {
  it('are equal for equal options and grow to the lines asked for', () => {
    for (const file of [qqFile, whatsappFile]) {
      expect(file(small)).toBe(file(small));
      expect(file(small)).not.toBe(file({ ...small, seed: 8 }));
      expect(file({ ...small, lines: 5000 }).split('\n').length).toBeGreaterThan(5000);
    }
  });

  it('hold what a checkup looks for', async () => {
    const { messages, system } = await decoded(qqFile({ lines: 20_000, people: 200, seed: 3 }));
    expect(messages.filter(({ text }) => /打卡/.test(text)).length).toBeGreaterThan(50);
    expect(messages.filter(({ kind }) => kind === 'image').length).toBeGreaterThan(50);
    expect(messages.filter(({ text }) => text.includes('\n\n')).length).toBeGreaterThan(20);
    expect(new Set(system.map(({ kind }) => kind))).toEqual(new Set(['join', 'leave', 'recall']));
  });
});
