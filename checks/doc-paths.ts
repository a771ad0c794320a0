import { existsSync, readFileSync } from 'node:fs';
import { tracked } from './tracked.ts';

/** Every path that a document names in backticks or links to exists. */
export function docPaths(): string[] {
  const problems: string[] = [];
  for (const doc of tracked('*.md').filter((file) => existsSync(file))) {
    const text = readFileSync(doc, 'utf8').replace(/```[\s\S]*?```/g, '');
    const named = [...text.matchAll(/`((?:server|web|locales|docs|checks|blueprints|\.ci)\/[\w./<>*-]*)`/g)].map(([, path = '']) => path);
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) => {
      const folder = doc.includes('/') ? doc.slice(0, doc.lastIndexOf('/') + 1) : '';
      return folder + path;
    });
    for (const path of [...named, ...linked]) {
      if (/[<>*]/.test(path) || existsSync(path.replace(/\/$/, ''))) continue;
      problems.push(`${doc} names ${path}, which does not exist`);
    }
  }
  return problems;
}
