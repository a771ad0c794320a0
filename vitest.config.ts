import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/src/**/*.test.ts', 'checks/**/*.test.ts', 'web/src/**/*.test.ts', 'web/journeys/**/*.test.ts'],
    globalSetup: ['server/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file may start a database of its own; two cores.
    maxWorkers: 2,
  },
});
