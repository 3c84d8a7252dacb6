/** What belongs to two people is nobody else's: a stranger is answered as if it were not there, and changes nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Fields, type Person, signUp, topUp } from './client.ts';
import { contractOf, offerFixed, offerHourly, payOrder, postJob, recordShot } from './deal.ts';

let server: RunningServer;
let owners: { client: Person; freelancer: Person };
let strangers: { client: Person; freelancer: Person };
let theirs: Record<string, string>;

/** Ids that nothing has. */
const nothing: Record<string, string> = {
  job: '00000000000000aa',
  fixed: '00000000000000ab',
  hourly: '00000000000000ac',
  draft: '00000000000000ad',
  milestone: '999999999',
  week: '999999998',
  proposal: '999999997',
  trade: '000000000000000000',
  draftTrade: '000000000000000001',
  file: '999999996',
  shot: '999999995',
  card: '999999994',
  freelancer: '00000000000000ae',
};

beforeAll(async () => {
  server = await startServer('cloudwork');
  const pair = async (name: string) => ({
    client: await signUp(server, 3, `${name}甲`),
    freelancer: await signUp(server, 1, `${name}乙`),
  });
  [owners, strangers] = [await pair('本人'), await pair('外人')];
  const { client, freelancer } = owners;
  await topUp(client, 9000);
  await topUp(strangers.client, 500);
  const job = await postJob(client, '只给一个人看的项目');
  const bid = await freelancer.post('/api/proposal', { job_id: job, amount: 3000, duration: 3, message: '可以开始。' });
  const hourlyJob = await postJob(client, '按小时的项目', { paymethod: 'hour', workload: 1, duration: 3, budget: '' });
  const fixed = await offerFixed(client, freelancer, job);
  await payOrder(client, fixed, 'milestone');
  await freelancer.put('/api/contract', { contract_id: fixed.contractId, status: 'accept' });
  const hourly = await offerHourly(client, freelancer, hourlyJob);
  await payOrder(client, hourly, 'weekstone');
  await freelancer.put('/api/contract', { contract_id: hourly.contractId, status: 'accept' });
  const now = await server.now();
  await recordShot(freelancer, { contractId: hourly.contractId, at: now });
  const shots = await freelancer.get('/api/weekstone/screenshot', { contract_id: hourly.contractId, t: 'last' });
  const draftJob = await postJob(client, '还没有付款的项目');
  const draft = await offerFixed(client, freelancer, draftJob);
  for (const id of [job, hourlyJob, draftJob]) await client.put('/api/jobs/status', { job_id: id, status: 'private' });
  const card = await freelancer.post('/api/margin/card', { card_no: '6222020200112230004', code: 'ICBC' });
  const file = await client.upload('contract', new TextEncoder().encode('机密'), '机密.txt');
  const [reason] = (await freelancer.get('/api/question', { qtype: 'contract_refuse' }))['questions'];
  nothing['reason'] = String(reason.question_id);
  theirs = {
    reason: String(reason.question_id),
    job,
    fixed: fixed.contractId,
    hourly: hourly.contractId,
    draft: draft.contractId,
    milestone: String((await contractOf(client, fixed.contractId)).stones[0].id),
    week: String((await contractOf(client, hourly.contractId)).stones[0].id),
    proposal: String(bid['proposal_id']),
    trade: fixed.tradeNo,
    draftTrade: draft.tradeNo,
    file: String(file['attachment_id']),
    shot: String(shots['shots'][0].id),
    card: String(card['card_id']),
    freelancer: freelancer.uid,
  };
  expect(Object.entries(theirs).filter(([, id]) => !id || id === 'undefined')).toEqual([]);
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

type Side = 'client' | 'freelancer';
type Ids = Readonly<Record<string, string>>;
const terms = { name: '合同合同合同', message: '请开始工作。', amount: 10 };

/** Everything that names something of somebody's: who would call it, and with what. */
const calls: readonly (readonly [
  side: Side,
  method: 'get' | 'post' | 'put' | 'del',
  path: string,
  fields: (ids: Ids) => Fields,
])[] = [
  ['client', 'get', '/api/jobs', (ids) => ({ job_id: ids['job'] ?? '' })],
  ['client', 'put', '/api/jobs/status', (ids) => ({ job_id: ids['job'] ?? '', status: 'close' })],
  ['client', 'del', '/api/jobs', (ids) => ({ job_id: ids['job'] ?? '' })],
  [
    'freelancer',
    'post',
    '/api/proposal',
    (ids) => ({ job_id: ids['job'] ?? '', amount: 10, duration: 1, message: '我' }),
  ],
  ['freelancer', 'get', '/api/proposal', (ids) => ({ proposal_id: ids['proposal'] ?? '' })],
  [
    'freelancer',
    'put',
    '/api/proposal',
    (ids) => ({ proposal_id: ids['proposal'] ?? '', operate: 'revoke', question_id: 1 }),
  ],
  ['client', 'put', '/api/proposal', (ids) => ({ proposal_id: ids['proposal'] ?? '', operate: 'accept' })],
  ['client', 'post', '/api/proposal/message', (ids) => ({ proposal_id: ids['proposal'] ?? '', content: '您好' })],
  ['client', 'post', '/api/proposal/message', (ids) => ({ contract_id: ids['fixed'] ?? '', content: '您好' })],
  ['freelancer', 'get', '/api/proposal/message', (ids) => ({ proposal_id: ids['proposal'] ?? '' })],
  ['client', 'get', '/api/contract', (ids) => ({ contract_id: ids['fixed'] ?? '' })],
  ['freelancer', 'get', '/api/contract', (ids) => ({ contract_id: ids['hourly'] ?? '' })],
  ...(['accept', 'refuse', 'finish'] as const).map(
    (status) =>
      [
        'freelancer',
        'put',
        '/api/contract',
        (ids: Ids) => ({ contract_id: ids['fixed'] ?? '', status, is_pay: true, question_id: ids['reason'] ?? '' }),
      ] as const,
  ),
  ...(['revoke', 'pause', 'carry', 'finish'] as const).map(
    (status) =>
      [
        'client',
        'put',
        '/api/contract',
        (ids: Ids) => ({ contract_id: ids['hourly'] ?? '', status, is_pay: true }),
      ] as const,
  ),
  [
    'client',
    'post',
    '/api/contract',
    (ids) => ({ ...terms, job_id: ids['job'] ?? '', user_id: strangers.freelancer.uid }),
  ],
  ['client', 'get', '/api/milestone', (ids) => ({ contract_id: ids['fixed'] ?? '' })],
  [
    'client',
    'post',
    '/api/milestone',
    (ids) => ({ contract_id: ids['fixed'] ?? '', milestones: '[{"name":"一","amount":1}]' }),
  ],
  ['freelancer', 'put', '/api/milestone', (ids) => ({ milestone_id: ids['milestone'] ?? '', message: '完成' })],
  [
    'client',
    'put',
    '/api/milestone',
    (ids) => ({ milestone_id: ids['milestone'] ?? '', is_agree: 'release', is_stop: false }),
  ],
  ['client', 'get', '/api/milestone/pay', (ids) => ({ contract_id: ids['fixed'] ?? '' })],
  [
    'client',
    'get',
    '/api/order/pay',
    (ids) => ({ contract_id: ids['fixed'] ?? '', trade_no: ids['trade'] ?? '', ptype: 'milestone' }),
  ],
  [
    'client',
    'post',
    '/api/order/pay',
    (ids) => ({ contract_id: ids['draft'] ?? '', trade_no: ids['draftTrade'] ?? '', ptype: 'milestone' }),
  ],
  [
    'client',
    'post',
    '/api/margin/deposit',
    (ids) => ({ amount: 10, dtype: 'contract', contract_id: ids['draft'] ?? '' }),
  ],
  [
    'client',
    'post',
    '/api/margin/deposit',
    (ids) => ({ amount: 10, dtype: 'contract', contract_id: ids['draft'] ?? '', trade_no: ids['draftTrade'] ?? '' }),
  ],
  [
    'client',
    'post',
    '/api/contract/bonus',
    (ids) => ({ contract_id: ids['fixed'] ?? '', freelancer_id: ids['freelancer'] ?? '', amount: 1 }),
  ],
  ['client', 'put', '/api/contract/bonus', (ids) => ({ trade_no: ids['trade'] ?? '' })],
  ['client', 'get', '/api/contract/bonus', (ids) => ({ trade_no: ids['trade'] ?? '' })],
  ['client', 'get', '/api/weekstone/pay', (ids) => ({ contract_id: ids['hourly'] ?? '' })],
  ['client', 'post', '/api/weekstone/pay', (ids) => ({ contract_id: ids['hourly'] ?? '' })],
  ['client', 'put', '/api/weekstone/pay', (ids) => ({ weekstone_id: ids['week'] ?? '', is_agree: 'refuse' })],
  ['freelancer', 'get', '/api/weekstone/time', (ids) => ({ contract_id: ids['hourly'] ?? '' })],
  ['freelancer', 'get', '/api/d/weekstone', (ids) => ({ contract_id: ids['hourly'] ?? '' })],
  ['freelancer', 'get', '/api/weekstone/screenshot', (ids) => ({ contract_id: ids['hourly'] ?? '', t: 'last' })],
  [
    'client',
    'get',
    '/api/weekstone/screenshot',
    (ids) => ({ contract_id: ids['hourly'] ?? '', shot_id: ids['shot'] ?? '' }),
  ],
  [
    'freelancer',
    'post',
    '/api/weekstone/screenshot',
    (ids) => ({ contract_id: ids['hourly'] ?? '', shot_time: '2026-11-20 01:00:00', is_auto: '0' }),
  ],
  ['freelancer', 'put', '/api/weekstone/screenshot', (ids) => ({ shot_ids: ids['shot'] ?? '', name: '改' })],
  ['freelancer', 'del', '/api/weekstone/screenshot', (ids) => ({ shot_ids: ids['shot'] ?? '' })],
  ['freelancer', 'del', '/api/margin/card', (ids) => ({ card_id: ids['card'] ?? '' })],
  [
    'client',
    'post',
    '/api/jobs',
    (ids) => ({
      name: '外人的项目',
      description: '描述',
      category_id: 4,
      hires: 1,
      paymethod: 'fixed',
      level: 'entry',
      budget: 1,
      attachment_id: ids['file'] ?? '',
    }),
  ],
  [
    'client',
    'post',
    '/api/contract/evaluate',
    (ids) => ({
      contract_id: ids['fixed'] ?? '',
      question_id: 1,
      score: 5,
      exchange: 5,
      cooper: 5,
      quality: 5,
      skill: 5,
      punctual: 5,
      content: '好',
    }),
  ],
];

const photograph = async () => {
  const { client, freelancer } = owners;
  const [fixed, hourly, wallets, shots] = await Promise.all([
    contractOf(client, theirs['fixed'] ?? ''),
    contractOf(freelancer, theirs['hourly'] ?? ''),
    Promise.all(
      [client, freelancer, strangers.client, strangers.freelancer].map((person) => person.get('/api/margin/basic')),
    ),
    freelancer.get('/api/weekstone/screenshot', { contract_id: theirs['hourly'] ?? '', t: 'last' }),
  ]);
  return { fixed, hourly, wallets, shots };
};

describe('a stranger', () => {
  it.each(calls.map(([side, method, path, fields]) => ({ side, method, path, fields })))(
    'a $side: $method $path answers what is not theirs like what is not there',
    async ({ side, method, path, fields }) => {
      const stranger = strangers[side];
      const before = await photograph();
      const forTheirs = await stranger[method](path, fields(theirs));
      const forNothing = await stranger[method](path, fields(nothing));
      expect(forTheirs.error_code).not.toBe(0);
      expect(forTheirs).toEqual(forNothing);
      expect(await photograph()).toEqual(before);
    },
  );

  it('cannot open a private file', async () => {
    const upload = await owners.client.upload('contract', new TextEncoder().encode('机密二'), '机密二.txt');
    const open = (token?: string) =>
      fetch(upload['path'], { headers: token ? { cookie: `session_token=${token}` } : {} });
    expect(await (await open(owners.client.token)).text()).toBe('机密二');
    for (const token of [undefined, strangers.client.token, owners.freelancer.token]) {
      const answer = await open(token);
      expect(await answer.text()).not.toContain('机密二');
    }
  });
});
