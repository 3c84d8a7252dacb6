import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { OutgoingMessage } from '../../domain/identity/messages.ts';
import { signAcs3 } from '../aliyun/call.ts';
import { aliyunSms } from './aliyun.ts';
import { signTc3, tencentSms } from './tencent.ts';

const message: OutgoingMessage = {
  market: 'gig',
  channel: 'sms',
  to: '13800138000',
  template: 'login_code',
  params: { code: "12 3*'456", minutes: '5' },
  text: '验证码 123456',
};
const at = new Date('2026-03-01T01:02:03.456Z');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A provider that notes the last request and gives one answer to all. */
async function provider(status: number, answer: string): Promise<{ url: string; seen: () => Seen }> {
  let last: Seen | undefined;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      last = { url: request.url ?? '', headers: request.headers, body };
      response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const seen = () => {
    if (!last) throw new Error('nothing was sent');
    return last;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const aliyun = (baseUrl: string) =>
  aliyunSms({
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    signName: '灵工',
    templates: { login_code: 'SMS_1' },
    now: () => at,
    baseUrl,
  });

const tencent = (baseUrl: string) =>
  tencentSms({
    secretId: 'id',
    secretKey: 'secret',
    sdkAppId: '1400000001',
    signName: '灵工',
    templates: { login_code: { id: '77', params: ['code', 'minutes'] } },
    now: () => at,
    baseUrl,
  });

test('the ACS3 signature equals the one published in the specification', () => {
  const headers = signAcs3({
    host: 'ecs.cn-shanghai.aliyuncs.com',
    action: 'RunInstances',
    version: '2014-05-26',
    query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
    at: new Date('2023-10-26T10:22:32Z'),
    nonce: '3156853299f313e23d1673dc12e1703d',
    accessKeyId: 'YourAccessKeyId',
    accessKeySecret: 'YourAccessKeySecret',
  });
  expect(headers['authorization']).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,' +
      'SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,' +
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

test('the TC3 signature equals the one published in the specification', () => {
  const headers = signTc3({
    host: 'cvm.tencentcloudapi.com',
    service: 'cvm',
    action: 'DescribeInstances',
    version: '2017-03-12',
    region: 'ap-guangzhou',
    body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    at: new Date(1_551_113_065_000),
    secretId: `AKID${'*'.repeat(32)}`,
    secretKey: '*'.repeat(32),
  });
  expect(headers['authorization']).toContain(
    '/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action',
  );
  expect(headers['authorization']).toContain('10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f');
});

test('what Aliyun receives carries a signature over exactly the query and headers that arrived', async () => {
  const { url, seen } = await provider(200, '{"Code":"OK","Message":"OK","RequestId":"r"}');
  await aliyun(url).send(message);
  const { url: path, headers, body } = seen();
  const signature = /SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
  const names = signature?.[1]?.split(';') ?? [];
  const canonical = [
    'POST',
    '/',
    path.slice('/?'.length),
    ...names.map((name) => `${name}:${String(headers[name])}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const wanted = createHmac('sha256', 'secret')
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  expect(signature?.[2]).toBe(wanted);
  expect(path).not.toMatch(/[+*'() ]/);
  expect(Object.fromEntries(new URL(path, url).searchParams)).toEqual({
    PhoneNumbers: '13800138000',
    SignName: '灵工',
    TemplateCode: 'SMS_1',
    TemplateParam: JSON.stringify(message.params),
  });
  expect(headers['x-acs-date']).toBe('2026-03-01T01:02:03Z');
});

test('what Tencent receives carries a signature over exactly the body and headers that arrived', async () => {
  const { url, seen } = await provider(200, '{"Response":{"SendStatusSet":[{"Code":"Ok"}],"RequestId":"r"}}');
  await tencent(url).send(message);
  const { headers, body } = seen();
  const canonical = `POST\n/\n\ncontent-type:${headers['content-type']}\nhost:${headers.host}\nx-tc-action:sendsms\n\ncontent-type;host;x-tc-action\n${sha256(body)}`;
  const toSign = `TC3-HMAC-SHA256\n${String(headers['x-tc-timestamp'])}\n2026-03-01/sms/tc3_request\n${sha256(canonical)}`;
  const step = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = step(step(step('TC3secret', '2026-03-01'), 'sms'), 'tc3_request');
  expect(headers.authorization).toMatch(new RegExp(`Signature=${step(key, toSign).toString('hex')}$`));
  expect(JSON.parse(body)).toEqual({
    PhoneNumberSet: ['+8613800138000'],
    SmsSdkAppId: '1400000001',
    SignName: '灵工',
    TemplateId: '77',
    TemplateParamSet: [message.params['code'], '5'],
  });
});

test('refusals of the provider become errors that name the code but neither number nor text', async () => {
  const limited = await provider(200, '{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"13800138000","RequestId":"r"}');
  await expect(aliyun(limited.url).send(message)).rejects.toThrow(
    /^aliyun SendSms: isv.BUSINESS_LIMIT_CONTROL \(HTTP 200, request r\)$/,
  );
  server?.close();
  const refused = await provider(200, '{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.X"}],"RequestId":"r"}}');
  await expect(tencent(refused.url).send(message)).rejects.toThrow(/^tencent sms: LimitExceeded.X \(/);
});

test.each(['', 'null', '[]', '"x"', '<html>', '{}', '{"Response":{"Error":{"Code":"AuthFailure"}}}'])(
  'an answer %j never counts as sent',
  async (answer) => {
    const { url } = await provider(502, answer);
    await expect(aliyun(url).send(message)).rejects.toThrow(/^aliyun SendSms/);
    await expect(tencent(url).send(message)).rejects.toThrow(/^tencent sms/);
  },
);

test('mail, unknown templates, missing parameters and malformed numbers are refused before anything is sent', async () => {
  const { url, seen } = await provider(200, '{"Code":"OK"}');
  for (const sender of [aliyun(url), tencent(url)]) {
    await expect(sender.send({ ...message, channel: 'mail' })).rejects.toThrow(/cannot send by mail/);
    await expect(sender.send({ ...message, template: 'other' })).rejects.toThrow(/no template/);
    await expect(sender.send({ ...message, to: '138,139' })).rejects.toThrow(/malformed/);
  }
  await expect(tencent(url).send({ ...message, params: {} })).rejects.toThrow(/needs the parameter code/);
  expect(seen).toThrow('nothing was sent');
});
