import type { Box } from '../drawing/boxes.ts';
import { pdfOf } from '../drawing/pdf.ts';
import { drawPng, drawSheets } from '../drawing/png.ts';
import { codeOf } from '../drawing/qr-code.ts';
import { type Language, wordsIn } from '../words.ts';
import { CERTIFICATE, type CertificateFacts, certificateTree } from './certificate.ts';

/** A certificate as PNG, 1080 × 1530. @throws Error when it cannot be drawn */
export async function drawCertificate(facts: CertificateFacts, language: Language): Promise<Buffer> {
  return drawPng({ tree: await treeOf(facts, language), width: CERTIFICATE.width });
}

/** The same drawings on sheets of A4, in the order given, in pieces as they are drawn. @throws Error when one cannot be drawn */
export async function* certificatesPdf(all: readonly CertificateFacts[], title: string, language: Language): AsyncGenerator<Buffer> {
  const trees: Box[] = [];
  for (const facts of all) trees.push(await treeOf(facts, language));
  yield* pdfOf(drawSheets(trees, CERTIFICATE.width), title);
}

async function treeOf(facts: CertificateFacts, language: Language): Promise<Box> {
  return certificateTree(facts, await codeOf(facts.address), wordsIn(language, ['report']));
}
