import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { pause, type RunningServer, runProgram, startServer } from '../kit/server.ts';

const started: RunningServer[] = [];

async function start(settings: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer('cloudwork', settings);
  started.push(server);
  return server;
}

afterAll(async () => {
  for (const server of started) await server.stop();
});

const production = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  APP_SECRET: 'a secret of more than thirty-two characters',
  ALIPAY_APP_ID: '2021000000000001',
  ALIPAY_SELLER_ID: '2088000000000001',
  ALIPAY_PRIVATE_KEY: 'not looked at before it is needed',
  ALIPAY_PUBLIC_KEY: 'not looked at before it is needed',
  MARKETS: 'cloudwork,channel',
  SMS_PROVIDER: 'aliyun',
  SMS_KEY_ID: 'key',
  SMS_KEY_SECRET: 'secret',
};

describe('a process that is told to stop', () => {
  it('does not wait for a connection on which nothing has been asked', async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const startedAt = performance.now();
    expect(await server.terminate()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    socket.destroy();
  });

  it('ends by itself after a sign-in, whose threads wait for the next', async () => {
    const server = await start();
    const form = new URLSearchParams({ username: 'nobody', password: 'wrong-123456' });
    expect((await fetch(`${server.url}/api/user/signin`, { method: 'POST', body: form })).status).toBe(200);
    const startedAt = performance.now();
    expect(await server.terminate()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });

  it('answers every request it has taken, and ends by itself', async () => {
    const server = await start();
    const requests = Array.from({ length: 200 }, () =>
      fetch(`${server.url}/api/jobs/search`, { method: 'POST', body: new URLSearchParams({ keyword: '小程序' }) }).then(
        async (answer) => ({ status: answer.status, body: (await answer.json()) as object }),
        // A connection that was not accepted any more: the proxy asks another process.
        (error: unknown) => ({ refused: String((error as { cause?: { code?: string } }).cause?.code) }),
      ),
    );
    await requests[0];
    const code = await server.terminate();
    const answers = await Promise.all(requests);
    expect(code).toBe(0);
    for (const answer of answers) {
      if ('refused' in answer) expect(answer.refused).toMatch(/ECONNREFUSED|UND_ERR_SOCKET|ECONNRESET/);
      else expect(answer).toMatchObject({ status: 200, body: { error_code: 0 } });
    }
    expect(answers.filter((answer) => 'status' in answer).length).toBeGreaterThan(0);
  });

  it('says so first, and still answers until proxies have noticed', async () => {
    const server = await start({ DRAIN_SECONDS: '2' });
    const { origin } = new URL(server.url);
    const ended = server.terminate();
    const drained = performance.now() + 1_500;
    await expect.poll(async () => (await fetch(`${origin}/health/ready`)).status).toBe(503);
    while (performance.now() < drained) {
      const answer = await fetch(`${server.url}/api/jobs/search`, { method: 'POST', body: new URLSearchParams() });
      expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
      await answer.arrayBuffer();
    }
    expect(await ended).toBe(0);
    await expect(fetch(`${origin}/health/live`)).rejects.toThrow('fetch failed');
  });
});

describe('a process that is told to stop twice', () => {
  it('stops as if it had been told once: a terminal tells whoever runs in it, and npm tells them again', async () => {
    const server = await start({ DRAIN_SECONDS: '1' });
    const first = server.terminate();
    await pause(300);
    expect(await server.terminate()).toBe(0);
    expect(await first).toBe(0);
  });
});

describe('production', () => {
  it('refuses to start without its secrets, or with anything of development switched on', async () => {
    const environment = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      ANSWER_SMS_CODE: 'true',
      APP_SECRET: 'short',
    };
    const { code, output } = await runProgram(['serve'], environment);
    expect(code).toBe(1);
    for (const name of [
      'DATABASE_URL',
      'BASE_URL',
      'ALIPAY_PRIVATE_KEY',
      'SMS_KEY_SECRET',
      'WECHAT_PAY_API_KEY',
      'ANSWER_SMS_CODE must be off',
      'APP_SECRET must have 32',
    ]) {
      expect(output).toContain(name);
    }
    expect(output).not.toContain('    at ');
  });

  it('has nothing of development in it', async () => {
    const server = await start(production);
    const { origin } = new URL(server.url);
    for (const path of [
      '/dev/outbox',
      '/dev/clock',
      '/dev/reviews',
      '/sandbox/alipay/gateway.do',
      '/sandbox/wechat/pay',
      '/gig/index/goods/index',
    ]) {
      expect([path, (await fetch(origin + path)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect(server.output()).not.toContain('demo');
  });

  it('demands that the database was migrated', async () => {
    const server = await start();
    const name = new URL(server.databaseUrl);
    name.pathname = '/postgres';
    const { code, output } = await runProgram(['serve'], {
      ...process.env,
      ...production,
      BASE_URL: server.url,
      DATABASE_URL: name.href,
    });
    expect(code).toBe(1);
    expect(output).toContain('run "linggong migrate" first');
  });
});
