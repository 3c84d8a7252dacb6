/** A house with something of everything, so that each page of the console has something to show. */
import { Client } from 'pg';
import { openChannel, samples } from '../channel/client.ts';
import { type Person, signUp, topUp } from '../cloudwork/client.ts';
import { offerFixed, payOrder, pixel, postJob } from '../cloudwork/deal.ts';
import { payFor, publish, signUp as joinConsulting } from '../consulting/client.ts';
import { sampleRequest, signUp as joinGig } from '../gig/client.ts';
import { join, newProject } from '../iblock/client.ts';
import type { RunningServer } from '../kit/server.ts';
import { type Console, openConsole } from '../operator/client.ts';

export interface House {
  /** Ids of what waits, as they stand in addresses. */
  readonly project: number;
  readonly gig: number;
  readonly consultation: number;
  readonly company: string;
  readonly payout: string;
  readonly dispute: string;
  readonly card: string;
  readonly appeal: string;
  readonly restricted: string;
  readonly person: string;
  readonly account: string;
  readonly transfer: string;
  readonly order: string;
}

/** Payouts wait for operators, and above this many yuan for two; so do identity cards. */
export const terms = { PAYOUT_APPROVAL: 'true', PAYOUT_SECOND_ABOVE: '200', PERSON_REVIEW: 'true' };

export async function openHouse(server: RunningServer): Promise<House> {
  const admin = await openConsole(server);
  const client = await signUp(server, 3, '李雷');
  const freelancer = await signUp(server, 1, '韩梅梅');
  await topUp(client, 5_000);
  await dispute(client, freelancer);
  const team = await certification(server);
  await identityCard(server.as('gig'));
  const project = await projectIn(server.as('iblock'));
  const gig = await requestIn(server.as('gig'));
  const consultation = await consultationIn(server.as('consulting'));
  await partner(server.as('channel'));
  await withdraw(server, client, 250);
  await matter(admin);
  await failedTask(server);
  await client.post('/api/feedback', {
    t: 'suggest',
    score: 8,
    content: '希望支持更多银行卡。',
    contact: client.phone,
  });
  const waiting = async (kind: string, market = 'cloudwork'): Promise<string> => {
    const { items } = (await admin.get(`/decisions?market=${market}&kind=${kind}`)).data;
    return String(items[0].id);
  };
  const [found] = (await admin.get(`/users?market=cloudwork&q=${client.phone}`)).data['items'];
  const { items: accounts } = (await admin.get(`/ledger/accounts?market=cloudwork&q=${client.phone}`)).data;
  const { items: entries } = (await admin.get(`/ledger/accounts/${accounts[0].code}?market=cloudwork`)).data;
  const { items: users } = (await admin.get('/users?market=cloudwork')).data;
  const restricted = users.find((one: { name: string }) => one.name === '启明');
  await admin.post(`/users/${restricted.uid}/restrict`, { market: 'cloudwork', reason: '投诉属实，三次爽约' });
  const { phone: username, password } = team;
  await team.post('/api/user/appeal', { username, password, content: '只有一次，已向客户说明并补做。' });
  return {
    project,
    gig,
    consultation,
    company: await waiting('company'),
    payout: await waiting('payout'),
    dispute: await waiting('dispute'),
    card: await waiting('person', 'gig'),
    appeal: await waiting('appeal'),
    restricted: restricted.uid,
    person: found.uid,
    account: accounts[0].code,
    transfer: entries.at(-1).transfer_id,
    order: (await client.get('/api/margin/record'))['records'].at(-1).trade_no,
  };
}

/** A contract of 1,000 and 2,000 yuan, frozen over the first after work was handed in. */
async function dispute(client: Person, freelancer: Person): Promise<void> {
  const job = await postJob(client, '奶茶店点单微信小程序');
  const milestones = JSON.stringify([
    { name: '原型', amount: 1000, end_at: '2099-02-01' },
    { name: '上线', amount: 2000, end_at: '2099-06-30' },
  ]);
  const deal = await offerFixed(client, freelancer, job, { milestones, name: '点单小程序开发' });
  await payOrder(client, deal, 'milestone');
  await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
  const { stones } = (await client.get('/api/contract', { contract_id: deal.contractId }))['contracts'][0];
  await freelancer.put('/api/milestone', { milestone_id: stones[0].id, message: '原型完成，请在测试环境验收。' });
  await client.post('/api/proposal/message', { contract_id: deal.contractId, content: '和约定的差太多了。' });
  await client.put('/api/contract', { contract_id: deal.contractId, status: 'finish', is_pay: false });
}

