import { describe, expect, it } from 'vitest';
import { pixelsOf } from '#testing/png-pixels';
import { languages, wordsIn } from '../words.ts';
import { type CertificateFacts, certificateTree } from './certificate.ts';
import { certificatesPdf, drawCertificate } from './draw.ts';

const facts: CertificateFacts = {
  name: '早起营丨林夏🌅',
  community: '早起写作营',
  campaign: '每天三百字',
  startsOn: '2026-03-02',
  endsOn: '2026-03-22',
  awardedOn: '2026-03-23',
  need: 15,
  have: 19,
  address: 'https://qun.example.com/m/certificate#Zm9yZXZlcnlib2R5d2hvd2FudHNpbg',
};

describe('a certificate', () => {
  it.each(languages)('says in %s who, what, how many days of how many, when and by whom', (language) => {
    const tree = JSON.stringify(certificateTree(facts, 'data:,', wordsIn(language, ['report'])));
    for (const said of ['早起营丨林夏', '每天三百字', '早起写作营', '19', '15', '2026', '23']) expect(tree).toContain(said);
    for (const never of ['🌅', 'certificate.', 'report:', '{{']) expect(tree).not.toContain(never);
  });

  it('is 1080 × 1530, also for a name that is too long for it', async () => {
    const { width, height } = pixelsOf(await drawCertificate({ ...facts, name: '很'.repeat(60) }, 'zh-CN'));
    expect([width, height]).toEqual([1080, 1530]);
  });

  it('is printed from the same drawing, a sheet of A4 each, at 300 dots an inch', async () => {
    const parts: Buffer[] = [];
    for await (const part of certificatesPdf([facts, { ...facts, name: '阿树' }], '结营证书', 'zh-CN')) parts.push(part);
    const pdf = Buffer.concat(parts).toString('latin1');
    expect(pdf.match(/\/Width 2480 \/Height 351\d/g)).toHaveLength(2);
    expect(pdf.match(/\/Type \/Page /g)).toHaveLength(2);
  });
});
