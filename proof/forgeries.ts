/** R13: notifications of payments that nobody has made. */
import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { tokenOf } from '../bench/data.ts';
import { signFields } from '../server/src/providers/alipay/sandbox-signing.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import {
  type Forgery,
  wechatScene,
  wronglySealed,
  wronglySigned as wronglySignedByWechat,
} from './forgeries-wechat.ts';
import { deliver, isTaken, noticeOf, noticePaths, type RailName } from './notices.ts';
import { openStage, type Stage } from './stage.ts';

type Fields = Record<string, string>;

const formType = 'application/x-www-form-urlencoded';
const encode = (fields: Fields): string => new URLSearchParams(fields).toString();

interface Scene {
  readonly stage: Stage;
  /** What the gateway signs with, so that a forgery may differ in one thing only. */
  readonly gatewayKey: string;
  readonly tradeNo: string;
  /** Another order of another person, and one that was paid. */
  readonly otherTradeNo: string;
  readonly paidTradeNo: string;
  readonly appId: string;
  readonly sellerId: string;
}

function honest({ tradeNo, appId, sellerId }: Scene): Fields {
  return {
    notify_time: '2026-11-20 10:00:00',
    notify_type: 'trade_status_sync',
    notify_id: `proof${tradeNo}`,
    app_id: appId,
    auth_app_id: appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: '2026112022001400000000000001',
    out_trade_no: tradeNo,
    trade_status: 'TRADE_SUCCESS',
    total_amount: '100.00',
    subject: 'proof',
    seller_id: sellerId,
    buyer_id: '2088000100000009',
    gmt_create: '2026-11-20 09:59:00',
    gmt_payment: '2026-11-20 10:00:00',
    receipt_amount: '100.00',
    buyer_pay_amount: '100.00',
  };
}

/** Everything that is wrong though the gateway itself has signed it. */
function wronglySigned(scene: Scene): Forgery[] {
  const sign = (changes: Fields, name = JSON.stringify(changes)): Forgery => ({
    name: `signed, with ${name}`,
    body: encode(signFields({ ...honest(scene), ...changes }, scene.gatewayKey)),
  });
  const without = (name: string): Forgery => {
    const { [name]: _left, ...rest } = honest(scene);
    return { name: `signed, without ${name}`, body: encode(signFields(rest, scene.gatewayKey)) };
  };
  return [
    ...['99.99', '100.01', '0.01', '100.000', '1e2', '-100.00', '１００.00', '100.00 ', 'NaN'].map((total_amount) =>
      sign({ total_amount }),
    ),
    ...['9021000100000002', '', '0'].map((app_id) => sign({ app_id })),
    sign({ auth_app_id: '9021000100000002' }),
    ...['2088000100000002', ''].map((seller_id) => sign({ seller_id })),
    ...['000000000000000000', '1', `${scene.tradeNo}0`, `${scene.tradeNo}' or '1'='1`].map((out_trade_no) =>
      sign({ out_trade_no }),
    ),
    ...['trade_success', 'PAID', ''].map((trade_status) => sign({ trade_status })),
    ...['trade_status', 'dut_user_sign', ''].map((notify_type) => sign({ notify_type })),
    ...['gbk', ''].map((charset) => sign({ charset })),
    sign({ version: '2.0' }),
    sign({ notify_id: '' }),
    sign({ notify_id: '../../x' }),
    sign({ notify_time: 'yesterday' }),
    sign({ trade_no: 'x' }),
    sign(
      { out_trade_no: scene.paidTradeNo, total_amount: '100.01', notify_id: 'proofpaid' },
      'another amount on a paid number',
    ),
    ...[
      'out_trade_no',
      'total_amount',
      'trade_status',
      'app_id',
      'seller_id',
      'notify_id',
      'trade_no',
      'notify_type',
    ].map(without),
  ];
}

