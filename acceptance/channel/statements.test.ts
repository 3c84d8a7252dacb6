import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, openChannel, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;
let folder: string;

const pay = (of: Channel, id: string, application: string, amount: number, time: string, status = 'completed') =>
  of.post('/payments', {
    ...samples.payment(id, application, 'U1'),
    amount,
    payment_time: time,
    status,
  });

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-books');
  folder = await mkdtemp(join(tmpdir(), 'linggong-report-'));
  const sandbox = await openChannel(server, 'partner-play', '--sandbox');
  for (const one of [channel, sandbox]) {
    await one.post('/users', { ...samples.user('U1'), name: '=张,三' });
    for (const company of ['C1', 'C2']) {
      await one.post('/companies', samples.company(company));
      await one.post('/tasks', samples.task(`T-${company}`, company));
      await one.post('/applications', samples.application(`A-${company}`, 'U1', `T-${company}`));
    }
    await pay(one, 'P1', 'A-C1', 0.1, '2024-02-01T00:00:00+08:00');
    await pay(one, 'P2', 'A-C1', 0.2, '2024-02-29T23:59:59+08:00');
    await pay(one, 'P3', 'A-C1', 5, '2024-03-01T00:00:00+08:00');
    await pay(one, 'P4', 'A-C1', 7, '2024-02-10T00:00:00+08:00', 'pending');
    await pay(one, 'P5', 'A-C2', 90_071_992.99, '2024-02-10T00:00:00+08:00');
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  await server.stop();
});

const statement = async (path: string, of = channel) => {
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${of.token}` } });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: Buffer.from(await answer.arrayBuffer()),
  };
};
const linesOf = (bytes: Buffer) => bytes.toString().replace('\ufeff', '').trim().split('\r\n');

describe('a company’s monthly statement', () => {
  it('holds what was completed in the Shanghai month, with its sum to the fen', async () => {
    const { status, type, body } = await statement('/companies/C1/statements/2024-02');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = linesOf(body);
    expect(lines[0]).toBe('某某科技有限公司 2024-02 付款对账单');
    expect(lines.slice(2).map((line) => line.split(',')[0])).toEqual(['P1', 'P2', '合计']);
    expect(lines[2]).toContain(',"\'=张,三",110101********1237,T-C1,');
    expect(lines.at(-1)).toBe('合计,2 笔,,,,,,,,0.30');
    expect(linesOf((await statement('/companies/C2/statements/2024-02')).body).at(-1)).toBe(
      '合计,1 笔,,,,,,,,90071992.99',
    );
    expect(linesOf((await statement('/companies/C2/statements/2024-01')).body).at(-1)).toBe('合计,0 笔,,,,,,,,0.00');
  });

  it('is a workbook as well', async () => {
    const { type, body } = await statement('/companies/C1/statements/2024-02?format=xlsx');
    expect(type).toContain('spreadsheetml');
    expect(body.subarray(0, 2).toString()).toBe('PK');
  });

  it.each([
    ['/companies/C1/statements/2024-13', 400],
    ['/companies/C1/statements/202402', 400],
    ['/companies/C1/statements/2024-02?format=pdf', 400],
    ['/companies/C9/statements/2024-02', 404],
  ])('is refused at %s', async (path, status) => {
    expect((await statement(path)).status).toBe(status);
  });

  it('is its partner’s alone', async () => {
    const other = await openChannel(server, 'partner-books-2');
    expect((await statement('/companies/C1/statements/2024-02', other)).status).toBe(404);
  });
});

describe('the quarterly report of the platform', () => {
  it('adds up what everybody was paid, without sandboxes', async () => {
    const file = join(folder, 'quarter.csv');
    const { code, output } = await server.command('channel', 'report', '2024-Q1', '--out', file);
    expect([code, output]).toEqual([0, expect.stringContaining('1 people')]);
    const lines = linesOf(await readFile(file));
    expect(lines[1]).toContain('partner-books,partner-books,U1,"\'=张,三",110101199001011237,13800138000,');
    expect(lines.slice(1).map((line) => line.split(',').slice(-2))).toEqual([
      ['4', '90071998.29'],
      ['4', '90071998.29'],
    ]);
    expect(execFileSync('stat', ['-c', '%a', file]).toString().trim()).toBe('600');
  });

  it('is refused for what is no quarter or no known kind of file', async () => {
    expect((await server.command('channel', 'report', '2024-Q5', '--out', join(folder, 'x.csv'))).code).toBe(1);
    expect((await server.command('channel', 'report', '2024-Q1', '--out', join(folder, 'x.pdf'))).code).toBe(1);
  });
});
