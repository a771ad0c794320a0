import { buildWeb } from '../installation/web-build.ts';

/** The console is built once before the suite: test files that start the product must not build it side by side. */
export async function setup(): Promise<void> {
  if (!(await buildWeb(process.cwd()))) throw new Error('the console could not be built');
}
