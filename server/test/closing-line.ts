import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** A reporter that ends the run with one plain line, "12 passed, 0 failed", for people and programs alike. */
export function closingLine(write: (text: string) => void = (text) => void process.stdout.write(text)): Reporter {
  return {
    async onTestRunEnd(modules, unhandledErrors, reason) {
      const line = countTests(modules, unhandledErrors.length, reason);
      // After the other reporters, which are told at the same time, have written theirs.
      await new Promise(setImmediate);
      write(`\n${line}\n`);
    },
  };
}

/** A file that can't be loaded, a hook that fails and an error outside every test each count as one failure. */
function countTests(modules: readonly TestModule[], unhandledErrors: number, reason: TestRunEndReason): string {
  let passed = 0;
  let failed = unhandledErrors;
  let skipped = 0;
  for (const module of modules) {
    const before = failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'failed') failed += 1;
      else skipped += 1;
    }
    if (failed === before && module.state() === 'failed') failed += 1;
  }
  // A run that could not even begin has no tests to count.
  if (failed === 0 && reason === 'failed') failed = 1;
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
