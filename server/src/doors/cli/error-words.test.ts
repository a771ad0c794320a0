import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languages, wordsIn } from '#report';

const source = fileURLToPath(new URL('../../', import.meta.url));

/** Codes of all errors thrown on purpose anywhere in the server, and where. */
function thrown(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('testing')) continue;
    const text = readFileSync(source + file, 'utf8');
    for (const [call] of text.matchAll(/new DomainError\((?:[^()]|\([^()]*\))*\)/gs)) {
      const [first = ''] = call.split('{');
      for (const [, code = ''] of first.matchAll(/'([a-zA-Z]+\.[a-zA-Z.]+)'/g)) codes.set(code, file);
    }
  }
  return codes;
}

describe('every error thrown on purpose', () => {
  const codes = thrown();

  it('is found', () => {
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['file.empty', 'file.missing', 'zone.unknown', 'csv.noColumns', 'zip.bomb', 'access.denied', 'data.locked']),
    );
  });

  it.each(languages)('has a sentence in %s that says what happened, what was kept and what to do', (language) => {
    const words = wordsIn(language, ['errors']);
    const missing = [...codes].filter(([code]) => !words.has(`errors:${code}`)).map(([code, file]) => `${code} (${file})`);
    expect(missing).toEqual([]);
    for (const code of codes.keys()) {
      const sentence = words.t(`errors:${code}`);
      expect(sentence, code).toMatch(language === 'zh-CN' ? /[，：；].*。$/s : /[,;:.].*\.$/s);
    }
  });
});
