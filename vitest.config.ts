import { defineConfig } from 'vitest/config'
import { handbookGuides } from './web/building/handbook.ts'
import { traditionalWords } from './web/building/traditional.ts'

/** Long enough for a busy machine with two cores; a test that needs more says so itself. */
const TEST_MILLISECONDS = 30_000

const common = { testTimeout: TEST_MILLISECONDS, hookTimeout: 2 * TEST_MILLISECONDS } as const

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'rooms',
          include: [
            ...['src/**/*.test.ts', 'sdk/**/*.test.ts', 'bench/**/*.test.ts'],
            ...['tests/scenarios/**/*.test.ts', 'tests/hostile/**/*.test.ts'],
          ],
          globalSetup: ['tests/support/setup.ts'],
        },
      },
      { test: { ...common, name: 'tidy', include: ['tests/*.test.ts'] } },
      {
        plugins: [traditionalWords(), handbookGuides()],
        // What those make is made of other files than the one that is asked for: it would be remembered for too long.
        test: { ...common, name: 'web', include: ['web/**/*.test.ts'], fsModuleCache: false },
      },
      {
        test: {
          ...common,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/support/setup.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
})
