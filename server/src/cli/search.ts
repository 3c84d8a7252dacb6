import type { Config } from '../config.ts';
import { rebuildBits, verifyBits } from '../domain/search/index.ts';
import { system, unitsOf } from '../platform/work.ts';
import { progressBar } from './progress.ts';
import { assertMarket, withApp } from './with-app.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** A bar that knows how long it is after the first step. */
function lateBar(label: string) {
  let bar: ReturnType<typeof progressBar> | undefined;
  return {
    step(total: number) {
      bar ??= progressBar(label, total);
      bar.step();
    },
    end: () => bar?.end(),
  };
}

/** Builds the bits of a market anew. */
export async function rebuildSearch(config: Config, market: string): Promise<void> {
  assertMarket(market);
  await withApp(config, async ({ work }) => {
    const bar = lateBar('chunks');
    await rebuildBits(unitsOf(work, market, system), { onStep: (left) => bar.step(left + 1) });
    bar.end();
    say('The bits are built.');
  });
}

/** Compares the bits of a market with its index, and sets the exit code. */
export async function verifySearch(config: Config, market: string): Promise<void> {
  assertMarket(market);
  await withApp(config, async ({ work }) => {
    const bar = lateBar('counts');
    const report = await verifyBits(work.read(market, system), (total) => bar.step(total));
    bar.end();
    for (const { subject, shown, counted } of report.findings) say(`${subject}: ${shown} instead of ${counted}`);
    const what = report.isByBits
      ? `${report.terms} terms and ${report.questions} questions`
      : `${report.questions} questions`;
    say(report.findings.length === 0 ? `${what}: every count is right.` : `${report.findings.length} findings.`);
    if (!report.isByBits) say('This market is counted without bits.');
    if (report.findings.length > 0) process.exitCode = 1;
  });
}
