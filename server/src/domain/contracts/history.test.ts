import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fair, openFair, refusalOf } from '../../../test/discovery.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { hourMs } from '../../kernel/clock.ts';
import { hiredFreelancerNames, hiredFreelancers, workHistory } from './index.ts';

let fair: Fair;
let client: TestPerson;

beforeAll(async () => {
  fair = await openFair();
  client = await fair.addClient('爱丽丝');
});
afterAll(() => fair.close());

const all = { number: 1, size: 100 };
const history = (who: Pick<TestPerson, 'actor'>, uid: string, page = all) =>
  fair.look(who, (ctx) => workHistory(ctx, uid, page));
const hired = (who: TestPerson, page = all) => fair.look(who, (ctx) => hiredFreelancers(ctx, page));
const names = (who: TestPerson) => fair.look(who, hiredFreelancerNames);

describe('what a freelancer has done', () => {
  test('is what they accepted, newest first, page by page, for anyone signed in', async () => {
    const finn = await fair.addFreelancer('芬');
    for (const state of ['drafted', 'offered', 'refused', 'revoked', 'expired']) {
      await fair.addContract(await fair.post(client), { client, freelancer: finn, state });
    }
    const listings = [];
    for (const state of ['active', 'paused', 'finished', 'disputed', 'settled']) {
      const listing = await fair.post(client, { title: `做了 ${state}` });
      await fair.addContract(listing, { client, freelancer: finn, state, paid: 12_300n });
      listings.unshift(`做了 ${state}`);
    }
    const stranger = await fair.addFreelancer('路人');
    const { items, total } = await history(stranger, finn.uid);
    expect([total, items.map((row) => row.title)]).toEqual([5, listings]);
    expect(items[0]).toMatchObject({ state: 'settled', paid_total: 12_300n, slots: 0, pay_kind: 'fixed' });
    const second = await history(client, finn.uid, { number: 2, size: 3 });
    expect([second.total, second.items.map((row) => row.title)]).toEqual([5, listings.slice(3)]);
    expect((await history(client, stranger.uid)).total).toBe(0);
  });

  test('counts the time that weeks have recorded', async () => {
    const gu = await fair.addFreelancer('古');
    const { id } = await fair.addContract(await fair.post(client), { client, freelancer: gu, state: 'active' });
    await fair.query(
      `with o as (insert into pay_order (market, trade_no, purpose, state, payer_party_id, contract_id, amount, created_at)
         select 'cloudwork', 'w' || n, 'week', 'paid', $2, $1, 100, now() from generate_series(1, 2) n returning id, trade_no)
       insert into week (contract_id, order_id, term, hourly, limit_slots, amount, state, shot_slots, manual_slots, created_at)
       select $1, id, right(trade_no, 1)::int, 100, 60, 100, 'paid', 4, 3, now() from o`,
      [id, client.partyId],
    );
    expect((await history(client, gu.uid)).items[0]?.slots).toBe(14);
    await fair.refresh(gu);
    const [row] = await fair.query<{ slots: number }>('select slots from freelancer_search where party_id = $1', [
      gu.partyId,
    ]);
    expect(row?.slots).toBe(14);
  });

  test('is not told of clients, of the restricted, of nobody, or to nobody', async () => {
    const shut = await fair.addFreelancer('受限');
    await fair.restrict(shut);
    for (const uid of [client.uid, shut.uid, 'f'.repeat(16)]) {
      expect(await refusalOf(history(client, uid))).toBe('profile.not_found');
    }
    expect(await refusalOf(history(fair.anybody, client.uid))).toBe('auth.required');
  });
});

describe('whom a client has hired', () => {
  test('is one item a person, the latest hire first, with all that is between the two', async () => {
    const own = await fair.addClient('雇主');
    const [one, two, three, four] = [
      await fair.addFreelancer('一'),
      await fair.addFreelancer('二'),
      await fair.addFreelancer('三'),
      await fair.addFreelancer('四'),
    ];
    const hire = async (freelancer: TestPerson, state: string, by = own) => {
      fair.kit.clock.move(hourMs);
      return (await fair.addContract(await fair.post(by), { client: by, freelancer, state })).uid;
    };
    const first = await hire(one, 'finished');
    await hire(two, 'settled');
    const again = await hire(one, 'active');
    const at = fair.kit.clock.now();
    await hire(three, 'refused');
    await hire(four, 'active', client);
    const { items, total } = await hired(own);
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { uid: one.uid, is_hired_now: true, last_hired_at: at, contracts: [{ uid: again }, { uid: first }] },
      { uid: two.uid, is_hired_now: false, contracts: [{ name: 'A contract' }] },
    ]);
    expect((await hired(own, { number: 2, size: 1 })).items.map((row) => row.uid)).toEqual([two.uid]);
    expect(await names(own)).toEqual([
      { uid: one.uid, name: '一' },
      { uid: two.uid, name: '二' },
    ]);
  });

  test('is for clients to ask', async () => {
    const finn = await fair.addFreelancer('芬');
    expect(await refusalOf(hired(finn))).toBe('role.client_required');
    expect(await refusalOf(Promise.resolve().then(() => names(finn)))).toBe('role.client_required');
  });
});
