import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../../test/kit.ts';
import { openWire, type TestWire } from '../../../../test/wire.ts';
import { createCatalog, loadReferenceData } from '../../../domain/catalog/index.ts';
import { openScene, type Scene, type TestListing } from '../../../../test/proposals.ts';
import { system } from '../../../platform/work.ts';
import { proposalRoutes } from './proposals.ts';

type Answer = Record<string, unknown> & { error_code: number; proposals: Record<string, unknown>[] };

let scene: Scene;
let wire: TestWire;
let client: TestPerson;
let freelancer: TestPerson;
let listing: TestListing;
const tokens = new Map<TestPerson, string>();

beforeAll(async () => {
  scene = await openScene();
  await scene.kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, 'database/reference'));
  const catalog = createCatalog(scene.kit.database.reader);
  const means = { catalog, baseUrl: 'https://work.example.com' };
  wire = await openWire(scene.kit, proposalRoutes(means));
});
afterAll(async () => {
  await wire.app.close();
  await scene.close();
});
beforeEach(async () => {
  client = await scene.addClient('陈氏');
  freelancer = await scene.addFreelancer('方');
  listing = await scene.addListing(client, { payKind: 'fixed' });
});

async function tokenOf(who: TestPerson): Promise<string> {
  const known = tokens.get(who) ?? (await wire.signIn(who));
  tokens.set(who, known);
  return known;
}

