import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/src/**/*.test.ts', 'checks/**/*.test.ts', 'web/src/**/*.test.ts', 'web/journeys/**/*.test.ts'],
    globalSetup: ['server/src/testing/global-setup.ts'],
    // Only for what hangs: an import starts a thread of its own, and on a busy machine that alone takes seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file may start a database of its own; two cores.
    maxWorkers: 2,
  },
});
