/** R19: every process is replaced, one after the other, while people work. */
import { tokenOf } from '../bench/data.ts';
import type { Answer } from './asking.ts';
import { type Fleet, openFleet } from './fleet.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import type { Spoil } from './process.ts';
import { addReleases, judgeReleases, release } from './releases.ts';

interface Size {
  readonly restarts: number;
  readonly requests: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { restarts: 4, requests: 50_000 },
  night: { restarts: 40, requests: 200_000 },
};
const workers = 16;
const slowestStopMs = 10_000;

async function restartAll(means: Means, size: Size, spoils: readonly Spoil[]): Promise<Outcome> {
  const fleet = await openFleet(spoils);
  try {
    return await underRestarts(means, size, fleet);
  } finally {
    await fleet.close();
  }
}

async function underRestarts({ random, say }: Means, size: Size, fleet: Fleet): Promise<Outcome> {
  const milestones = await addReleases(fleet.databaseUrl, Math.round(size.requests / 5));
  const released = new Set<number>();
  const findings: string[] = [];
  const state = { isOver: false, requests: 0, next: 0 };

  /** Asks exactly once: whatever is not the answer the person wanted is a finding. */
  const ask = async (what: string, asking: () => Promise<Response>): Promise<boolean> => {
    state.requests += 1;
    try {
      const response = await asking();
      const answer = (await response.json()) as Answer;
      if (response.status === 200 && answer['error_code'] === 0) return true;
      findings.push(`${what} was answered ${response.status} ${JSON.stringify(answer).slice(0, 200)}`);
    } catch (error) {
      const { message, cause } = error as Error;
      findings.push(`${what} got no answer: ${message} ${cause instanceof Error ? cause.message : ''}`);
    }
    return false;
  };
  const work = async () => {
    while (!state.isOver || state.requests < size.requests) {
      const milestone = random() < 0.15 ? milestones[state.next++] : undefined;
      if (milestone === undefined) {
        const token = tokenOf(milestones[Math.floor(random() * milestones.length)]?.client ?? 0);
        await ask('the balance', () => fetch(`${fleet.url}/api/margin/basic?session_token=${token}`));
      } else if (await ask(`the release of milestone ${milestone.id}`, () => release(fleet.url, milestone))) {
        released.add(milestone.id);
      }
    }
  };
  const working = Promise.all(Array.from({ length: workers }, work));
  let slowestMs = 0;
  for (let count = 0; count < size.restarts; count += 1) {
    const { ms, code } = await fleet.restart(count % fleet.size);
    slowestMs = Math.max(slowestMs, ms);
    if (code !== 0) findings.push(`restart ${count + 1}: the process ended with ${code}`);
    if (ms > slowestStopMs) findings.push(`restart ${count + 1}: it took ${Math.round(ms)} ms to end`);
  }
  state.isOver = true;
  await working;
  say(`${size.restarts} restarts, ${state.requests} requests`);
  findings.push(...(await judgeReleases(fleet.databaseUrl, milestones, released)));
  if (fleet.unasked() > 0) findings.push(`${fleet.unasked()} processes ended by themselves`);
  return {
    findings,
    figures: {
      restarts: size.restarts,
      requests: state.requests,
      'of them releases of money': released.size,
      'slowest end of a process, ms': Math.round(slowestMs),
    },
  };
}

export const restarts: Proof = {
  name: 'restarts',
  follows: 'R19',
  claim: 'Replacing every process, one after the other, fails no request of those who work meanwhile.',
  needs: ['haproxy'],
  run: (means) => restartAll(means, sizes[means.tier], []),
  teeth: {
    fault: 'a process that is told to stop ends at once',
    run: (means) =>
      restartAll(means, { restarts: 2, requests: 2_000 }, [[/await stop;/g, 'await stop; process.exit(0);']]),
  },
};
