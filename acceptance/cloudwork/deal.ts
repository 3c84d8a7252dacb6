/** Two people and the deals they make, by the documented calls. */
import { expect } from 'vitest';
import type { Fields, Person } from './client.ts';

/** The client posts a job; answers its id. */
export async function postJob(client: Person, name: string, fields: Fields = {}): Promise<string> {
  const posted = await client.post('/api/jobs', {
    name,
    description: `${name}：<p>需要一名熟练的开发者，<b>尽快</b>开始。</p>`,
    category_id: 4,
    hires: 1,
    paymethod: 'fixed',
    level: 'middle',
    budget: 3000,
    skills: 'Node.js,微信小程序',
    ...fields,
  });
  expect(posted).toMatchObject({ error_code: 0 });
  return posted['job_id'];
}

export interface Offered {
  readonly contractId: string;
  readonly tradeNo: string;
}

/** The client drafts a fixed-price offer. */
export async function offerFixed(
  client: Person,
  freelancer: Person,
  jobId: string,
  fields: Fields = {},
): Promise<Offered> {
  return offer(client, freelancer, jobId, { amount: 3000, start_at: '2099-01-01', end_at: '2099-06-30', ...fields });
}

/** The client drafts an hourly offer: 100 yuan an hour, ten hours a week, time by hand allowed. */
export async function offerHourly(
  client: Person,
  freelancer: Person,
  jobId: string,
  fields: Fields = {},
): Promise<Offered> {
  return offer(client, freelancer, jobId, {
    hourly: '100.00',
    workload: 10,
    manual: true,
    end_at: '2099-12-31',
    ...fields,
  });
}

async function offer(client: Person, freelancer: Person, jobId: string, fields: Fields): Promise<Offered> {
  const terms = {
    user_id: freelancer.uid,
    job_id: jobId,
    name: '小程序开发合同',
    message: '请按约定交付。',
    ...fields,
  };
  const made = await client.post('/api/contract', terms);
  expect(made).toMatchObject({ error_code: 0 });
  expect(made['trade_no']).toMatch(/^\d{18}$/);
  return { contractId: made['contract_id'], tradeNo: made['trade_no'] };
}

/** The client pays an order out of the balance. */
export async function payOrder(
  client: Person,
  { contractId, tradeNo }: Offered,
  ptype: 'milestone' | 'weekstone',
): Promise<void> {
  const paid = await client.post('/api/order/pay', { contract_id: contractId, trade_no: tradeNo, ptype });
  expect(paid).toMatchObject({ error_code: 0, contract_id: contractId });
}

export const contractOf = async (person: Person, id: string) =>
  (await person.get('/api/contract', { contract_id: id }))['contracts'][0];
export const marginOf = async (person: Person): Promise<number> => (await person.get('/api/margin/basic'))['margin'];

/** The smallest PNG there is: one pixel. */
export const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

/** "2026-11-20 08:00:00" in UTC, as the desktop tracker sends it. */
export const utcText = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');

/** The same in Shanghai, as a person enters it. */
export const localText = (time: Date): string => utcText(new Date(time.getTime() + 8 * 3_600_000));

export interface Shot {
  readonly contractId: string;
  readonly at: Date;
}

/** The tracker records the ten minutes around `at` with a picture. */
export async function recordShot(freelancer: Person, { contractId, at }: Shot) {
  const { attachment_id } = await freelancer.upload('shot', pixel, 'shot.png');
  return freelancer.post('/api/weekstone/screenshot', {
    name: 'shot.png',
    shot_time: utcText(at),
    description: '编写接口',
    activity: 80,
    keyboard: 900,
    mouse: 120,
    contract_id: contractId,
    attachment_id,
    is_auto: '1',
  });
}
