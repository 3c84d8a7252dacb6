import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Person, personWith, signUp, topUp, until } from './client.ts';
import { contractOf, offerFixed, payOrder, postJob } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
});

afterAll(async () => {
  await server.stop();
});

const unreadOf = async (person: Person): Promise<number> =>
  (await person.get('/api/notify', { rtype: 'number' }))['count'];

interface Notice {
  readonly id: number;
  readonly mtype: string;
  readonly content: string;
  readonly extra: { readonly url: string };
}

/** Waits for the notices of these kinds, newest first, and marks all of them read. */
async function told(person: Person, ...mtypes: string[]): Promise<Notice[]> {
  const notices = async (): Promise<Notice[]> =>
    (await person.get('/api/notify', { rtype: 'unread', pagesize: 50 }))['notify'];
  await until(async () => (await notices()).length >= mtypes.length);
  const found = await notices();
  expect(found.map(({ mtype }) => mtype).sort()).toEqual([...mtypes].sort());
  for (const { id } of found)
    expect(await person.put('/api/notify', { notify_id: id })).toMatchObject({ error_code: 0 });
  expect(await unreadOf(person)).toBe(0);
  return found;
}

describe('notices', () => {
  it('tell both sides of a deal as it goes, and lead to its pages', async () => {
    await told(client, 'user_register');
    await told(freelancer, 'user_register');

    const jobId = await postJob(client, '商城小程序开发');
    expect((await told(client, 'job_new'))[0]?.extra.url).toBe(`/jobs/${jobId}`);
    const bid = { job_id: jobId, amount: 2800, duration: 3, message: '做过三个类似的项目。' };
    const { proposal_id } = await freelancer.post('/api/proposal', bid);
    expect((await told(client, 'proposal_freelancer_active'))[0]).toMatchObject({
      content: '韩梅梅投标了您的项目「商城小程序开发」，请查看。',
      extra: { url: `/clients/jobs/${jobId}#appli` },
    });
    await told(freelancer, 'proposal_freelancer_active');
    await client.put('/api/proposal', { proposal_id, operate: 'accept' });
    expect((await told(freelancer, 'proposal_client_accept'))[0]?.extra.url).toBe(
      `/freelancers/proposal/${proposal_id}`,
    );

    await topUp(client, 5000);
    expect((await told(client, 'margin_deposit_success'))[0]?.content).toContain('5000.00 元');
    const offered = await offerFixed(client, freelancer, jobId);
    await payOrder(client, offered, 'milestone');
    const [offer] = await told(freelancer, 'contract_new');
    expect(offer?.extra.url).toBe(`/freelancers/offer/${offered.contractId}`);

    // Whoever wants to hear less says so before.
    expect(await client.post('/api/notify/setting', { mtype: 'offer_acctpt', is_send: false })).toMatchObject({
      error_code: 0,
    });
    await freelancer.put('/api/contract', { contract_id: offered.contractId, status: 'accept' });
    const [started] = await told(freelancer, 'contract_start');
    expect(started?.extra.url).toBe(`/freelancers/contracts/${offered.contractId}`);
    const [stone] = (await contractOf(freelancer, offered.contractId)).stones;
    await freelancer.put('/api/milestone', { milestone_id: stone.id, message: '全部完成' });
    await told(client, 'milestone_freelancer_audit');
    await client.put('/api/milestone', { milestone_id: stone.id, is_agree: 'accept', is_stop: true });
    await told(freelancer, 'milestone_client_pass', 'contract_client_finish');

    const all = await freelancer.get('/api/notify', { rtype: 'all', pagesize: 3, pagenum: 2 });
    expect(all).toMatchObject({ count: 7, count_unread: 0, pagenum: 2 });
    expect(all['notify']).toHaveLength(3);
    expect(await client.put('/api/notify', { notify_id: all['notify'][0].id })).toMatchObject({ error_code: 20672 });
    expect(await freelancer.del('/api/notify', { notify_id: all['notify'][0].id })).toMatchObject({ error_code: 0 });
    expect(await freelancer.get('/api/notify', { rtype: 'all' })).toMatchObject({ count: 6 });
  });

  it('tell of a new password whichever side the person acts for', async () => {
    const changed = { password_old: freelancer.password, password: 'Another_2016' };
    const answer = await freelancer.post('/api/user/password/change', changed);
    expect(answer).toMatchObject({ error_code: 0 });
    const signIn = { username: freelancer.phone, password: 'Another_2016', remember: true };
    const { session_token: token } = await call(server.url, 'POST', '/api/user/signin', signIn);
    const again = personWith(server.url, { ...freelancer, token });
    expect((await told(again, 'user_password_change'))[0]?.extra.url).toBe('/settings/account');
  });
});

describe('the small rest', () => {
  it('shows the partners of deals as friends, and nobody else', async () => {
    const stranger = await signUp(server, 1, '路人');
    expect(await client.get('/api/friends')).toMatchObject({
      error_code: 0,
      friends: [{ uuid: freelancer.uid, name: '韩梅梅', avatar: '' }],
      service: [],
      count: 1,
    });
    const user_ids = `${freelancer.uid},${stranger.uid}`;
    const { users } = await client.get('/api/friends/users', { user_ids });
    expect(users).toEqual([expect.objectContaining({ uuid: freelancer.uid })]);
    expect(await stranger.get('/api/friends')).toMatchObject({ friends: [], count: 0 });
  });

  it('the desktop finds out whether it reaches the server, and what time it is there', async () => {
    const { error_code: code, server_time: time } = await call(server.url, 'GET', '/api/d/network');
    expect(code).toBe(0);
    const apart = (await server.now()).getTime() - Date.parse(`${time.replace(' ', 'T')}+08:00`);
    expect(Math.abs(apart)).toBeLessThan(60_000);
  });

  it('takes feedback, has no banners yet, and knows no newer app', async () => {
    expect(await client.post('/api/feedback', { t: 'suggest', score: 9, content: '很好用' })).toMatchObject({
      error_code: 0,
    });
    expect(await call(server.url, 'GET', '/api/banners', { platform: 'ios' })).toMatchObject({ banners: [] });
    expect(await call(server.url, 'POST', '/api/device/version')).toMatchObject({ error_code: 20062 });
    const web = { userAgent: 'Mozilla/5.0' };
    expect(await call(server.url, 'GET', '/api/device/version', {}, web)).toMatchObject({ error_code: 20061 });
  });
});
