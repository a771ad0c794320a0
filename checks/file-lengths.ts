import { existsSync, readFileSync } from 'node:fs';
import { tracked } from './tracked.ts';

const LIMIT = 400;
const KERNEL_LIMIT = 1200;

/** No source file over 400 lines; the kernel stays under 1,200 lines in all (tests apart). */
export function fileLengths(): string[] {
  const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length;
  const files = tracked('*.ts', '*.tsx', '*.css').filter((file) => existsSync(file) && !file.includes('.gen.'));
  const problems = files
    .map((file) => [file, lines(file)] as const)
    .flatMap(([file, n]) => (n > LIMIT ? [`${file}: ${n} lines, at most ${LIMIT}`] : []));
  const kernel = files
    .filter((file) => file.startsWith('server/src/kernel/') && !file.endsWith('.test.ts'))
    .reduce((sum, file) => sum + lines(file), 0);
  if (kernel > KERNEL_LIMIT) problems.push(`server/src/kernel: ${kernel} lines in all, at most ${KERNEL_LIMIT}`);
  return problems;
}
