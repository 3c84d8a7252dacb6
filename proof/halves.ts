/** R4: every operation that moves money, cut off at each of its statements, and asked for again as a client would. */
import { advance } from './callers.ts';
import type { Move } from './moves.ts';
import { cloudworkMoves } from './moves-cloudwork.ts';
import { consultingMoves, gigMoves, iblockMoves } from './moves-others.ts';
import { differences, pictureOf } from './picture.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import type { Loss, Wire } from './severing.ts';
import { openStage, type Stage } from './stage.ts';

/** How an operation is cut off: its connections to the database, or the whole process. */
type Way = Loss | 'killed';

const waysOf: Readonly<Record<Means['tier'], readonly Way[]>> = {
  gate: ['lost'],
  night: ['lost', 'unsent', 'killed'],
};
const never = Number.MAX_SAFE_INTEGER;
const patienceMs = 30_000;

interface Scene {
  readonly stage: Stage;
  readonly wire: Wire;
}

/** What a move does when nothing happens to it. */
interface Whole {
  readonly statements: number;
  readonly done: string;
}

type Ask = () => Promise<Response>;

/** The status of the answer; 0 when there was none. */
const statusOf = (ask: Ask): Promise<number> =>
  ask().then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );

const isDefinite = (status: number): boolean => status > 0 && status < 500;

async function untilDefinite(ask: Ask): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!isDefinite(await statusOf(ask))) {
    if (performance.now() > until) throw new Error('no definite answer within half a minute');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What tasks that failed do later; the two minutes for which whoever was cut off had them are over. */
async function goOn({ stage }: Scene, ask: Ask): Promise<void> {
  await stage.query('update task set leased_until = null where failed_at is null');
  await untilDefinite(ask);
  await untilDefinite(() => advance(stage, 'PT2H'));
}

/** Prepares a move in a house in which nothing else is due, and whose people stay signed in while the clock moves. */
async function prepare({ stage }: Scene, move: Move): Promise<Ask> {
  await stage.query('delete from task');
  await stage.query(`update session set expires_at = '2999-01-01'`);
  return move.prepare();
}

async function whole(scene: Scene, move: Move): Promise<Whole> {
  const { stage, wire } = scene;
  const ask = await prepare(scene, move);
  const before = await pictureOf(stage, move.after !== 'waits');
  wire.arm(never, 'lost');
  const response = await ask();
  const { statements } = wire.disarm();
  const answer = await response.text();
  if (!isDefinite(response.status)) throw new Error(`${move.market}: ${move.name}: ${response.status} ${answer}`);
  if (move.after === 'waits') await goOn(scene, ask);
  const done = differences(before, await pictureOf(stage, move.after !== 'waits'));
  if (done === '') throw new Error(`${move.market}: ${move.name} did nothing: ${answer}`);
  return { statements, done };
}

/** Cuts a move off at one of its statements; answers what is wrong afterwards. */
async function cutOff(scene: Scene, move: Move, { done }: Whole, at: number, way: Way): Promise<string | undefined> {
  const { stage, wire } = scene;
  const ask = await prepare(scene, move);
  const before = await pictureOf(stage, move.after !== 'waits');
  let back: Promise<unknown> = Promise.resolve();
  wire.arm(at, way === 'killed' ? 'lost' : way, () => {
    if (way === 'killed') back = stage.killServer();
  });
  const status = await statusOf(ask);
  wire.disarm();
  await back;
  if (move.after === 'looks first' && !isDefinite(status)) {
    const since = differences(before, await pictureOf(stage, true));
    if (since !== done) await untilDefinite(ask);
  } else if (move.after === 'waits') await goOn(scene, ask);
  else if (!isDefinite(status)) await untilDefinite(ask);
  const found = differences(before, await pictureOf(stage, move.after !== 'waits'));
  if (found === done) return undefined;
  if (move.after === 'may be refused' && !isDefinite(status) && found === '') return undefined;
  return `instead of [${done}] it did [${found}]`;
}

async function cutAll(means: Means, isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage({ demo: true, byWire: true, ...(isSpoilt && { spoils: halfway }) });
  const findings: string[] = [];
  const figures: Record<string, number> = { operations: 0, statements: 0, 'cut off': 0 };
  const count = (name: string, by: number) => (figures[name] = (figures[name] ?? 0) + by);
  try {
    const { wire } = stage;
    if (!wire) throw new Error('there is no wire to cut');
    const scene = { stage, wire };
    const made = isSpoilt ? [cloudworkMoves] : [cloudworkMoves, gigMoves, consultingMoves, iblockMoves];
    for (const movesOf of made) {
      for (const move of await movesOf(stage)) {
        if (isSpoilt && move.name !== 'a milestone is released') continue;
        // The first of its kind may do more than the next: it is not the one that others are compared with.
        await whole(scene, move);
        const one = await whole(scene, move);
        count('operations', 1);
        count('statements', one.statements);
        means.say(`${move.market}: ${move.name}: ${one.statements} statements`);
        for (const way of isSpoilt ? ['lost' as const] : waysOf[means.tier]) {
          for (let at = 1; at <= one.statements; at += 1) {
            const trouble = await cutOff(scene, move, one, at, way);
            count('cut off', 1);
            if (trouble) findings.push(`${move.market}: ${move.name}, ${way} at statement ${at}: ${trouble}`);
          }
        }
      }
    }
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    return { figures, findings };
  } finally {
    await stage.close();
  }
}

/** What came before a movement of money is kept, whatever becomes of the movement. */
const halfway = [
  [/(async function post\(ctx, \w+\) \{)/g, '$1 for (const text of ["commit", "begin"]) await ctx.db.query({ text });'],
] as const;

export const halves: Proof = {
  name: 'halves',
  follows: 'R4',
  claim:
    'A movement of money that is cut off at any of its statements, and asked for again, is done once and whole, or not at all.',
  run: (means) => cutAll(means, false),
  teeth: { fault: 'an operation commits before its money has moved', run: (means) => cutAll(means, true) },
};
