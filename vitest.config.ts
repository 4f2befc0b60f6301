import { defineConfig } from 'vitest/config';

/** They stop their server, or keep it busy, for longer than every commit should wait. */
const postgresInTrouble = [
  'test/stores/postgres-faults.test.ts',
  'test/stores/postgres-concurrency.test.ts',
  'test/stores/postgres-nodes.test.ts',
];

/** Two projects: `fast` runs on every commit, `slow` starts real processes and runs in `npm test`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          // One load of the modules for each worker: nothing in them belongs to one test file.
          isolate: false,
          include: [
            'src/**/*.test.ts',
            'test/*.test.ts',
            'test/core/**/*.test.ts',
            'test/chaos/**/*.test.ts',
            'test/stores/**/*.test.ts',
            'test/dialects/**/*.test.ts',
            'test/reference/**/*.test.ts',
            'test/moving/**/*.test.ts',
          ],
          exclude: postgresInTrouble,
          testTimeout: 20_000,
          // Stopping a database server on a busy machine takes its time.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'slow',
          globalSetup: 'test/support/build-program.ts',
          include: ['test/end-to-end/**/*.test.ts', ...postgresInTrouble],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