/** Everything that is right but for its signature. */
function unsigned(scene: Scene): Forgery[] {
  const signed = signFields(honest(scene), scene.gatewayKey);
  const { sign = '', sign_type: signType = '', ...fields } = signed;
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const of = (name: string, changes: Fields): Forgery => ({ name, body: encode({ ...signed, ...changes }) });
  const content = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  const flipped = Buffer.from(sign, 'base64');
  flipped[7] = (flipped[7] ?? 0) ^ 1;
  return [
    { name: 'no signature', body: encode(fields) },
    of('an empty signature', { sign: '' }),
    of('nonsense for a signature', { sign: 'AAAA' }),
    of('one bit of the signature changed', { sign: flipped.toString('base64') }),
    of('the signature of another key', { sign: signFields(fields, privateKey)['sign'] ?? '' }),
    of('SHA-1 by the same key', {
      sign: signBytes('RSA-SHA1', Buffer.from(content), scene.gatewayKey).toString('base64'),
      sign_type: 'RSA',
    }),
    of('SHA-1 said to be SHA-256', {
      sign: signBytes('RSA-SHA1', Buffer.from(content), scene.gatewayKey).toString('base64'),
    }),
    of('no algorithm', { sign_type: '' }),
    of('the algorithm none', { sign_type: 'none' }),
    of('an amount changed after signing', { total_amount: '1000.00' }),
    of('an order changed after signing', { out_trade_no: scene.otherTradeNo }),
    of('a status changed after signing', { trade_status: 'TRADE_FINISHED' }),
    of('a field added after signing', { refund_fee: '0.00' }),
    of('a field hidden in another', { subject: `proof&total_amount=100.00`, total_amount: '1.00' }),
    of('spaces in the signature', { sign: ` ${sign}` }),
    of('a signature in URL alphabet', { sign: Buffer.from(sign, 'base64').toString('base64url') }),
    { name: 'the amount twice', body: `${encode(signed)}&total_amount=1000.00` },
    { name: 'the order twice', body: `out_trade_no=${scene.otherTradeNo}&${encode(signed)}` },
    { name: 'the signature twice', body: `${encode(signed)}&sign=AAAA` },
    { name: 'fields as a list', body: encode(signed).replace('out_trade_no=', 'out_trade_no[]=') },
    { name: 'in the query', body: '', method: `POST ?${encode(signed)}` },
    { name: 'by GET', body: '', method: `GET ?${encode(signed)}` },
    { name: 'as JSON', body: JSON.stringify(signed), headers: { 'content-type': 'application/json' } },
    {
      name: 'as multipart',
      body: `--x\r\ncontent-disposition: form-data; name="sign"\r\n\r\n${sign}\r\n--x--`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
    { name: 'in another charset', body: encode(signed), headers: { 'content-type': `${formType}; charset=utf-16` } },
    { name: 'said to be compressed', body: encode(signed), headers: { 'content-encoding': 'gzip' } },
    { name: 'too long', body: `${encode(signed)}&padding=${'x'.repeat(200_000)}` },
    {
      name: 'with a hundred fields',
      body: `${encode(signed)}&${encode(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, '1'])))}`,
    },
    { name: 'nothing at all', body: '' },
    { name: 'of bytes that are no text', body: Uint8Array.from([0xff, 0xfe, 0x00, 0x3d, 0x26]) },
    { name: 'with what the SDK’s own probe says', body: encode({ ...fields, sign_type: signType, sign: 'SIGNTEST' }) },
    {
      name: 'from the house itself',
      body: encode(fields),
      headers: { 'x-forwarded-for': '110.75.36.1', 'x-real-ip': '110.75.36.1' },
    },
  ];
}

/** Sends them all to a callback; answers which were taken, and whether anything changed. */
async function sendAll(stage: Stage, rail: RailName, path: string, forgeries: readonly Forgery[]): Promise<string[]> {
  const findings: string[] = [];
  const before = await picture(stage);
  for (const forgery of forgeries) {
    const [method = 'POST', query = ''] = (forgery.method ?? 'POST').split(' ');
    const answer = await fetch(`${stage.url}${path}${query}`, {
      method,
      headers: { 'content-type': formType, ...forgery.headers },
      ...(method === 'POST' && { body: forgery.body }),
    });
    if (answer.status >= 500) findings.push(`${rail}: ${forgery.name}: answered ${answer.status}`);
    if (await isTaken(rail, answer)) findings.push(`${rail}: ${forgery.name}: was taken`);
  }
  const after = await picture(stage);
  if (after !== before) findings.push(`${rail}: the money changed: ${before} became ${after}`);
  return findings;
}

async function attackAlipay(isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage(
    isSpoilt ? { spoils: [[/return sdk\.checkNotifySignV2\([^)]*\)/g, 'return true']] } : {},
  );
  try {
    const scene = await prepare(stage);
    const forgeries = [...unsigned(scene), ...wronglySigned(scene)];
    const findings = await sendAll(stage, 'alipay', '/api/margin/deposit/callback', forgeries);
    // The same words, honestly said, are taken: what refused the others was what is wrong with them.
    const body = new URLSearchParams(signFields(honest(scene), scene.gatewayKey));
    const taken = await fetch(`${stage.url}/api/margin/deposit/callback`, { method: 'POST', body });
    if (!isSpoilt && (await taken.text()) !== 'success') findings.push('an honest notification was not taken');
    return { figures: { 'forgeries of Alipay': forgeries.length }, findings };
  } finally {
    await stage.close();
  }
}

