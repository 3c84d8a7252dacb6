/** Withdrawals, asked for by the one and completed by the other (seed 001, 4.5.3 and 4.5.4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { answer, join, type Person, recharge, until } from './client.ts';

let server: RunningServer;
let designer: Person;
let second: Person;
let broker: Person;
let admin: Person;
let admin2: Person;

beforeAll(async () => {
  server = await startServer('iblock', { IBLOCK_PAYOUT_SECOND_ABOVE: '2000' });
  [broker, admin, admin2] = [await join(server, 'broker'), await join(server, 'admin'), await join(server, 'admin')];
  [designer, second] = [await join(server, 'designer'), await join(server, 'designer')];
  await recharge(designer, 2520);
  await recharge(second, 2790.45);
}, 60_000);

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const balance = async (person: Person) => (await person.get('/account/balance'))['data'];

describe('a withdrawal', () => {
  const apply = (person: Person, amount: unknown, alipayAccount: unknown = 'designer@example.com') =>
    person.post('/account/applyWithdrawl', { amount, alipayAccount });

  it('is asked for, and completed by an administrator, to the account that was asked for', async () => {
    expect(await apply(designer, 99_999)).toMatchObject({ status: 415 });
    expect(await apply(designer, 0)).toMatchObject({ status: 415 });
    expect(await apply(designer, -5)).toMatchObject({ status: 415 });
    expect(await apply(designer, 10.001)).toMatchObject({ status: 415 });
    expect(await apply(designer, 500, 'no account')).toMatchObject({ status: 415 });
    expect(await apply(broker, 500)).toMatchObject({ status: 403 });
    expect(await apply(designer, 500)).toMatchObject({ status: 0 });
    expect(await balance(designer)).toEqual({ balance: 2020, withdrawing: 500, inEscrow: 0 });
    const asked = await admin.message('请求提现', true);
    expect(asked).toMatchObject({
      type: 1,
      msg: `{${designer.name}|user/${designer.id}} 请求提现 金额 500.00。`,
      service: 'account/withdraw',
      postparams: {
        messageid: asked['id'],
        amount: 500,
        alipayAccount: 'designer@example.com',
        userid: designer.id,
      },
    });
    const theirs = await admin2.message('请求提现', true);
    expect(await answer(designer, asked)).toMatchObject({ status: 403 });
    expect(await answer(admin2, asked)).toMatchObject({ status: 404 });
    const forged = { amount: 2000, alipayAccount: 'thief@example.com', userid: second.id };
    expect(await answer(admin, asked, forged)).toMatchObject({ status: 0 });
    expect(await answer(admin, asked)).toMatchObject({ status: 415 });
    expect(await answer(admin2, theirs)).toMatchObject({ status: 415 });
    expect(await designer.message('您的提现申请 500元 已经被处理成功。')).toMatchObject({ type: 0 });
    await server.advance('PT2H');
    expect(await balance(designer)).toEqual({ balance: 2020, withdrawing: 0, inEscrow: 0 });
  });

  it('comes back when it is refused, and when the rail cannot pay it', async () => {
    expect(await apply(designer, 20)).toMatchObject({ status: 0 });
    const asked = await admin2.message('请求提现', true);
    expect(await answer(admin2, asked, { accept: false })).toMatchObject({ status: 0 });
    expect(await balance(designer)).toEqual({ balance: 2020, withdrawing: 0, inEscrow: 0 });
    expect(await designer.message('未获批准')).toMatchObject({ type: 0 });

    expect(await apply(second, 100, '13900000000')).toMatchObject({ status: 0 });
    expect(await answer(admin, await admin.message('请求提现', true))).toMatchObject({ status: 0 });
    await server.advance('PT2H');
    await until(async () => (await balance(second)).balance === 2790.45);
    expect(await second.message('未能到账')).toMatchObject({ type: 0 });
  });

  it('may be decided at the console, and then no administrator is asked any more', async () => {
    expect(await apply(designer, 30)).toMatchObject({ status: 0 });
    const asked = await admin.message('请求提现', true);
    const root = new URL(server.url).origin;
    const reviews = (await (await fetch(`${root}/dev/reviews?market=iblock`)).json()) as { id: string; kind: string }[];
    const payout = reviews.find((one) => one.kind === 'payout');
    const decided = await fetch(`${root}/dev/reviews/${payout?.id}?market=iblock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accept: true }),
    });
    expect(decided.status).toBe(200);
    await until(async () => (await admin.message('请求提现')).status === 1);
    expect(await answer(admin, asked)).toMatchObject({ status: 415 });
  });

  it('above the limit is for two operators, and not for an administrator', async () => {
    expect(await apply(second, 2500)).toMatchObject({ status: 0 });
    const asked = await admin.message('金额 2500.00', true);
    expect(await answer(admin, asked)).toMatchObject({ status: 403 });
    expect(await admin.message('金额 2500.00', true)).toMatchObject({ status: 0 });
    expect(await answer(admin, asked, { accept: false })).toMatchObject({ status: 0 });
    expect((await balance(second)).balance).toBe(2790.45);
  });
});
