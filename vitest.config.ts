import { defineConfig } from 'vitest/config'
import { LongestFirst } from './packages/testing/src/longest-first.ts'
import { skipReport } from './packages/testing/src/skip-report.ts'

const onTheMachine = ['**/*.{db,http,browser}.test.{ts,tsx}']
const nowhere = ['**/node_modules/**']

export default defineConfig({
  test: {
    reporters: [skipReport, 'default'],
    maxWorkers: 2,
    // Each file stands on a database of its own; the modules of a process are read once.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 40_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: ['**/*.test.{ts,tsx}'], exclude: [...nowhere, ...onTheMachine] },
      },
      {
        extends: true,
        // PostgreSQL and Redis start only when a run holds a test that needs them.
        test: {
          name: 'machine',
          include: onTheMachine,
          exclude: nowhere,
          globalSetup: ['./packages/testing/src/global-setup.ts'],
        },
      },
    ],
  },
})
