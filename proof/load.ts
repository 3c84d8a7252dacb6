/** People at work while things happen to the machines. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Milestone } from '../bench/deals.ts';
import type { Answer } from './asking.ts';
import { release } from './releases.ts';

const workers = 6;
const paceMs = 50;

/** People who release one milestone after the other, each until it has a definite answer. */
export class Load {
  readonly released = new Set<number>();
  readonly findings: string[] = [];
  repeated = 0;
  #isOver = false;
  #next = 0;
  #lastAt = performance.now();
  #longestGapMs = 0;
  readonly #working: Promise<unknown>;
  readonly #url: string;
  readonly #milestones: readonly Milestone[];

  constructor(url: string, milestones: readonly Milestone[]) {
    this.#url = url;
    this.#milestones = milestones;
    this.#working = Promise.all(Array.from({ length: workers }, () => this.#work()));
  }

  /** The longest time without an acknowledgement since this was asked last. */
  takeGapMs(): number {
    const gap = Math.max(this.#longestGapMs, performance.now() - this.#lastAt);
    this.#longestGapMs = 0;
    return gap;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.#isOver) {
      const milestone = this.#milestones[this.#next++];
      if (milestone === undefined) throw new Error('there are too few milestones for so long a run');
      await this.#releaseOne(milestone);
      await pause(paceMs);
    }
  }

  async #releaseOne(milestone: Milestone): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const asked = await release(this.#url, milestone).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        (error: Error) => ({ status: 0, text: error.message }),
      );
      if (asked.status === 200) {
        const answer = JSON.parse(asked.text) as Answer;
        // After a lost answer the repeated request finds the milestone released: that is an acknowledgement too.
        if (answer['error_code'] !== 0 && tries === 1) this.findings.push(`${milestone.id} was refused: ${asked.text}`);
        else this.#acknowledge(milestone.id);
        return;
      }
      // The front of the house is not touched: whatever happens behind it, the answer is "try later".
      if (asked.status !== 503)
        this.findings.push(`milestone ${milestone.id}: ${asked.status} ${asked.text.slice(0, 150)}`);
      this.repeated += 1;
      await pause(20);
    }
  }

  #acknowledge(id: number): void {
    this.released.add(id);
    const now = performance.now();
    this.#longestGapMs = Math.max(this.#longestGapMs, now - this.#lastAt);
    this.#lastAt = now;
  }
}
