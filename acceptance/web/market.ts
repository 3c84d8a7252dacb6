/** Two people with something of everything, so that each page has something to show. */
import sharp from 'sharp';
import { type Person, topUp } from '../cloudwork/client.ts';
import * as account from '../cloudwork/client.ts';
import { offerFixed, offerHourly, payOrder, postJob, recordShot, localText } from '../cloudwork/deal.ts';
import type { RunningServer } from '../kit/server.ts';

export interface Market {
  readonly client: Person;
  readonly freelancer: Person;
  /** Public ids, as they stand in addresses. */
  readonly job: string;
  readonly contract: string;
  readonly hourly: string;
  /** A contract that is over and not reviewed. */
  readonly done: string;
  readonly person: string;
  readonly proposal: number;
  /** An order that waits to be paid. */
  readonly order: string;
}

/** A picture of a screen, such as people show of their work. */
const drawing = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#e9edfb"/>
      <rect x="200" y="30" width="240" height="400" rx="28" fill="#fff"/><rect x="224" y="70" width="192" height="90" rx="12" fill="#3450c8"/>
      <rect x="224" y="180" width="90" height="90" rx="12" fill="#f0f0ed"/><rect x="326" y="180" width="90" height="90" rx="12" fill="#f0f0ed"/>
      <rect x="224" y="288" width="192" height="16" rx="8" fill="#d5d8e2"/><rect x="224" y="316" width="120" height="16" rx="8" fill="#d5d8e2"/></svg>`),
  )
    .png()
    .toBuffer();

async function introduce(person: Person, title: string): Promise<void> {
  await person.post('/api/user/category', { category: '4,5' });
  const overview = '八年开发经验，做过点单、会员、预约等二十多个小程序，从接口到上线一个人完成。';
  const email = `p${person.phone}@example.com`;
  await person.post('/api/user/profile', {
    title,
    overview,
    email,
    skills: 'Node.js,微信小程序',
    english: 2,
    workload: 1,
  });
  await person.post('/api/user/resume', { level: 'expert' });
  await person.post('/api/user/other/create', { amount: 200, location: 330_100, address: '软件园 1 号' });
  const { attachment_id: picture } = await person.upload('portfolio', await drawing(), '首页.png');
  await person.post('/api/portfolio', {
    name: '奶茶店点单',
    category_id: 4,
    detail: '三家门店的点单小程序。',
    picture_id: picture,
    end_at: '2025-06',
  });
  await person.post('/api/employment', {
    company: '灵动科技',
    city_id: 330_100,
    title: '后端工程师',
    role: 2,
    start_at: '2019-03',
    working: true,
  });
  await person.post('/api/education', {
    start_at: '2012',
    end_at: '2016',
    school: '浙江大学',
    degree: 'bachelor',
    area: '计算机',
  });
}

/** A fixed-price contract under review, an hourly one with recorded hours, one that is over, bids and messages. */
export async function openMarket(server: RunningServer): Promise<Market> {
  const client = await account.signUp(server, 2, '李雷');
  const freelancer = await account.signUp(server, 1, '韩梅梅');
  const other = await account.signUp(server, 1, '王强');
  await introduce(freelancer, '小程序与后端开发');
  await introduce(other, '前端工程师');
  await topUp(client, 20_000);

  const job = await postJob(client, '奶茶店点单微信小程序开发', { duration: 3 });
  await freelancer.post('/api/proposal', {
    job_id: job,
    amount: 2800,
    duration: 3,
    message: '做过三家连锁店的点单小程序，可以先看案例。',
  });
  const { proposal_id: proposal } = await other.post('/api/proposal', {
    job_id: job,
    amount: 2500,
    duration: 4,
    message: '熟悉微信支付，本周即可开始。',
  });
  await client.put('/api/proposal', { proposal_id: proposal, operate: 'accept' });
  await client.post('/api/proposal/message', { proposal_id: proposal, content: '可以先看看案例吗？' });

  const contract = await fixedDeal(client, freelancer);
  const hourly = await hourlyDeal(server, client, freelancer);
  const done = await fixedDeal(client, freelancer);
  const { stones } = (await client.get('/api/contract', { contract_id: done }))['contracts'][0];
  for (const stone of stones)
    await client.put('/api/milestone', {
      milestone_id: stone.id,
      is_agree: 'release',
      is_stop: stone === stones.at(-1),
    });
  const [first] = (await freelancer.get('/api/contract', { contract_id: contract }))['contracts'][0].stones;
  await freelancer.put('/api/milestone', { milestone_id: first.id, message: '原型完成，请在测试环境验收。' });
  await client.post('/api/proposal/message', { contract_id: contract, content: '辛苦了，今天看。' });

  const added = await client.post('/api/milestone', {
    contract_id: contract,
    milestones: JSON.stringify([{ name: '售后一个月', amount: 500 }]),
  });
  await client.post('/api/favorite', { target_id: freelancer.uid });
  await freelancer.post('/api/favorite', { target_id: job });
  await freelancer.post('/api/subscribe', { name: '小程序', keyword: '小程序', paymethod: 'fixed' });
  await freelancer.post('/api/user/alipay', { alipay: 'hanmeimei@example.com' });
  await client.post('/api/user/alipay', { alipay: 'lilei@example.com' });
  const own = (await freelancer.get('/api/proposal', { job_id: job, operate: 'active' }))['proposals'];
  const shared = own[0]?.proposal_id ?? proposal;
  return {
    client,
    freelancer,
    job,
    contract,
    hourly,
    done,
    person: freelancer.uid,
    proposal: shared,
    order: added['trade_no'],
  };
}

let jobs = 0;

async function fixedDeal(client: Person, freelancer: Person): Promise<string> {
  jobs += 1;
  const job = await postJob(client, `商城小程序 ${jobs} 期`);
  const milestones = JSON.stringify([
    { name: '原型', amount: 1000, end_at: '2099-02-01' },
    { name: '上线', amount: 2000, end_at: '2099-06-30' },
  ]);
  const deal = await offerFixed(client, freelancer, job, { milestones });
  await payOrder(client, deal, 'milestone');
  await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
  return deal.contractId;
}

async function hourlyDeal(server: RunningServer, client: Person, freelancer: Person): Promise<string> {
  const job = await postJob(client, '后台长期维护', { paymethod: 'hour', workload: 1, duration: 3, budget: '' });
  const deal = await offerHourly(client, freelancer, job);
  await payOrder(client, deal, 'weekstone');
  await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
  const now = await server.now();
  const hour = new Date(now.getTime() + 8 * 3_600_000).getUTCHours();
  if (hour < 20) await server.advance(`PT${20 - hour}H`);
  const minutesAgo = async (minutes: number) => new Date((await server.now()).getTime() - minutes * 60_000);
  for (const minutes of [10, 20, 30, 60, 70])
    await recordShot(freelancer, { contractId: deal.contractId, at: await minutesAgo(minutes) });
  await freelancer.post('/api/weekstone/screenshot', {
    shot_time: localText(await minutesAgo(120)),
    contract_id: deal.contractId,
    is_auto: '0',
    name: '',
    description: '电话会议',
  });
  return deal.contractId;
}
