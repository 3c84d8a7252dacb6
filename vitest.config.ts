import { defineConfig } from 'vitest/config';
import { closingLine } from './server/test/closing-line.ts';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'acceptance/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['server/test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: ['default', closingLine()],
  },
});
