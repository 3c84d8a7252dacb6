import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import { openStudio, type Studio } from '../../../test/project.ts';
import { DomainError } from '../../kernel/errors.ts';
import { listMessages } from '../inbox/index.ts';
import { balancesOf, verifyLedger } from '../ledger/index.ts';
import { answerHiring, offerHiring } from './hire.ts';
import { fundStep, judgeStep, completeStep, completeStepRecruiting } from './steps.ts';
import { projectProofs } from './steps.sql.ts';
import { terminateProject } from './review.ts';

let kit: Kit;
let studio: Studio;
let admin: TestPerson;

beforeAll(async () => {
  kit = await openKit({ market: 'iblock' });
  studio = await openStudio(kit);
  admin = await studio.add('administrator', '管理员');
});

afterAll(async () => {
  await kit.close();
});

const available = async (person: TestPerson) =>
  (await balancesOf(kit.work.read('iblock', person.actor), person.partyId)).available;
const proofs = () => verifyLedger(kit.database.reader, projectProofs);

/** How many of several attempts at once were kept; the others must have been refused, not failed. */
async function keptOf(attempts: readonly Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.allSettled(attempts);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DomainError);
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
}

const five = [1, 2, 3, 4, 5];

describe('at once', () => {
  it('a part is taken once, and counted once', async () => {
    const { projectId } = await studio.project();
    const [designer] = studio.designers as [TestPerson]; // There are three.
    const offers = five.map(() => studio.as(studio.manager, (ctx) => offerHiring(ctx, projectId, designer.userId)));
    expect(new Set(await Promise.all(offers)).size).toBe(1);
    const { items } = await listMessages(kit.work.read('iblock', designer.actor), {
      which: 'waiting',
      oldestFirst: false,
      page: { number: 1, size: 50 },
    });
    const asked = items.filter((one) => one.kind === 'hiring.offered');
    expect(asked).toHaveLength(1);
    const messageId = asked[0]?.id ?? 0n;
    const answers = five.map((number) =>
      studio.as(designer, (ctx) => answerHiring(ctx, { messageId }, number % 2 === 1)),
    );
    expect(await keptOf(answers)).toBe(1);
    const [counted] = await kit.database.reader.query<{ hired: number; real: bigint }>(
      {
        text: `select hired, (select count(*) from hiring where project_id = $1 and state = 'accepted') as real from project where id = $1`,
      },
      [projectId],
    );
    expect(counted?.hired).toBe(Number(counted?.real));
  });

  it('a step begins once, and is paid once', async () => {
    const meant = await studio.project([30_000n]);
    await kit.fund(studio.manager, 100_000n);
    const before = await available(studio.manager);
    const begins = five.map(() => studio.as(studio.manager, (ctx) => completeStepRecruiting(ctx, meant)));
    expect(await keptOf(begins)).toBe(1);
    expect(await available(studio.manager)).toBe(before - 30_000n);
    await studio.as(studio.manager, (ctx) => completeStep(ctx, meant));
    const [designer] = studio.designers as [TestPerson]; // There are three.
    const earned = await available(designer);
    const judges = five.map((number) =>
      studio.as(number % 2 === 0 ? studio.broker : studio.manager, (ctx) =>
        judgeStep(ctx, { ...meant, isAccepted: true }),
      ),
    );
    expect(await keptOf(judges)).toBe(1);
    expect((await available(designer)) - earned).toBe(27_000n);
    expect(await proofs()).toEqual([]);
  });

  it('a step is paid or its project terminated, never both', async () => {
    const meant = await studio.running([50_000n, 1n]);
    await studio.as(studio.manager, (ctx) => completeStep(ctx, meant));
    const before = await available(studio.manager);
    const attempts = [
      studio.as(studio.broker, (ctx) => judgeStep(ctx, { ...meant, isAccepted: true })),
      studio.as(admin, (ctx) => terminateProject(ctx, meant.projectId)),
    ];
    await keptOf(attempts);
    const back = (await available(studio.manager)) - before;
    expect([0n, 50_001n]).toContain(back);
    expect(await proofs()).toEqual([]);
  });
});

describe('the money of a step', () => {
  it('is never more or less than was set aside, whatever is paid out of it', async () => {
    const fen = fc.bigInt({ min: 0n, max: 5_000n });
    const wages = fc.array(fen, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        wages,
        fc.array(fen, { maxLength: 3 }),
        fc.array(fen, { maxLength: 2 }),
        async (agreed, paid, extra) => {
          const meant = await studio.running(agreed);
          const [broker, manager] = [studio.broker, studio.manager];
          for (const amount of extra.filter((one) => one > 0n)) {
            await kit.fund(manager, amount);
            await studio.as(manager, (ctx) => fundStep(ctx, meant, amount));
          }
          const held = [...agreed, ...extra].reduce((sum, one) => sum + one, 0n);
          await studio.as(manager, (ctx) => completeStep(ctx, meant));
          const payments = paid
            .slice(0, agreed.length)
            .map((amount, index) => ({ userId: studio.designers[index]?.userId ?? 0n, amount }));
          const wanted = payments.reduce((sum, { amount }) => sum + amount, 0n);
          const before = await available(manager);
          const judged = await studio
            .as(broker, (ctx) => judgeStep(ctx, { ...meant, isAccepted: true, payments }))
            .then(() => true)
            .catch((error: unknown) => {
              expect((error as DomainError).code).toBe('step.over_escrow');
              return false;
            });
          expect(judged).toBe(wanted <= held);
          expect((await available(manager)) - before).toBe(judged ? held - wanted : 0n);
        },
      ),
      { numRuns: 25 },
    );
    expect(await proofs()).toEqual([]);
  });

  it('is missed by the proofs when somebody touches it', async () => {
    const meant = await studio.running([40_000n]);
    const touch = (text: string) => kit.database.reader.query({ text }, [meant.stepId]);
    const found = async () => new Set((await proofs()).map(({ proof }) => proof));
    await touch('update step_funding set paid = 1 where step_id = $1');
    expect(await found()).toEqual(new Set(['step_escrow_unlike_fundings', 'hirings_unlike_fundings']));
    await touch('update step_funding set paid = 0 where step_id = $1');
    await touch(`update project_step set state = 'accepted' where id = $1`);
    expect(await found()).toEqual(new Set(['money_of_ended_steps']));
    await touch(`update project_step set state = 'running' where id = $1`);
    await touch(
      `update pay_order set state = 'open' where id in (select order_id from step_funding where step_id = $1)`,
    );
    expect(await found()).toEqual(new Set(['step_orders_unlike_fundings']));
    await touch(
      `update pay_order set state = 'paid' where id in (select order_id from step_funding where step_id = $1)`,
    );
    expect(await proofs()).toEqual([]);
  });
});