/** A company that has shown its papers. */
async function certification(server: RunningServer): Promise<Person> {
  const team = await signUp(server, 2, '启明');
  const picture = async (name: string) => (await team.upload('company', pixel, name))['attachment_id'];
  await team.post('/api/client/verify', {
    company_name: '启明科技有限公司',
    name: '王芳',
    phone: '021-88886666',
    permit_number: '91350100M000100Y43',
    org_number: 'M000100Y-4',
    permit_id: await picture('营业执照.png'),
    org_id: await picture('组织机构代码证.png'),
  });
  return team;
}

/** A person who has shown both sides of their card. */
async function identityCard(server: RunningServer): Promise<void> {
  const person = await joinGig(server, 1);
  const [{ url: pic }, { url: picf }] = [
    await person.upload(pixel, '正面.png'),
    await person.upload(pixel, '反面.png'),
  ];
  await person.must('/user/info/person', { name: '赵敏', code: '11010519491231002X', pic, picf });
}

async function projectIn(server: RunningServer): Promise<number> {
  const manager = await join(server, 'manager');
  const { image } = (await manager.upload('/project/uploadImage', pixel))['data'];
  return (await manager.post('/project/new', { ...newProject, image }))['data'].id;
}

async function requestIn(server: RunningServer): Promise<number> {
  const company = await joinGig(server, 2);
  const { url } = await company.upload(pixel, '展位图.png');
  return (await company.must('/user/goods/add', { ...sampleRequest, file: url })).id;
}

async function consultationIn(server: RunningServer): Promise<number> {
  const buyer = await joinConsulting(server, 'user', '郑先生');
  const consultant = await joinConsulting(server, 'consultant', '王律师');
  const post = await publish(buyer);
  await payFor(buyer, post, 20_000);
  const [order] = await consultant.must('/api/consultant/order/take', { post_id: post.id });
  await consultant.must('/api/consultant/order/deliver', { order_id: order, result: '建议协商解决。' });
  await buyer.must('/api/user/order/cancel', { post_id: order });
  return Number(order);
}

/** A partner whose address does not answer. */
async function partner(server: RunningServer): Promise<void> {
  const channel = await openChannel(server, 'partner');
  await channel.post('/webhooks', { url: 'http://127.0.0.1:9/' });
  await channel.post('/users', samples.user('U1'));
}

export async function withdraw(server: RunningServer, client: Person, amount: number): Promise<void> {
  await client.post('/api/user/alipay', { alipay: 'lilei@example.com' });
  await server.advance('PT2M');
  await client.post('/api/verifycode', { vtype: 'enter' });
  const code = await server.codeFor(client.phone);
  await client.post('/api/margin/withdraw', { amount, account: 'lilei@example.com', type: 'alipay', code });
}

/** A task that was given up; what it carries is not all for everybody's eyes. */
export async function failedTask(server: RunningServer): Promise<void> {
  const database = new Client({ connectionString: server.databaseUrl });
  await database.connect();
  const payload = {
    userId: '1',
    reason: '请回电13800010001',
    idNumber: '11010519491231002X',
    tradeNo: '202611200000123456',
  };
  await database.query(
    `insert into task (name, market, payload, run_at, attempts, last_error, created_at, failed_at)
     values ('notices.user.restricted', 'cloudwork', $1, now(), 12, 'no answer for 6222021234567890123', now(), now())`,
    [JSON.stringify(payload)],
  );
  await database.end();
}

/** A banner and a version of an app. */
async function matter(admin: Console): Promise<void> {
  const why = { market: 'cloudwork', reason: '新版上线' };
  await admin.post('/banners', {
    ...why,
    title: '新版上线',
    image: '/app/icon.svg',
    link: '/jobs',
    shown_from: '2026-01-01T00:00:00+08:00',
  });
  const version = { version: '2.1.0', download_url: 'https://example.com/app.apk', note: '修复问题' };
  await admin.put('/versions/android', { ...why, ...version });
}
