import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { aliyunIdentityCheck } from './aliyun.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** An authority that gives one answer to all, and what it was asked. */
async function authority(status: number, answer: string) {
  const asked: URLSearchParams[] = [];
  const actions: unknown[] = [];
  server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://localhost').searchParams);
    actions.push([request.headers['x-acs-action'], request.headers['x-acs-version']]);
    response.writeHead(status).end(answer);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = () => new Date('2026-03-01T01:02:03Z');
  return { check: aliyunIdentityCheck({ accessKeyId: 'id', accessKeySecret: 'secret', now, baseUrl }), asked, actions };
}

const person = { name: '张三', number: '11010519491231002X' };
const result = (code: unknown) => JSON.stringify({ Code: '200', RequestId: 'r', ResultObject: { BizCode: code } });

test.each([
  ['1', true],
  [1, true],
  ['2', false],
])('the result %j says %s', async (code, expected) => {
  const { check, asked, actions } = await authority(200, result(code));
  expect(await check.matches(person)).toBe(expected);
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    ParamType: 'normal',
    UserName: '张三',
    IdentifyNum: '11010519491231002X',
  });
  expect(actions).toEqual([['Id2MetaVerify', '2019-03-07']]);
});

test.each([
  ['a number that is not on record', 200, result('3')],
  ['no result', 200, JSON.stringify({ Code: '200' })],
  ['a refusal', 400, JSON.stringify({ Code: '401', RequestId: 'r' })],
  ['nonsense', 502, '<html>'],
])('%s is no answer', async (_what, status, answer) => {
  const { check } = await authority(status, answer);
  await expect(check.matches(person)).rejects.toThrow(/^aliyun Id2MetaVerify/);
});