async function call(who: TestPerson | undefined, method: 'GET' | 'POST' | 'PUT', path: string, fields: object) {
  const sent: [string, unknown][] = Object.entries({ ...fields, ...(who && { session_token: await tokenOf(who) }) });
  const form = new URLSearchParams(sent.map(([name, value]): [string, string] => [name, String(value)])).toString();
  const answer = await wire.app.inject(
    method === 'GET'
      ? { method, url: `${path}?${form}` }
      : { method, url: path, payload: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  );
  expect(answer.statusCode).toBe(200);
  return answer.json<Answer>();
}

const bid = { amount: '1200.50', duration: '3', message: '我可以做' };
const offer = (who: TestPerson, fields: object = {}) =>
  call(who, 'POST', '/api/proposal', { job_id: listing.uid, ...fields });
const list = (who: TestPerson | undefined, fields: object) => call(who, 'GET', '/api/proposal', fields);
const act = (who: TestPerson, proposal: unknown, operate: string, fields: object = {}) =>
  call(who, 'PUT', '/api/proposal', { proposal_id: proposal, operate, ...fields });
const codeOf = async (answer: Promise<Answer>) => (await answer).error_code;

describe('POST /api/proposal', () => {
  it('bids for a freelancer and answers the number of the proposal', async () => {
    const answer = await offer(freelancer, bid);
    expect(answer).toEqual({ error_code: 0, msg: 'ok', proposal_id: expect.any(Number) });
  });

  it('invites for a client', async () => {
    const answer = await offer(client, { user_id: freelancer.uid, message: '请来投标' });
    expect(answer).toEqual({ error_code: 0, msg: 'ok', proposal_id: expect.any(Number) });
    expect(await offer(client, { user_id: freelancer.uid })).toEqual(answer);
  });

  it.each([
    ['no job', { ...bid, job_id: '' }, 20341],
    ['no message', { ...bid, message: '' }, 20341],
    ['no amount', { ...bid, amount: '' }, 203415],
    ['three decimals', { ...bid, amount: '1.234' }, 203415],
    ['an amount of nothing', { ...bid, amount: '0' }, 203415],
    ['no duration', { ...bid, duration: '' }, 203420],
    ['a duration that is no code', { ...bid, duration: '6' }, 203420],
    ['a file that is no number', { ...bid, attachment_id: 'x' }, 203418],
    ['a file that is not there', { ...bid, attachment_id: 987_654 }, 203418],
    ['a job that is not there', { ...bid, job_id: 'f'.repeat(16) }, 20342],
  ])('refuses a bid with %s', async (_case, fields, code) => {
    expect(await codeOf(offer(freelancer, fields))).toBe(code);
  });

  it('refuses a second bid, and a bid beside a contract', async () => {
    await offer(freelancer, bid);
    expect(await codeOf(offer(freelancer, bid))).toBe(20343);
    const other = await scene.addFreelancer('宋');
    await scene.addContract(listing, { client, freelancer: other, state: 'active' });
    expect(await codeOf(offer(other, bid))).toBe(203421);
    expect(await codeOf(offer(client, { user_id: other.uid }))).toBe(203422);
  });

  it('refuses an invitation without a name, and of nobody', async () => {
    expect(await codeOf(offer(client))).toBe(203416);
    expect(await codeOf(offer(client, { user_id: 'f'.repeat(16) }))).toBe(20344);
  });

  it('is refused to those who are not signed in', async () => {
    expect(await codeOf(call(undefined, 'POST', '/api/proposal', { job_id: listing.uid }))).toBe(80001);
  });
});

describe('GET /api/proposal', () => {
  it('shows an item with everything the pages read', async () => {
    const { proposal_id: id } = await offer(freelancer, bid);
    const alone = await list(client, { proposal_id: id });
    expect(alone).toEqual({
      error_code: 0,
      msg: 'ok',
      count: 1,
      pagenum: 1,
      proposals: [
        {
          proposal_id: id,
          ptype: 'D',
          status: 'active',
          archive: false,
          price: 1200.5,
          message: '我可以做',
          reason: '',
          create_at: '2026-11-20 10:00:00',
          update_at: '2026-11-20 10:00:00',
          duration: 3,
          contract_id: '',
          contract_status: '',
          contract_name: '',
          invite: {},
          attachment: {},
          question: '',
          job: {
            id: listing.uid,
            name: expect.stringMatching(/^Listing/),
            paymethod: 'fixed',
            description: '<p>All of it</p>',
            budget: 0,
            level: 'middle',
            category: expect.stringMatching(/./),
            category_name: expect.stringMatching(/./),
            category_parent_name: expect.stringMatching(/./),
            workload: 0,
            duration: 0,
            create_at: '2026-11-20 10:00:00',
            applied: 1,
            interview: 0,
          },
          user: {
            freelancer: {
              id: freelancer.uid,
              name: '方',
              title: '',
              avatar: '',
              hourly: 0,
              location: {},
              skills: [],
              is_favorite: false,
            },
            client: { id: client.uid, name: '陈氏', avatar: '' },
          },
          moves: ['accept', 'refuse', 'archive', 'offer'],
        },
      ],
    });
    const [item] = (await list(client, { operate: 'active' })).proposals;
    const job = alone.proposals[0]?.['job'] as object; // It was compared above.
    expect(item).toEqual({ ...alone.proposals[0], job: { ...job, description: 'All of it' } });
  });

  it('shows who invited, the reason of a refusal, and the contract that came of it', async () => {
    const { proposal_id: id } = await offer(client, { user_id: freelancer.uid });
    await act(freelancer, id, 'refuse', { question_id: 11, message: '没空' });
    const [refused] = (await list(freelancer, { operate: 'freeze' })).proposals;
    expect(refused).toMatchObject({
      ptype: 'I',
      status: 'refuse',
      invite: { name: '陈氏', team_id: client.uid },
      question: expect.stringMatching(/./),
      reason: '没空',
    });
    const contract = await scene.addContract(listing, { client, freelancer, state: 'disputed' });
    await scene.query(`update proposal set state = 'hired', contract_id = $2 where id = $1`, [id, contract.id]);
    const [hired] = (await list(client, { operate: 'hire', job_id: listing.uid })).proposals;
    expect(hired).toMatchObject({
      status: 'hire',
      contract_id: contract.uid,
      contract_status: 'dispute',
      contract_name: 'A contract',
    });
  });

  it('counts talks without invitations nobody answered, which it lists among them', async () => {
    await offer(client, { user_id: freelancer.uid });
    const other = await scene.addFreelancer('宋');
    const { proposal_id: id } = await offer(other, bid);
    await act(client, id, 'accept');
    const answer = await list(client, { operate: 'interview', pagesize: 5, pagenum: 1 });
    expect(answer.proposals).toHaveLength(2);
    expect(answer).toMatchObject({ count: 1, pagenum: 1 });
    expect(await list(client, { operate: 'invite' })).toMatchObject({ count: 1 });
  });

  it('pages, and lists everything of a job without an operation', async () => {
    for (const name of ['甲', '乙', '丙']) await offer(await scene.addFreelancer(name), bid);
    const second = await list(client, { job_id: listing.uid, pagesize: 2, pagenum: 2 });
    expect(second).toMatchObject({ count: 3, pagenum: 2 });
    expect(second.proposals).toHaveLength(1);
    expect(await codeOf(list(client, { operate: 'active', pagesize: 101 }))).toBe(80003);
  });

  it('refuses what makes no sense with the numbers of the document', async () => {
    expect(await codeOf(list(client, {}))).toBe(20341);
    expect(await codeOf(list(client, { operate: 'active', proposal_id: 1 }))).toBe(203423);
    expect(await codeOf(list(client, { proposal_id: 987_654 }))).toBe(20346);
    expect(await codeOf(list(client, { operate: 'freeze' }))).toBe(30002);
    expect(await codeOf(list(freelancer, { operate: 'hire' }))).toBe(30001);
    expect(await codeOf(list(freelancer, { operate: 'archive' }))).toBe(30001);
    expect(await codeOf(list(client, { operate: 'sideways' }))).toBe(20347);
    expect(await codeOf(list(undefined, { operate: 'active' }))).toBe(80001);
  });
});

describe('PUT /api/proposal', () => {
  it('moves a bid along and back, in the words of the document', async () => {
    const { proposal_id: id } = await offer(freelancer, bid);
    const statusOf = async () => (await list(client, { proposal_id: id })).proposals[0];
    expect(await act(client, id, 'accept')).toEqual({ error_code: 0, msg: 'ok' });
    expect(await statusOf()).toMatchObject({ status: 'interview' });
    expect(await codeOf(act(freelancer, id, 'revoke', { question_id: 31 }))).toBe(0);
    expect(await codeOf(act(freelancer, id, 'reactive', { amount: '900' }))).toBe(0);
    expect(await statusOf()).toMatchObject({ status: 'active', price: 900, question: '' });
    expect(await codeOf(act(client, id, 'archive', { question_id: 25 }))).toBe(0);
    expect(await statusOf()).toMatchObject({ status: 'active', archive: true });
    expect(await codeOf(act(client, id, 'unfreeze'))).toBe(0);
    expect(await statusOf()).toMatchObject({ status: 'active', archive: false });
  });

  it.each([
    ['active', 'reactive', 20348],
    ['refused', 'revoke', 20349],
    ['revoked', 'revoke', 203410],
    ['interview', 'unfreeze', 203411],
    ['hired', 'revoke', 203412],
    ['archived', 'revoke', 203413],
  ])('tells by its number that a proposal is %s', async (state, operate, code) => {
    const { proposal_id: id } = await offer(freelancer, bid);
    const contract = await scene.addContract(listing, { client, freelancer, state: 'finished' });
    const contractId = state === 'hired' ? contract.id : null;
    await scene.query('update proposal set state = $2, contract_id = $3 where id = $1', [id, state, contractId]);
    expect(await codeOf(act(freelancer, id, operate, { question_id: 31 }))).toBe(code);
  });

  it('refuses the wrong side, strangers, missing reasons and what it does not offer', async () => {
    const { proposal_id: id } = await offer(freelancer, bid);
    expect(await codeOf(act(freelancer, id, 'accept'))).toBe(20347);
    expect(await codeOf(act(client, id, 'hire'))).toBe(20347);
    expect(await codeOf(act(client, id, ''))).toBe(20347);
    expect(await codeOf(act(client, '', 'accept'))).toBe(20341);
    expect(await codeOf(act(client, 987_654, 'accept'))).toBe(20346);
    expect(await codeOf(act(await scene.addClient('别人'), id, 'accept'))).toBe(20346);
    expect(await codeOf(act(client, id, 'refuse'))).toBe(203416);
    expect(await codeOf(act(client, id, 'refuse', { question_id: 11 }))).toBe(203416);
    expect(await codeOf(act(freelancer, id, 'reactive', { amount: 'x' }))).toBe(203415);
  });
});

describe('/api/proposal/message', () => {
  const say = (who: TestPerson, fields: object) => call(who, 'POST', '/api/proposal/message', fields);
  const read = (who: TestPerson, fields: object) => call(who, 'GET', '/api/proposal/message', fields);

  it('sends and lists, newest first, by proposal and by contract', async () => {
    const { proposal_id: id } = await offer(freelancer, bid);
    expect(await say(client, { proposal_id: id, content: '您好' })).toEqual({ error_code: 0, msg: 'ok' });
    const contract = await scene.addContract(listing, {
      client,
      freelancer,
      state: 'active',
      proposalId: BigInt(String(id)),
    });
    expect(await codeOf(say(freelancer, { contract_id: contract.uid, content: '好的' }))).toBe(0);
    const expected = {
      error_code: 0,
      msg: 'ok',
      count: 2,
      pagenum: 1,
      messages: [
        {
          message_id: expect.any(Number),
          name: '方',
          content: '好的',
          create_at: '2026-11-20 10:00:00',
          is_self: false,
        },
        {
          message_id: expect.any(Number),
          name: '陈氏',
          content: '您好',
          create_at: '2026-11-20 10:00:00',
          is_self: true,
        },
      ],
    };
    expect(await read(client, { proposal_id: id })).toEqual(expected);
    expect(await read(client, { contract_id: contract.uid })).toEqual(expected);
    expect((await list(client, { proposal_id: id })).proposals[0]).toMatchObject({ status: 'interview' });
  });

  it('refuses with the numbers of the document', async () => {
    const { proposal_id: id } = await offer(freelancer, bid);
    const stranger = await scene.addFreelancer('宋');
    expect(await codeOf(say(client, { proposal_id: id }))).toBe(20641);
    expect(await codeOf(say(client, { content: 'x' }))).toBe(20641);
    expect(await codeOf(say(client, { proposal_id: id, content: 'x'.repeat(4097) }))).toBe(20642);
    expect(await codeOf(say(stranger, { proposal_id: id, content: 'x' }))).toBe(20644);
    expect(await codeOf(say(client, { contract_id: 'f'.repeat(16), content: 'x' }))).toBe(20644);
    expect(await codeOf(read(client, {}))).toBe(20651);
    expect(await codeOf(read(client, { proposal_id: id, pagesize: 101 }))).toBe(20652);
    expect(await codeOf(read(stranger, { proposal_id: id }))).toBe(20654);
    await act(client, id, 'refuse', { question_id: 18 });
    expect(await codeOf(say(client, { proposal_id: id, content: 'x' }))).toBe(20643);
  });
});
