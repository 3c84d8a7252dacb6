/** Rows about the process itself: how soon it is there, what it weighs, and how it bears a flood. */
import { type Line, middle, type Row } from './compare.ts';
import { load, pace } from './load.ts';
import { type Program, type ProgramOptions, startLinggong } from './programs.ts';
import { detailTarget, signInTarget, type Stand } from './rows.ts';

export interface ProcessStand extends Stand {
  /** How to start another linggong beside the one that runs. */
  readonly another: ProgramOptions;
}

export function processRows(stand: ProcessStand): Row[] {
  return [
    { name: 'flood', measure: () => flood(stand) },
    { name: 'start', measure: () => start(stand) },
  ];
}

/** 100 requests a second for job pages, alone and while 32 connections sign in without a pause. */
async function flood(stand: Stand): Promise<Line[]> {
  const { linggong, settings } = stand;
  const [target] = await detailTarget(stand);
  const seconds = settings.seconds * settings.rounds;
  const ask = () => pace(target, { perSecond: 100, seconds });
  await ask();
  const alone = await ask();
  const [flooded] = await Promise.all([
    ask(),
    load(signInTarget(linggong.port), { connections: settings.connections, seconds }),
  ]);
  return [
    {
      row: 'p99 of job pages in a flood of sign-ins',
      unit: 'ms',
      linggong: flooded.p99,
      p50: flooded.p50,
      p99: flooded.p99,
      limit: 'the same, no sign-ins',
      limitValue: alone.p99,
      limitP50: alone.p50,
      limitP99: alone.p99,
      ratio: flooded.p99 / alone.p99,
    },
  ];
}

/** From the start of the process to the first 200 of /health/ready, on the data of this run; and its memory 10 s later. */
async function start({ another, settings }: ProcessStand): Promise<Line[]> {
  const times: number[] = [];
  let memory = Number.NaN;
  for (let round = 0; round < Math.max(3, settings.rounds); round += 1) {
    const program: Program = await startLinggong(another);
    times.push(program.readyAfter / 1_000);
    if (round === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      memory = await program.memory();
    }
    await program.stop();
  }
  const ready = middle(times);
  return [
    {
      row: 'start to ready, existing data',
      unit: 's',
      linggong: ready,
      gate: { text: '≤ 1.5 s', holds: ready <= 1.5 },
    },
    { row: 'memory, idle for 10 s', unit: 'MiB', linggong: memory, gate: { text: '≤ 200 MiB', holds: memory <= 200 } },
  ];
}
