import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../../test/kit.ts';
import { openWire, type TestWire } from '../../../../test/wire.ts';
import { noticeListeners, noticeTasks, publishVersion } from '../../../domain/notifications/index.ts';
import { addBanner } from '../../../domain/notifications/index.ts';
import { system } from '../../../platform/work.ts';
import { mtypeOf } from '../notices.ts';
import { miscRoutes } from './misc.ts';
import { noticeRoutes } from './notices.ts';

const baseUrl = 'https://work.example.com';
let kit: Kit;
let wire: TestWire;
let client: TestPerson;
let freelancer: TestPerson;
const tokens = new Map<TestPerson, string>();

beforeAll(async () => {
  const listeners = Object.fromEntries(Object.entries(noticeListeners).map(([event, task]) => [event, [task]]));
  kit = await openKit({ handlers: noticeTasks, listeners });
  wire = await openWire(kit, [...noticeRoutes(), ...miscRoutes({ baseUrl })]);
  [client, freelancer] = [await kit.addClient('李雷'), await kit.addFreelancer('韩梅梅')];
  for (const person of [client, freelancer]) tokens.set(person, await wire.signIn(person));
});
afterAll(async () => {
  await wire.app.close();
  await kit.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Fields = Readonly<Record<string, string | number | boolean>>;
interface Answer {
  readonly error_code: number;
  readonly notify: { id: number; mtype: string; extra: unknown; read_at: string }[];
  readonly data: { mtype: string; is_send: boolean; rate?: string }[];
}

async function call(
  who: TestPerson | undefined,
  method: Method,
  path: string,
  fields: Fields = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  );
  if (who) form.set('session_token', tokens.get(who) ?? '');
  const isBody = method === 'POST' || method === 'PUT';
  const answer = await wire.app.inject({
    method,
    url: isBody ? path : `${path}?${form.toString()}`,
    headers: { ...headers, ...(isBody && { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(isBody && { payload: form.toString() }),
  });
  expect(answer.statusCode).toBe(200);
  return answer.json<Answer>();
}

const code = async (...args: Parameters<typeof call>) => (await call(...args)).error_code;

async function tell(event: string, payload: Record<string, bigint | string>): Promise<void> {
  await kit.work.write('cloudwork', system, (ctx) => ctx.emit(event, payload));
  await kit.worker.drain();
}

describe('GET /api/notify', () => {
  test('shows notices as deployed clients read them, with the page they lead to', async () => {
    await tell('user.password_changed', { userId: freelancer.userId });
    await tell('verification.company_applied', { partyId: freelancer.partyId });
    const answer = await call(freelancer, 'GET', '/api/notify', { rtype: 'all' });
    expect(answer).toEqual({
      error_code: 0,
      msg: 'ok',
      notify: [
        {
          id: expect.any(Number),
          mtype: 'client_identify_apply',
          title: '企业认证已提交',
          content: expect.any(String),
          extra: { url: '/clients/settings/identify' },
          read_at: '',
          create_at: '2026-11-20 10:00:00',
        },
        expect.objectContaining({ mtype: 'user_password_change', extra: { url: '/settings/account' } }),
      ],
      pagenum: 1,
      count: 2,
      count_unread: 2,
    });
    expect(await call(client, 'GET', '/api/notify', { rtype: 'all' })).toMatchObject({ notify: [], count: 0 });
  });

  test.each(['number', '1', '0'])('answers only the number not read for rtype %s', async (rtype) => {
    const answer = await call(freelancer, 'GET', '/api/notify', { rtype });
    expect(answer).toMatchObject({ error_code: 0, notify: [], count: 2, count_unread: 2, pagenum: 1 });
  });

  test('a notice without a page to open has an empty extra', async () => {
    await kit.database.reader.query({ text: `update notice set target = null where kind = 'company.applied'` });
    const { notify } = await call(freelancer, 'GET', '/api/notify', { rtype: 'unread', pagesize: 1 });
    expect(notify.map(({ extra }) => extra)).toEqual(['']);
  });

  test.each<[string, Fields, number]>([
    ['no rtype', {}, 20662],
    ['an unknown rtype', { rtype: 'constructor' }, 20662],
    ['a rtype that is nearly a number', { rtype: '-1' }, 20662],
    ['page 0', { rtype: 'all', pagenum: 0 }, 20661],
    ['a page that is no number', { rtype: 'all', pagenum: 'x' }, 20661],
    ['51 on a page', { rtype: 'all', pagesize: 51 }, 20661],
    ['50 on a page', { rtype: 'all', pagesize: 50 }, 0],
  ])('answers %s', async (_what, fields, number) => {
    expect(await code(freelancer, 'GET', '/api/notify', fields)).toBe(number);
  });

  test('every mtype of deployed clients has its kind', () => {
    const deployed = `contract_start contract_new contract_refuse contract_expire contract_revoke contract_evaluate
      contract_freelancer_finish contract_client_finish contract_client_pause contract_client_restart
      contract_dispute_start contract_dispute_finish milestone_create milestone_freelancer_audit milestone_client_pass
      milestone_client_unpass weekstone_freelancer_audit weekstone_client_pass weekstone_shot_first
      freelancer_shot_first proposal_client_refuse proposal_client_accept proposal_client_active
      proposal_freelancer_refuse proposal_freelancer_accept proposal_freelancer_active proposal_freelancer_reactive
      user_password_change user_question_create user_register user_identify client_identify_apply client_identify_pass
      client_identify_unpass job_new job_status_change margin_deposit_success margin_withdraw_apply
      margin_withdraw_success`.split(/\s+/);
    const ours: readonly string[] = Object.values(mtypeOf);
    expect(deployed.filter((mtype) => !ours.includes(mtype))).toEqual([]);
    expect(new Set(ours).size).toBe(ours.length);
  });
});

describe('PUT and DELETE /api/notify', () => {
  test('read once, and deleted once', async () => {
    const { notify } = await call(freelancer, 'GET', '/api/notify', { rtype: 'unread' });
    const notify_id = notify[0]?.id ?? 0;
    expect(await code(client, 'PUT', '/api/notify', { notify_id })).toBe(20672);
    expect(await code(client, 'DELETE', '/api/notify', { notify_id })).toBe(20692);
    expect(await code(freelancer, 'PUT', '/api/notify', { notify_id })).toBe(0);
    expect(await code(freelancer, 'PUT', '/api/notify', { notify_id })).toBe(20673);
    const read = await call(freelancer, 'GET', '/api/notify', { rtype: 'read' });
    expect(read.notify).toEqual([expect.objectContaining({ id: notify_id, read_at: '2026-11-20 10:00:00' })]);
    expect(read).toMatchObject({ count: 1, count_unread: 1 });
    expect(await code(freelancer, 'DELETE', '/api/notify', { notify_id })).toBe(0);
    expect(await code(freelancer, 'DELETE', '/api/notify', { notify_id })).toBe(20692);
    expect(await code(freelancer, 'PUT', '/api/notify', { notify_id })).toBe(20672);
  });

  test.each<[Method, Fields, number]>([
    ['PUT', {}, 20671],
    ['PUT', { notify_id: 'x' }, 20671],
    ['PUT', { notify_id: 0 }, 20671],
    ['PUT', { notify_id: 999_999 }, 20672],
    ['DELETE', {}, 20691],
    ['DELETE', { notify_id: '1 or 1=1' }, 20691],
    ['DELETE', { notify_id: 999_999 }, 20692],
  ])('%s with %o is refused', async (method, fields, number) => {
    expect(await code(freelancer, method, '/api/notify', fields)).toBe(number);
  });
});

describe('/api/notify/setting', () => {
  const path = '/api/notify/setting';
  const settings = async (who: TestPerson) => (await call(who, 'GET', path)).data;

  test('shows the switches of the side the caller acts for, in the order of deployed clients', async () => {
    const ofFreelancer = await settings(freelancer);
    expect(ofFreelancer[0]).toEqual({ mtype: 'recomm_rate', is_send: false, rate: 'week' });
    expect(ofFreelancer.slice(1).map(({ mtype }) => mtype)).toEqual(
      `proposal_ok proposal_invite interview receive_offer offer_revoke proposal_refuse contract_start weekstone_start
       contract_pause contract_finish weekstone_audit stone_modify contract_payment contract_dispute
       contract_service`.split(/\s+/),
    );
    const ofClient = await settings(client);
    expect(ofClient.map(({ mtype }) => mtype)).toEqual(
      `job_open proposal proposal_invite_ok proposal_invite_refuse offer_acctpt offer_refuse contract_start
       weekstone_start contract_pause contract_finish weekstone_audit milestone_audit contract_service`.split(/\s+/),
    );
    expect(ofClient.every(({ is_send: isOn }) => isOn)).toBe(true);
  });

  test('changes one switch of the caller, and no other', async () => {
    expect(await code(client, 'POST', path, { mtype: 'weekstone_audit', is_send: 'false' })).toBe(0);
    expect((await settings(client)).filter(({ is_send: isOn }) => !isOn)).toEqual([
      { mtype: 'weekstone_audit', is_send: false },
    ]);
    expect((await settings(freelancer)).slice(1).every(({ is_send: isOn }) => isOn)).toBe(true);
    expect(await code(client, 'POST', path, { mtype: 'weekstone_audit', is_send: 'true' })).toBe(0);
    expect((await settings(client)).every(({ is_send: isOn }) => isOn)).toBe(true);
  });

  test('recommendations have a rate', async () => {
    expect(await code(freelancer, 'POST', path, { mtype: 'recomm_rate', is_send: true, rate: 'day' })).toBe(0);
    expect((await settings(freelancer))[0]).toEqual({ mtype: 'recomm_rate', is_send: true, rate: 'day' });
    expect(await code(freelancer, 'POST', path, { mtype: 'recomm_rate', is_send: false })).toBe(0);
    expect((await settings(freelancer))[0]).toEqual({ mtype: 'recomm_rate', is_send: false, rate: 'day' });
  });

  test.each<[string, Fields, number]>([
    ['no mtype', { is_send: true }, 20791],
    ['no is_send', { mtype: 'interview' }, 20791],
    ['an is_send that is neither', { mtype: 'interview', is_send: 'maybe' }, 20791],
    ['no rate', { mtype: 'recomm_rate', is_send: true }, 20792],
    ['an unknown rate', { mtype: 'recomm_rate', is_send: true, rate: 'hour' }, 20792],
    ['an unknown mtype', { mtype: 'constructor', is_send: true }, 20793],
    ['a switch of clients', { mtype: 'job_open', is_send: true }, 20793],
    ['the name inside the house', { mtype: 'bid_sent', is_send: true }, 20793],
  ])('refuses %s', async (_what, fields, number) => {
    expect(await code(freelancer, 'POST', path, fields)).toBe(number);
  });

  test('a client has no recommendations', async () => {
    expect(await code(client, 'POST', path, { mtype: 'recomm_rate', is_send: true, rate: 'day' })).toBe(20793);
  });
});

test.each<[Method, string]>([
  ['GET', '/api/notify'],
  ['PUT', '/api/notify'],
  ['DELETE', '/api/notify'],
  ['GET', '/api/notify/setting'],
  ['POST', '/api/notify/setting'],
  ['POST', '/api/feedback'],
  ['GET', '/api/friends'],
  ['GET', '/api/friends/users'],
])('%s %s wants a session', async (method, path) => {
  expect(await code(undefined, method, path, { rtype: 'all', notify_id: 1 })).toBe(80001);
});

describe('POST and GET /api/device/version', () => {
  const phone = 'i/1.0.0/9.2.1/iPhone/wifi';
  const ask = (agent: string, method: Method = 'POST') =>
    call(undefined, method, '/api/device/version', {}, { 'user-agent': agent });

  test('answers the newest version of the app that asks, under both spellings', async () => {
    expect(await ask(phone)).toMatchObject({ error_code: 20062 });
    const app = { platform: 'ios', version: '1.2.0', downloadUrl: '/app/ios', note: '修正问题' } as const;
    await kit.work.write('cloudwork', system, (ctx) => publishVersion(ctx, app));
    const answer = {
      error_code: 0,
      msg: 'ok',
      data: { lastest_version: '1.2.0', latest_version: '1.2.0', dl_url: `${baseUrl}/app/ios`, note: '修正问题' },
    };
    expect(await ask(phone)).toEqual(answer);
    expect(await ask(phone, 'GET')).toEqual(answer);
    expect(await ask(`/${phone}`)).toEqual(answer);
    expect((await ask('a/1.0.0/9.2.1/Pixel/wifi')).error_code).toBe(20062);
    expect((await ask('d/1.0.0/9.2.1/Mac/wifi')).error_code).toBe(20062);
  });

  test.each(['', 'Mozilla/5.0 (a/b/c/d/e)', 'i/1.0.0/9.2.1/iPhone', 'x/1/2/3/4', 'constructor/1/2/3/4', 'ios/1/2/3/4'])(
    'does not know the app of "%s"',
    async (agent) => {
      expect((await ask(agent)).error_code).toBe(20061);
    },
  );
});

describe('POST /api/feedback', () => {
  const path = '/api/feedback';
  const stored = async () => {
    const text = 'select kind, score, content, contact from feedback order by id desc limit 1';
    return (await kit.database.reader.query<Record<string, unknown>>({ text }))[0];
  };

  test.each<[Fields, Record<string, unknown>]>([
    [
      { t: 'bug', content: 'Ä', score: 11, contract: 'me' },
      { kind: 'bug', score: 0, content: 'Ä', contact: 'me' },
    ],
    [
      { t: 'other', content: 'b', score: 10, contact: 'us' },
      { kind: 'other', score: 10, content: 'b', contact: 'us' },
    ],
    [
      { t: 'suggest', content: 'c', score: -3 },
      { kind: 'suggest', score: 0, content: 'c', contact: '' },
    ],
    [
      { t: 'exit', content: 'd' },
      { kind: 'exit', score: 0, content: 'd', contact: '' },
    ],
  ])('stores %o', async (fields, row) => {
    expect(await code(client, 'POST', path, fields)).toBe(0);
    expect(await stored()).toEqual(row);
  });

  test.each<[string, Fields, number]>([
    ['no t', { content: 'x' }, 20721],
    ['an unknown t', { t: 'praise', content: 'x' }, 20721],
    ['no content', { t: 'bug' }, 80002],
    ['20,481 characters', { t: 'bug', content: '长'.repeat(20_481) }, 20722],
    ['20,480 characters', { t: 'bug', content: '长'.repeat(20_480) }, 0],
    ['a contact of 51 characters', { t: 'bug', content: 'x', contract: 'x'.repeat(51) }, 20723],
    ['the same under its other name', { t: 'bug', content: 'x', contact: 'x'.repeat(51) }, 20723],
    ['a score that is no number', { t: 'bug', content: 'x', score: 'ten' }, 80003],
  ])('answers %s', async (_what, fields, number) => {
    expect(await code(client, 'POST', path, fields)).toBe(number);
  });
});

test('GET /api/banners shows those of the platform, with addresses in full', async () => {
  const shown = { title: '新人', image: '/attachment/1', link: 'https://example.com/a', sort: 0, shownUntil: null };
  const banner = { ...shown, platform: 'ios', shownFrom: kit.clock.now() } as const;
  expect(await call(undefined, 'GET', '/api/banners')).toEqual({ error_code: 0, msg: 'ok', banners: [] });
  await kit.work.write('cloudwork', system, (ctx) => addBanner(ctx, banner));
  await kit.work.write('cloudwork', system, (ctx) => addBanner(ctx, { ...banner, link: '', sort: 1 }));
  const [image, link] = [`${baseUrl}/attachment/1`, 'https://example.com/a'];
  expect(await call(undefined, 'GET', '/api/banners', { platform: 'ios' })).toMatchObject({
    banners: [
      { title: '新人', image, link },
      { title: '新人', image, link: '' },
    ],
  });
  expect(await call(undefined, 'GET', '/api/banners', { platform: 'app' })).toMatchObject({ banners: [] });
  expect(await code(undefined, 'GET', '/api/banners', { platform: 'windows' })).toBe(80003);
});

describe('GET /api/friends', () => {
  test('answers contacts, and users among them by their ids', async () => {
    await kit.database.reader.query(
      {
        text: `with l as (
          insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind,
            level, created_at, updated_at)
          values ('cloudwork', 'l', $1, 'open', 'T', '', '', 4, 1, 'fixed', 'entry', now(), now()) returning id)
        insert into contract (market, uid, invoice_no, listing_id, client_party_id, freelancer_party_id, name, message,
          pay_kind, amount, state, first_trade_no, created_at, offered_at)
        select 'cloudwork', 'c', '1', id, $1, $2, 'N', 'M', 'fixed', 1, 'offered', '1', now(), now() from l`,
      },
      [client.partyId, freelancer.partyId],
    );
    await kit.database.reader.query({ text: `update freelancer_profile set title = '前端', avatar_uid = 'ab'` });
    const person = { id: Number(freelancer.partyId), uuid: freelancer.uid, name: '韩梅梅' };
    const avatar = `${baseUrl}/attachment/ab`;
    expect(await call(client, 'GET', '/api/friends')).toEqual({
      error_code: 0,
      msg: 'ok',
      friends: [{ ...person, avatar, title: '前端' }],
      service: [],
      count: 1,
      pagenum: 1,
    });
    const user_ids = [freelancer.uid, client.uid, 'nobody'].join(',');
    expect(await call(client, 'GET', '/api/friends/users', { user_ids })).toEqual({
      error_code: 0,
      msg: 'ok',
      users: [{ ...person, avatar }],
    });
    expect(await call(freelancer, 'GET', '/api/friends')).toMatchObject({
      friends: [{ uuid: client.uid, name: '李雷', avatar: '' }],
    });
  });

  test.each<[string, string, Fields, number]>([
    ['page 0', '/api/friends', { pagenum: 0 }, 80003],
    ['101 on a page', '/api/friends', { pagesize: 101 }, 80003],
    ['no ids', '/api/friends/users', {}, 80002],
    ['101 ids', '/api/friends/users', { user_ids: Array.from({ length: 101 }, String).join(',') }, 80003],
  ])('refuses %s', async (_what, path, fields, number) => {
    expect(await code(client, 'GET', path, fields)).toBe(number);
  });
});
