/** Measures a row: the program and its limits by turns, so that whatever else the machine does falls on all of them. */
import { cpus } from 'node:os';
import { load, type Measured, type Target } from './load.ts';

export interface Settings {
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface Contender {
  readonly name: string;
  readonly target: Target;
}

/** One comparison of a row. */
export interface Line {
  readonly row: string;
  readonly unit: string;
  readonly linggong: number;
  readonly p50?: number;
  readonly p99?: number;
  /** What it is compared with. */
  readonly limit?: string;
  readonly limitValue?: number;
  readonly limitP50?: number;
  readonly limitP99?: number;
  /** linggong as a part of the limit. */
  readonly ratio?: number;
  readonly gate?: { readonly text: string; readonly holds: boolean };
}

export interface Row {
  readonly name: string;
  readonly measure: () => Promise<Line[]>;
}

/** The median. */
export const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** The median of the rounds of each contender, in the order given. Who begins changes from round to round. */
export async function byTurns(contenders: readonly Contender[], settings: Settings): Promise<Measured[]> {
  const { connections, rounds, seconds, warmUpSeconds } = settings;
  for (const { target } of contenders) await load(target, { connections, seconds: warmUpSeconds });
  const measured = contenders.map((): Measured[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const turn = contenders.map((_, place) => (place + round) % contenders.length);
    for (const place of turn) {
      const contender = contenders[place];
      if (contender) measured[place]?.push(await load(contender.target, { connections, seconds }));
    }
  }
  return measured.map((all) => ({
    rps: middle(all.map((one) => one.rps)),
    p50: middle(all.map((one) => one.p50)),
    p99: middle(all.map((one) => one.p99)),
    answers: all.reduce((sum, one) => sum + one.answers, 0),
  }));
}

/** The lines of one row: the first contender is linggong, the others its limits; gates by the limit's name. */
export async function compare(
  row: string,
  contenders: readonly [Contender, ...Contender[]],
  gates: Readonly<Record<string, number>>,
  settings: Settings,
): Promise<Line[]> {
  const [own, ...limits] = await byTurns(contenders, settings);
  if (!own) throw new Error('nothing was measured');
  return limits.map((limit, place) => {
    const name = contenders[place + 1]?.name ?? '';
    const ratio = own.rps / limit.rps;
    const least = gates[name];
    return {
      row,
      unit: 'requests/s',
      linggong: own.rps,
      p50: own.p50,
      p99: own.p99,
      limit: name,
      limitValue: limit.rps,
      limitP50: limit.p50,
      limitP99: limit.p99,
      ratio,
      ...(least !== undefined && { gate: { text: `≥ ${least.toFixed(2)}`, holds: ratio >= least } }),
    };
  });
}

/** The share of the machine, from 0 to 1, that is in use while we do nothing: somebody else's work. */
export async function othersShare(): Promise<number> {
  const [before, , after] = [cpuTimes(), await new Promise((resolve) => setTimeout(resolve, 1_000)), cpuTimes()];
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function cpuTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map((one) => one.idle)), all: sum(times.map((one) => sum(Object.values(one)))) };
}
