import { defineConfig } from 'vitest/config';
import everyday from '../vitest.config.ts';

// oxlint-disable-next-line import/no-default-export -- the runner asks for one.
export default defineConfig({
  ...everyday,
  test: { ...everyday.test, include: ['acceptance/*/screenshots.ts'] },
});
