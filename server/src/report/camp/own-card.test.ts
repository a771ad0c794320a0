import { describe, expect, it } from 'vitest';
import { pixelsOf } from '#testing/png-pixels';
import { languages, wordsIn } from '../words.ts';
import { drawOwnCard } from './draw.ts';
import { type OwnCardFacts, ownCardTree } from './own-card.ts';

const facts: OwnCardFacts = {
  ...{ nickname: '林夏🌅', community: '早起写作营', campaign: '每天三百字', startsOn: '2026-03-02', endsOn: '2026-03-22' },
  ...{ campDays: 21, days: 19, best: 12, liked: 30, duties: 0, praised: 2 },
  praises: [{ text: '每天都第一个到' }],
  place: { rank: 2, people: 4321 },
  address: 'https://qun.example.com/m/join#Zm9yZXZlcnlib2R5',
};
const tree = (of: Partial<OwnCardFacts>, language: (typeof languages)[number] = 'zh-CN') =>
  JSON.stringify(ownCardTree({ ...facts, ...of }, of.address === null ? null : 'data:,', wordsIn(language, ['report'])));

describe('the card of an own campaign', () => {
  it.each(languages)('says in %s what speaks for its owner, and nothing that is none', (language) => {
    for (const said of ['林夏', '每天三百字', '早起写作营', '19', '12', '30', '每天都第一个到', '4321'])
      expect(tree({}, language)).toContain(said);
    for (const never of ['🌅', 'ownCard.', 'report:', '{{', '"0"']) expect(tree({}, language)).not.toContain(never);
  });

  it('leaves out a place that is not told, praise nobody gave, and a way in that is shut', () => {
    const bare = tree({ place: null, praises: [], praised: 0, address: null });
    for (const never of ['4321', '每天都', 'img', '扫码']) expect(bare).not.toContain(never);
  });

  it('is 1080 wide, also with a very long name and praise', async () => {
    const long = { ...facts, nickname: '很'.repeat(40), praises: [{ text: '好'.repeat(400) }] };
    expect(pixelsOf(await drawOwnCard(long, 'zh-CN')).width).toBe(1080);
  });
});
