/**
 * Reports of a picture for people: terminal text, one printable HTML file, and the words of both languages. Reads the
 * published checkup document and nothing else.
 */
export { albumHtml } from './album/html.ts';
export { drawOwnCard } from './camp/draw.ts';
export { campHtml } from './camp/html.ts';
export type { CertificateFacts } from './certificate/certificate.ts';
export { certificatesPdf, drawCertificate } from './certificate/draw.ts';
export { htmlReport } from './html/document.ts';
export { drawPoster } from './poster/draw.ts';
export { type Look, looks, type PosterFacts } from './poster/poster.ts';
export type { RejectedRow, Report } from './report.ts';
export { terminalReport } from './terminal.ts';
export { drawWeeklyCard } from './weekly/draw.ts';
export { weeklyHtml } from './weekly/html.ts';
export { type Language, languages, type Words, wordsIn } from './words.ts';
