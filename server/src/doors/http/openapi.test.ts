import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument, openApiText } from './openapi.ts';
import { describedContract } from './router.ts';

const committed = () => readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8');

describe('openapi.json', () => {
  it('is current: after a reviewed change of the contract run node server/src/doors/http/write-openapi.ts', async () => {
    const [now, before] = [await openApiText(), committed()];
    const paths = (text: string) =>
      new Map(Object.entries<unknown>(JSON.parse(text).paths).map(([path, value]) => [path, JSON.stringify(value)]));
    const changed = [...paths(now)].filter(([path, value]) => paths(before).get(path) !== value).map(([path]) => path);
    expect(changed).toEqual([]);
    expect(now === before).toBe(true);
  });

  it('has every operation once, under its own name, with a sentence and what it needs', async () => {
    const { paths } = await openApiDocument();
    const described = Object.values(paths).flatMap((path) => Object.values(path ?? {}));
    const ids = described.flatMap((one) => (typeof one === 'object' && 'operationId' in one ? [one.operationId] : []));
    const names = describedContract().flatMap(({ procedures }) => procedures.map(({ operationId }) => operationId));
    expect(ids.toSorted()).toEqual(
      [
        ...names,
        'insights.weeklyCard',
        'insights.weeklyFile',
        'chat.upload',
        'chat.importProgress',
        'chat.rejectedFile',
        'accounts.backup',
        'media.bytes',
        'media.send',
      ].toSorted(),
    );
    for (const one of described)
      expect(one).toMatchObject({ summary: expect.stringMatching(/./), description: expect.stringMatching(/^Needs /) });
  });
});