async function attackWechat(isSpoilt: boolean): Promise<Outcome> {
  const spoils = isSpoilt ? ([[/!\w+\.isSigned\(raw, body\)/g, 'false']] as const) : [];
  const stage = await openStage({ demo: true, spoils });
  try {
    const scene = await wechatScene(stage);
    const forgeries = [...wronglySignedByWechat(scene), ...wronglySealed(scene)];
    const findings = await sendAll(stage, 'wechat', noticePaths.wechat, forgeries);
    const taken = await deliver(stage, noticeOf('wechat', scene.keys, scene.payment));
    if (!isSpoilt && !(await isTaken('wechat', taken))) findings.push('an honest notification was not taken');
    return { figures: { 'forgeries of WeChat Pay': forgeries.length }, findings };
  } finally {
    await stage.close();
  }
}

async function attack({ say }: Means, isSpoilt: boolean): Promise<Outcome> {
  const [alipay, wechat] = [await attackAlipay(isSpoilt), await attackWechat(isSpoilt)];
  const figures = { ...alipay.figures, ...wechat.figures };
  say(JSON.stringify(figures));
  // With the fault planted, it has to be found on each of the rails.
  const isMissed = isSpoilt && [alipay, wechat].some(({ findings }) => findings.length === 0);
  return { figures, findings: isMissed ? [] : [...alipay.findings, ...wechat.findings] };
}

async function prepare(stage: Stage): Promise<Scene> {
  const parties = await stage.query<{ id: string }>(`select id from party where kind = 'client' order by id limit 2`);
  const order = async (party: string | undefined) => {
    const body = new URLSearchParams({
      session_token: tokenOf(party === undefined ? 0 : BigInt(party)),
      amount: '100.00',
    });
    const answer = await fetch(`${stage.url}/api/margin/deposit`, {
      method: 'POST',
      body,
      headers: { 'user-agent': 'i/proof' },
    });
    const { trade_no: tradeNo } = (await answer.json()) as { trade_no?: string };
    if (tradeNo === undefined) throw new Error('no order to pay was made');
    return tradeNo;
  };
  const [first, second] = parties;
  const [tradeNo, paidTradeNo, otherTradeNo] = [
    await order(first?.id),
    await order(first?.id),
    await order(second?.id),
  ];
  const [key] = await stage.query<{ private_key: string }>(
    `select private_key from sandbox_key where owner = 'gateway'`,
  );
  const scene = {
    stage,
    gatewayKey: key?.private_key ?? '',
    tradeNo,
    otherTradeNo,
    paidTradeNo,
    appId: '9021000100000001',
    sellerId: '2088000100000001',
  };
  const paid = { ...honest(scene), out_trade_no: paidTradeNo, notify_id: 'proofhonest' };
  const body = new URLSearchParams(signFields(paid, scene.gatewayKey));
  const answer = await fetch(`${stage.url}/api/margin/deposit/callback`, { method: 'POST', body });
  if ((await answer.text()) !== 'success') throw new Error('an honest notification was not taken');
  return scene;
}

/** All that a forgery could have changed. */
async function picture(stage: Stage): Promise<string> {
  const [row] = await stage.query<{ shown: string }>(
    `select (select count(*) from ledger_transfer) || ' transfers, ' || (select coalesce(sum(balance), 0) from ledger_account)
       || ' fen, orders ' || (select string_agg(trade_no || ':' || state, ' ' order by id) from pay_order) as shown`,
  );
  return row?.shown ?? '';
}

export const forgeries: Proof = {
  name: 'forgeries',
  follows: 'R13',
  claim: 'No notification credits money unless the rail has signed exactly it, for us, for that order and that amount.',
  run: (means) => attack(means, false),
  teeth: { fault: 'the signature is not looked at', run: (means) => attack(means, true) },
};
