import { createSign, generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { alipayRail } from './alipay.ts';
import { readForm } from './form.ts';

const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const alipay = keyPair();
const ours = keyPair();
const stranger = keyPair();

let trouble: unknown[] = [];
beforeEach(() => {
  trouble = [];
});

const rail = alipayRail({
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: ours.privateKey,
  alipayPublicKey: alipay.publicKey,
  gateway: 'http://127.0.0.1:9/gateway.do',
  now: () => new Date('2026-03-01T00:00:00Z'),
  onTrouble: (_method, cause) => trouble.push(cause),
});

type Fields = Record<string, string>;

/** Alipay's signature as its documents describe it, written independently of the twin's. */
function sign(fields: Fields, privateKey = alipay.privateKey, algorithm = 'RSA-SHA256'): Fields {
  const names = Object.keys(fields).filter((name) => name !== 'sign' && name !== 'sign_type');
  const text = names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  const signature = createSign(algorithm).update(text, 'utf8').sign(privateKey, 'base64');
  return { ...fields, sign: signature };
}

const plain: Fields = {
  notify_time: '2026-03-01 08:00:03',
  notify_type: 'trade_status_sync',
  notify_id: '2026030100222080003089641420891234',
  app_id: '2021000000000001',
  auth_app_id: '2021000000000001',
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  trade_no: '2026030122001489641405123456',
  out_trade_no: '202603010000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '12.50',
  seller_id: '2088000000000001',
  buyer_id: '2088000000000002',
  subject: '标志设计 100% 满意',
  fund_bill_list: '[{"amount":"12.50","fundChannel":"ALIPAYACCOUNT"}]',
  gmt_create: '2026-03-01 07:59:50',
  gmt_payment: '2026-03-01 08:00:00',
};
const honest = sign(plain);

function without(fields: Fields, name: string): Fields {
  const { [name]: _gone, ...rest } = fields;
  return rest;
}

describe('an honest notice', () => {
  test('is read, its amount in fen and its time as an instant', async () => {
    expect(await rail.readNotice(honest)).toEqual({
      tradeNo: '202603010000000001',
      eventId: '2026030100222080003089641420891234',
      outcome: {
        state: 'paid',
        amount: 1250n,
        railTradeNo: '2026030122001489641405123456',
        paidAt: new Date('2026-03-01T00:00:00Z'),
      },
    });
    expect(trouble).toEqual([]);
  });

  test('is read with percent signs that a second decoding would break', async () => {
    const fields = sign({ ...plain, subject: '100%25 %zz %26total_amount%3D0.01' });
    expect((await rail.readNotice(fields))?.outcome.state).toBe('paid');
  });

  test('is read with fields that Alipay adds one day, with an ampersand in a name and without prototype', async () => {
    const fields = Object.assign(Object.create(null), sign({ ...plain, new_field_2: 'M&M 券', charset: 'UTF-8' }));
    expect((await rail.readNotice(fields))?.outcome.state).toBe('paid');
  });

  test.each([
    ['TRADE_FINISHED', 'paid'],
    ['TRADE_CLOSED', 'closed'],
    ['WAIT_BUYER_PAY', 'pending'],
  ])('of status %s means %s', async (trade_status, state) => {
    expect((await rail.readNotice(sign({ ...plain, trade_status })))?.outcome.state).toBe(state);
  });
});

/**
 * The subject is the only field that people can influence. Signed text has no escaping, so this subject, were it ever
 * signed, could be cut into an amount of the attacker's and a harmless name that swallows the true one.
 */
const cutDifferently = ((): Fields => {
  const signed = sign({ ...plain, subject: '画&total_amount=9999.00&trade_a=' });
  return { ...signed, subject: '画', total_amount: '9999.00', trade_a: '&total_amount=12.50' };
})();

/** The synchronous return parameters are signed with the same key, and travel through the payer's browser. */
const returnParameters = sign({
  app_id: '2021000000000001',
  auth_app_id: '2021000000000001',
  charset: 'utf-8',
  method: 'alipay.trade.page.pay.return',
  out_trade_no: '202603010000000001',
  seller_id: '2088000000000001',
  sign_type: 'RSA2',
  timestamp: '2026-03-01 08:00:03',
  total_amount: '12.50',
  trade_no: '2026030122001489641405123456',
  version: '1.0',
});

const forgeries: readonly [string, unknown][] = [
  ['nothing at all', {}],
  ['null', null],
  ['undefined', undefined],
  ['a text', 'sign=x'],
  ['a list', [honest]],
  ['no signature', without(honest, 'sign')],
  ['an empty signature', { ...honest, sign: '' }],
  ['a signature of garbage', { ...honest, sign: 'AAAA' }],
  ['a signature that is not base64', { ...honest, sign: `${honest['sign']}!` }],
  ['a signature cut short', { ...honest, sign: honest['sign']?.slice(0, -4) ?? '' }],
  ["a stranger's signature", sign(plain, stranger.privateKey)],
  ['a signature by our own application key', sign(plain, ours.privateKey)],
  ['a SHA-1 signature that says RSA', sign({ ...plain, sign_type: 'RSA' }, alipay.privateKey, 'RSA-SHA1')],
  ['a SHA-1 signature that says RSA2', sign(plain, alipay.privateKey, 'RSA-SHA1')],
  ['sign_type RSA over a good signature', { ...honest, sign_type: 'RSA' }],
  ['sign_type in lower case', { ...honest, sign_type: 'rsa2' }],
  ['sign_type __proto__', { ...honest, sign_type: '__proto__' }],
  ['no sign_type', without(honest, 'sign_type')],
  ['one fen more', { ...honest, total_amount: '12.51' }],
  ['one fen less', { ...honest, total_amount: '12.49' }],
  ['an amount without its last digit', { ...honest, total_amount: '12.5' }],
  ['a negative amount, signed', sign({ ...plain, total_amount: '-12.50' })],
  ['an amount of nothing, signed', sign({ ...plain, total_amount: '0.00' })],
  ['an amount with an exponent, signed', sign({ ...plain, total_amount: '1e3' })],
  ['an amount of three decimals, signed', sign({ ...plain, total_amount: '12.500' })],
  ['an amount in full-width digits, signed', sign({ ...plain, total_amount: '１２.50' })],
  ['another order', { ...honest, out_trade_no: '202603010000000002' }],
  ['an order number with a slash, signed', sign({ ...plain, out_trade_no: '2026/1' })],
  ['another app id', { ...honest, app_id: '2021000000000002' }],
  ['another app id, signed', sign({ ...plain, app_id: '2021000000000002' })],
  ['another authorised app, signed', sign({ ...plain, auth_app_id: '2021000000000002' })],
  ['another seller', { ...honest, seller_id: '2088000000000009' }],
  ['another seller, signed', sign({ ...plain, seller_id: '2088000000000009' })],
  [
    'a status changed to paid',
    { ...sign({ ...plain, trade_status: 'WAIT_BUYER_PAY' }), trade_status: 'TRADE_SUCCESS' },
  ],
  ['a status changed to pending', { ...honest, trade_status: 'WAIT_BUYER_PAY' }],
  ['an unknown status, signed', sign({ ...plain, trade_status: 'TRADE_PENDING' })],
  ['a status in lower case, signed', sign({ ...plain, trade_status: 'trade_success' })],
  ['another kind of notice, signed', sign({ ...plain, notify_type: 'dut_user_sign' })],
  ['another charset', { ...honest, charset: 'gbk' }],
  ['another charset, signed', sign({ ...plain, charset: 'gbk' })],
  ['an added parameter', { ...honest, passback_params: 'x' }],
  ['an added empty parameter', { ...honest, passback_params: '' }],
  ['a parameter left out', without(honest, 'buyer_id')],
  ['a doubled parameter, read as a list', { ...honest, total_amount: ['12.50', '0.01'] }],
  ['a doubled parameter in the body', readForm(`${new URLSearchParams(honest).toString()}&total_amount=0.01`)],
  ['a value that is an object', { ...honest, total_amount: { toString: () => '12.50' } }],
  ['a value that is a number', { ...honest, total_amount: 12.5 }],
  ['a name with the next parameter in it', { ...honest, 'trade_no=1&x': '1' }],
  ['a name of the prototype', JSON.parse(`{"__proto__":"x",${JSON.stringify(honest).slice(1)}`)],
  ['signed text cut differently', cutDifferently],
  ['the parameters of the return address', returnParameters],
  ['the return parameters filled up', { ...plain, ...returnParameters }],
  ['values decoded once more', { ...sign({ ...plain, subject: '%E7%94%BB' }), subject: '画' }],
  ['a decoded ampersand', { ...sign({ ...plain, subject: 'a%26total_amount%3D1' }), subject: 'a&total_amount=1' }],
  ['sixty extra parameters, signed', sign({ ...plain, ...Object.fromEntries(numbered(60)) })],
  ['a value of a hundred thousand letters, signed', sign({ ...plain, subject: '画'.repeat(100_000) })],
  ...['notify_time', 'notify_id', 'app_id', 'charset', 'version', 'trade_no', 'out_trade_no', 'trade_status']
    .concat(['total_amount', 'seller_id', 'gmt_payment', 'notify_type'])
    .map((name): [string, unknown] => [`no ${name}, signed`, sign(without(plain, name))]),
  ['a payment on 30 February, signed', sign({ ...plain, gmt_payment: '2026-02-30 08:00:00' })],
  ['a payment time in another form, signed', sign({ ...plain, gmt_payment: '2026-03-01T08:00:00Z' })],
];

function numbered(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`extra_${index}`, 'x']);
}

describe('a forged or odd notice is refused without an exception', () => {
  test.each(forgeries)('%s', async (_name, raw) => {
    const unsafe = raw as Readonly<Record<string, string>>; // the point of these tests
    expect(await rail.readNotice(unsafe)).toBeUndefined();
  });

  test('there are at least sixty of them', () => expect(forgeries.length).toBeGreaterThanOrEqual(60));
});

test('a form with a doubled name is no form', () => {
  expect(readForm('a=1&b=2&a=1')).toBeUndefined();
  expect({ ...readForm('a=1&b=%E7%94%BB+x') }).toEqual({ a: '1', b: '画 x' });
});

test('keys may be bare base64, with line ends written out or not', async () => {
  const bare = (pem: string) => pem.replaceAll(/-----.*-----|\n/g, '');
  const other = alipayRail({
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    privateKey: bare(ours.privateKey),
    alipayPublicKey: alipay.publicKey.replaceAll('\n', '\\n'),
    gateway: 'http://127.0.0.1:9/gateway.do',
    now: () => new Date(),
  });
  expect((await other.readNotice(honest))?.outcome.state).toBe('paid');
});
