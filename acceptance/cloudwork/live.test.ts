/** What pages need beside the document: word of changes, the history of a contract, whose turn it is, what may be done now. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, type RunningServer, startServer } from '../kit/server.ts';
import { call, type Person, signUp, topUp } from './client.ts';
import { contractOf, offerFixed, offerHourly, payOrder, postJob } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
  await topUp(client, 10_000);
});

afterAll(() => server.stop());

/** An open page: what it has been told, in order. */
async function openPage(url: string, person: Person) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/events?session_token=${person.token}`, { signal: stop.signal });
  const told: { kind: string; ref: string }[] = [];
  let isOver = false;
  const reader = answer.body?.getReader();
  void (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      for (const [, data = ''] of decoder.decode(part.value).matchAll(/^data: (.*)$/gm)) told.push(JSON.parse(data));
    }
    isOver = true;
  })().catch(() => undefined);
  const hears = async (kind: string) => {
    for (let wait = 0; wait < 100 && !told.some((one) => one.kind === kind); wait += 1) await pause(30);
    return told.find((one) => one.kind === kind);
  };
  return { answer, told, hears, isOver: () => isOver, close: () => stop.abort() };
}

async function talking(): Promise<number> {
  const job = await postJob(client, `消息 ${Math.random()}`);
  const { proposal_id } = await freelancer.post('/api/proposal', {
    job_id: job,
    amount: 100,
    duration: 3,
    message: '您好',
  });
  return proposal_id;
}

describe('an open page', () => {
  it('is told of what concerns its reader and of nothing else', async () => {
    const stranger = await signUp(server, 1, '路人');
    const [mine, theirs] = [await openPage(server.url, freelancer), await openPage(server.url, stranger)];
    expect(mine.answer.headers.get('content-type')).toContain('text/event-stream');
    const proposal = await talking();
    expect(await mine.hears('proposal')).toEqual({ kind: 'proposal', ref: String(proposal) });
    await client.post('/api/proposal/message', { proposal_id: proposal, content: '在吗' });
    expect(await mine.hears('message')).toEqual({ kind: 'message', ref: '' });
    expect(await mine.hears('notice')).toBeDefined();
    expect(theirs.told).toEqual([]);
    mine.close();
    theirs.close();
  });

  it('is for those who are signed in, and only so many at once', async () => {
    expect(await call(server.url, 'GET', '/api/events')).toMatchObject({ error_code: 80001 });
    const person = await signUp(server, 1, '很多页');
    const pages = [];
    for (let count = 0; count < 12; count += 1) pages.push(await openPage(server.url, person));
    const refused = await fetch(`${server.url}/api/events?session_token=${person.token}`);
    expect(await refused.json()).toMatchObject({ error_code: 42901 });
    pages[0]?.close();
    await pause(200);
    const again = await openPage(server.url, person);
    expect(again.answer.headers.get('content-type')).toContain('text/event-stream');
    for (const page of [...pages, again]) page.close();
  });

  it('hears of what another process has done, and is let go when its own ends', async () => {
    const { url, stop } = await anotherProcess();
    const page = await openPage(url, freelancer);
    const proposal = await talking();
    expect(await page.hears('proposal')).toEqual({ kind: 'proposal', ref: String(proposal) });
    const startedAt = performance.now();
    expect(await stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(page.isOver()).toBe(true);
  });
});

/** A second server on the same database. */
async function anotherProcess(): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const environment = {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: server.databaseUrl,
    DEMO: 'false',
    LOG_LEVEL: 'warn',
  };
  const child: ChildProcess = spawn(process.execPath, ['bin/linggong.js', 'serve'], {
    env: environment,
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/cloudwork`;
  for (let wait = 0; wait < 200; wait += 1) {
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) break;
    await pause(50);
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  return {
    url,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

describe('a contract', () => {
  it('says whose turn it is, what may be done now, and what has happened', async () => {
    const job = await postJob(client, '轮到谁');
    const milestones = JSON.stringify([
      { name: '一', amount: 1000, end_at: '2099-02-01' },
      { name: '二', amount: 500 },
    ]);
    const deal = await offerFixed(client, freelancer, job, { amount: 1500, milestones });
    const seen = async (person: Person) => {
      const { turn, moves, in_escrow, fee_percent, stones } = await contractOf(person, deal.contractId);
      return { turn, moves, in_escrow, fee_percent, stones };
    };
    expect(await seen(client)).toMatchObject({
      turn: { by: 'client', move: 'fund', until: '' },
      moves: ['fund', 'revoke'],
      in_escrow: 0,
    });
    await payOrder(client, deal, 'milestone');
    const offered = await seen(freelancer);
    expect(offered).toMatchObject({
      turn: { by: 'freelancer', move: 'accept', otherwise: 'expire' },
      moves: ['accept', 'refuse'],
      in_escrow: 1500,
      fee_percent: 10,
    });
    expect(offered.turn.until).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
    const [first] = (await seen(freelancer)).stones;
    expect(first).toMatchObject({ moves: ['submit'], fee: 100 });
    expect(await seen(client)).toMatchObject({
      turn: { by: 'freelancer', move: 'submit', until: '2099-02-02 00:00:00' },
      moves: ['pause', 'finish', 'dispute'],
    });
    await freelancer.put('/api/milestone', { milestone_id: first.id, message: '好了' });
    expect(await seen(client)).toMatchObject({
      turn: { by: 'client', move: 'approve' },
      stones: [{ moves: ['approve', 'release', 'sendBack', 'dispute'] }, {}],
    });
    await client.put('/api/contract', { contract_id: deal.contractId, status: 'pause' });
    expect(await seen(client)).toMatchObject({ turn: { by: 'client', move: 'resume' }, stones: [{ moves: [] }, {}] });
    await client.put('/api/contract', { contract_id: deal.contractId, status: 'finish', is_pay: false });
    expect(await seen(freelancer)).toMatchObject({
      turn: { by: 'operator', move: 'settle' },
      moves: [],
      in_escrow: 1000,
    });

    const { moves } = await freelancer.get('/api/contract/history', { contract_id: deal.contractId });
    expect(
      moves.map((one: { subject: string; move: string; by: string }) => `${one.subject} ${one.move} ${one.by}`),
    ).toEqual(
      expect.arrayContaining([
        'contract fund client',
        'contract accept freelancer',
        'milestone submit freelancer',
        'contract pause client',
        'contract dispute client',
      ]),
    );
    expect(moves.find((one: { move: string }) => one.move === 'submit')).toMatchObject({
      subject_id: first.id,
      note: '好了',
      status: 'carry_pay',
    });
    const stranger = await signUp(server, 1, '路人乙');
    expect(await stranger.get('/api/contract/history', { contract_id: deal.contractId })).toMatchObject({
      error_code: 20373,
    });
    expect(await stranger.get('/api/contract/history')).toMatchObject({ error_code: 20371 });
  });

  it('by the hour says when a week is reviewed by silence', async () => {
    const job = await postJob(client, '按小时轮到谁', { paymethod: 'hour', workload: 1, budget: '' });
    const deal = await offerHourly(client, freelancer, job);
    await payOrder(client, deal, 'weekstone');
    await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
    expect((await contractOf(freelancer, deal.contractId)).turn).toMatchObject({
      by: 'freelancer',
      move: 'record',
      otherwise: 'close',
    });
    await server.advance('P7D');
    const { turn, stones } = await contractOf(client, deal.contractId);
    expect(turn).toMatchObject({ by: 'client', move: 'approve', otherwise: 'approveBySilence' });
    expect(stones[0].deadline).toBe(turn.until);
    const { weekstone } = await client.get('/api/weekstone/pay', { contract_id: deal.contractId });
    expect(weekstone).toMatchObject({ deadline: turn.until, limit_times: 600 });
    await server.advance('P2DT1H');
    expect(await contractOf(client, deal.contractId)).toMatchObject({
      status: 'pause',
      turn: { by: 'client', move: 'resume' },
    });
  });
});

describe('a proposal and a job', () => {
  it('say what may be asked of them now, and each of it is then done', async () => {
    const job = await postJob(client, '可以做什么');
    const { proposal_id } = await freelancer.post('/api/proposal', {
      job_id: job,
      amount: 100,
      duration: 3,
      message: '您好',
    });
    const movesOf = async (person: Person) =>
      (await person.get('/api/proposal', { proposal_id }))['proposals'][0].moves;
    const reason = async (person: Person, qtype: string) =>
      (await person.get('/api/question', { qtype }))['questions'][0].question_id;
    const move = (person: Person, operate: string, fields = {}) =>
      person.put('/api/proposal', { proposal_id, operate, ...fields });
    expect(await movesOf(client)).toEqual(['accept', 'refuse', 'archive', 'offer']);
    expect(await movesOf(freelancer)).toEqual(['revoke']);
    expect(await move(client, 'archive')).toMatchObject({ error_code: 0 });
    expect(await movesOf(client)).toEqual(['unfreeze']);
    expect(await move(client, 'unfreeze')).toMatchObject({ error_code: 0 });
    expect(await move(client, 'accept')).toMatchObject({ error_code: 0 });
    expect(await movesOf(freelancer)).toEqual(['revoke', 'archive']);
    expect(await move(freelancer, 'archive')).toMatchObject({ error_code: 0 });
    expect(await movesOf(freelancer)).toEqual(['unfreeze']);
    expect(await move(freelancer, 'unfreeze')).toMatchObject({ error_code: 0 });
    expect(
      await move(freelancer, 'revoke', { question_id: await reason(freelancer, 'proposal_revoke_f') }),
    ).toMatchObject({ error_code: 0 });
    expect(await movesOf(freelancer)).toEqual(['reactive']);
    expect(await movesOf(client)).toEqual([]);
    expect(await move(freelancer, 'reactive', { amount: 90 })).toMatchObject({ error_code: 0 });
    expect(await move(client, 'refuse', { question_id: await reason(client, 'proposal_refuse_c') })).toMatchObject({
      error_code: 0,
    });
    expect(await movesOf(client)).toEqual(['unfreeze']);

    const jobMoves = async (person: Person) => (await person.get('/api/jobs', { job_id: job }))['job'].moves;
    expect(await jobMoves(client)).toEqual(['private', 'close', 'delete']);
    expect(await jobMoves(freelancer)).toEqual([]);
    expect(await client.put('/api/jobs/status', { job_id: job, status: 'close' })).toMatchObject({ error_code: 0 });
    expect((await client.get('/api/jobs/my', { status: 'close' }))['jobs'][0]).toMatchObject({
      id: job,
      moves: ['normal', 'delete'],
    });
  });
});

it('the rules of the house are told to everybody', async () => {
  expect(await call(server.url, 'GET', '/api/rules')).toMatchObject({
    error_code: 0,
    fee_percent: 10,
    offer_days: 2,
    review_days: 2,
    withdrawal_min: 100,
  });
});
