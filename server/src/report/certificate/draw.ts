import { drawPng } from '../drawing/png.ts';
import { codeOf } from '../drawing/qr-code.ts';
import { type Language, wordsIn } from '../words.ts';
import { CERTIFICATE, type CertificateFacts, certificateTree } from './certificate.ts';

/** A certificate as PNG, 1080 × 1530. @throws Error when it cannot be drawn */
export async function drawCertificate(facts: CertificateFacts, language: Language): Promise<Buffer> {
  const tree = certificateTree(facts, await codeOf(facts.address), wordsIn(language, ['report']));
  return drawPng({ tree, width: CERTIFICATE.width });
}
