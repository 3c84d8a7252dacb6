/** R3: money under kills of the server and of the whole database. */
import type { Milestone } from '../bench/deals.ts';
import { untilAnswered } from './asking.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { addReleases, judgeReleases, release } from './releases.ts';
import { openStage, type Stage } from './stage.ts';

interface Size {
  readonly operations: number;
  readonly serverKills: number;
  readonly databaseKills: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { operations: 20_000, serverKills: 20, databaseKills: 10 },
  night: { operations: 200_000, serverKills: 500, databaseKills: 200 },
};
const workers = 16;

/** Clients release milestones, each until it has a definite answer, while everything around them is killed. */
async function crash(means: Means, size: Size, settings: Readonly<Record<string, string>>): Promise<Outcome> {
  const stage = await openStage({ settings });
  try {
    return await underKills(means, size, stage);
  } finally {
    await stage.close();
  }
}

async function underKills({ random, say }: Means, size: Size, stage: Stage): Promise<Outcome> {
  const milestones = await addReleases(stage.databaseUrl(), size.operations);
  // What was prepared is on the disk: what is lost then was acknowledged to people.
  await stage.query('checkpoint');
  say(`${milestones.length} milestones wait for their release`);
  const released = new Set<number>();
  const findings: string[] = [];
  let next = 0;
  let retries = 0;
  const work = async () => {
    for (let at = next++; at < milestones.length; at = next++) {
      const milestone = milestones[at] as Milestone; // `at` is one of its places.
      const { answer, tries } = await untilAnswered(() => release(stage.url, milestone));
      retries += tries - 1;
      // After a lost answer the repeated request finds the milestone released: that is an acknowledgement too.
      if (answer['error_code'] === 0 || tries > 1) released.add(milestone.id);
      else findings.push(`milestone ${milestone.id} was refused: ${JSON.stringify(answer)}`);
    }
  };
  const working = Promise.all(Array.from({ length: workers }, work));
  const state = { isDone: false };
  void working.finally(() => {
    state.isDone = true;
  });

  const kills = { server: 0, database: 0 };
  let slowest = 0;
  // Kills are drawn over the work and not over time: each of them meets people at work, and none is left over.
  for (const { after, what } of killsOver(milestones.length, size, random)) {
    while (released.size < after && !state.isDone) await new Promise((resolve) => setTimeout(resolve, 5));
    const ms = what === 'database' ? await stage.killDatabase() : await stage.killServer();
    kills[what] += 1;
    slowest = Math.max(slowest, ms);
  }
  await working;
  say(`${kills.server} kills of the server, ${kills.database} of the database, ${retries} repeated requests`);
  findings.push(...(await judgeReleases(stage.databaseUrl(), milestones, released)));
  if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
  return {
    findings,
    figures: {
      operations: milestones.length,
      'server kills': kills.server,
      'database kills': kills.database,
      'repeated requests': retries,
      'slowest return, ms': Math.round(slowest),
    },
  };
}

interface Kill {
  /** How many acknowledgements come before it. */
  readonly after: number;
  readonly what: 'server' | 'database';
}

/** As many kills of each as are asked for, in an order and at moments that chance decides. */
function killsOver(operations: number, { serverKills, databaseKills }: Size, random: () => number): Kill[] {
  const left = { server: serverKills, database: databaseKills };
  const moments = Array.from({ length: serverKills + databaseKills }, () => Math.floor(random() * 0.98 * operations));
  return moments
    .sort((a, b) => a - b)
    .map((after) => {
      const what = random() < left.server / (left.server + left.database) ? 'server' : 'database';
      left[what] -= 1;
      return { after, what };
    });
}

export const crashes: Proof = {
  name: 'crashes',
  follows: 'R3',
  claim:
    'Killing the server or the whole database at any moment loses no acknowledged movement of money and makes none twice.',
  run: (means) => crash(means, sizes[means.tier], {}),
  teeth: {
    fault: 'the database acknowledges before it has written (synchronous_commit = off)',
    run: (means) =>
      crash(
        means,
        { operations: 6_000, serverKills: 0, databaseKills: 8 },
        { synchronous_commit: 'off', wal_writer_delay: '10s' },
      ),
  },
};
