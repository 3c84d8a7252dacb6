import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, type Yard } from '../../../test/deal.ts';
import { moneyProofs } from '../../wiring/proofs.ts';
import { settleMilestone } from '../contracts/index.ts';
import { verifyLedger } from './index.ts';
import { proofs } from './ledger.sql.ts';

let yard: Yard;
let fixed: Deal;
let hourly: Deal;

/** A little of everything: a top-up, paid and held milestones, recorded hours, a payout under way. */
beforeAll(async () => {
  yard = await openYard();
  fixed = await yard.activeFixed([1_000n, 2_000n]);
  const [first] = await yard.milestones(fixed);
  await yard.run(fixed.client, (ctx) =>
    settleMilestone(ctx, { milestoneId: first?.id ?? 0n, move: 'release', endsContract: false }),
  );
  hourly = await yard.activeHourly();
  await yard.recordSlots(hourly, 3);
  await yard.addAlipay(fixed.freelancer);
  await yard.withdraw(fixed.freelancer, 300n);
});
afterAll(() => yard.close());

/** What is found after a superuser, whom no trigger stops, did `text` to the books; it is undone afterwards. */
async function foundAfter(text: string): Promise<string[]> {
  const found: string[] = [];
  const undo = new Error('undo');
  await yard.kit.database
    .write(async (db) => {
      await db.query({ text: 'set local session_replication_role = replica' });
      for (const statement of text.split(';')) await db.query({ text: statement });
      const findings = await verifyLedger(db, moneyProofs);
      found.push(...new Set(findings.map((finding) => finding.proof)));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}

const milestone = (place: number) =>
  `(select id from milestone where contract_id = ${fixed.id} order by term offset ${place} limit 1)`;

/** A gig request over an order that is paid and still holds money. */
const request = (state: string, promised = 0) =>
  `insert into gig_request (market, number, client_party_id, order_id, state, title, kind, price, promised, settlement,
     created_at, updated_at)
   values ('cloudwork', 'G1', ${fixed.client.partyId},
     (select id from pay_order where contract_id = ${fixed.id} and state = 'paid' limit 1),
     '${state}', '搭建', 'other', 5, ${promised}, 'other', now(), now())`;

describe('the proof of the books', () => {
  test('finds nothing in sound books, and makes every proof there is', async () => {
    const made: string[] = [];
    expect(await verifyLedger(yard.kit.database.reader, moneyProofs, (name) => made.push(name))).toEqual([]);
    expect(made).toEqual([...Object.keys(proofs), ...Object.keys(moneyProofs)]);
    expect(made.length).toBeGreaterThanOrEqual(13);
  });

  /** A project with one step, which is accepted. */
  const oneStep = `insert into project (market, manager_id, manager_party_id, state, title, description, industry_id,
      created_at, updated_at) values ('iblock', 1, 1, 'running', 'x', 'x', 1, now(), now());
    insert into project_step (project_id, place, name, state, created_at) select id, 1, 'x', 'accepted', now() from project`;

  const kinds: [proof: string, how: string, damage: () => string][] = [
    [
      'unbalanced_transfers',
      'one fen was changed',
      () => 'update ledger_entry set amount = amount + 1 where id = (select max(id) from ledger_entry)',
    ],
    [
      'unbalanced_transfers',
      'an entry was dropped',
      () => 'delete from ledger_entry where id = (select max(id) from ledger_entry)',
    ],
    [
      'house_sum',
      'money came from nowhere',
      () =>
        "insert into ledger_entry (transfer_id, account, amount) select max(id), 'fees:cloudwork', 5 from ledger_transfer",
    ],
    [
      'transfers_without_entries',
      'all entries of a transfer were dropped',
      () => 'delete from ledger_entry where transfer_id = (select max(id) from ledger_transfer)',
    ],
    [
      'balances_unlike_entries',
      'one fen of a balance was changed',
      () => `update ledger_account set balance = balance + 1 where code = 'available:${fixed.client.partyId}'`,
    ],
    [
      'balances_unlike_entries',
      'a version was turned back',
      () => `update ledger_account set version = version - 1 where code = 'available:${fixed.client.partyId}'`,
    ],
    [
      'broken_chains',
      'a balance after an entry was changed',
      () =>
        'update ledger_entry set balance_after = balance_after + 1 where id = (select max(id) from ledger_entry where version is not null)',
    ],
    [
      'broken_chains',
      'a link of the chain was renumbered',
      () =>
        `update ledger_entry set version = version + 10 where account = 'available:${fixed.client.partyId}' and version = 1`,
    ],
    [
      'broken_chains',
      'a whole transfer was dropped from the middle',
      () =>
        `delete from ledger_entry where transfer_id = (select transfer_id from ledger_entry where account = 'available:${fixed.client.partyId}' and version = 1)`,
    ],
    [
      'entries_without_account',
      'an account was dropped',
      () => `delete from ledger_account where code = 'available:${fixed.client.partyId}'`,
    ],
    [
      'paid_topups_without_credit',
      'a top-up was called paid that never came',
      () =>
        `insert into pay_order (market, trade_no, purpose, state, payer_party_id, amount, created_at) values ('cloudwork', 'X1', 'topup', 'paid', ${fixed.client.partyId}, 5, now())`,
    ],
    [
      'credits_without_paid_topup',
      'a credited top-up was called open',
      () => `update pay_order set state = 'open' where purpose = 'topup' and payer_party_id = ${fixed.client.partyId}`,
    ],
    [
      'withdrawing_unlike_payouts',
      'a payout was called refused without giving the money back',
      () => "update payout set state = 'refused'",
    ],
    ['withdrawing_unlike_payouts', 'a payout was made larger', () => 'update payout set amount = amount + 1'],
    [
      'escrow_unlike_orders',
      'a milestone was called paid without payment',
      () => `update milestone set state = 'paid' where id = ${milestone(1)}`,
    ],
    [
      'escrow_unlike_orders',
      'a paid milestone was opened again',
      () => `update milestone set state = 'active' where id = ${milestone(0)}`,
    ],
    [
      'escrow_unlike_orders',
      'a week was called cancelled without refund',
      () => `update week set state = 'cancelled' where contract_id = ${hourly.id}`,
    ],
    [
      'funded_unlike_paid_orders',
      'an order was called paid without payment',
      () =>
        `insert into pay_order (market, trade_no, purpose, state, payer_party_id, amount, created_at) values ('cloudwork', 'X2', 'week', 'paid', ${fixed.client.partyId}, 5, now())`,
    ],
    [
      'funded_unlike_paid_orders',
      'a funded order was called open',
      () => `update pay_order set state = 'open' where contract_id = ${fixed.id}`,
    ],
    [
      'paid_unlike_statement',
      'a contract says that more was paid',
      () => `update contract set paid_total = paid_total + 1 where id = ${fixed.id}`,
    ],
    [
      'weeks_unlike_records',
      'a week counts a slot without a record',
      () => `update week set manual_slots = manual_slots + 1 where contract_id = ${hourly.id}`,
    ],
    ['gig_escrow_unlike_requests', 'a request was called settled while it holds money', () => request('settled')],
    ['gig_funded_unlike_orders', 'a request was called unpaid whose order is paid', () => request('reviewed')],
    ['gig_promised_unlike_applications', 'a request promises what nobody was accepted for', () => request('active', 1)],
    [
      'consultation_escrow_unlike_posts',
      'an order holds money for no post',
      () => `update pay_order set purpose = 'consultation' where contract_id = ${fixed.id}`,
    ],
    [
      'consultation_paid_unlike_orders',
      'a consultation was called paid without payment',
      () =>
        `insert into pay_order (market, trade_no, purpose, state, payer_party_id, amount, created_at) values ('cloudwork', 'X3', 'consultation', 'paid', ${fixed.client.partyId}, 5, now())`,
    ],
    ['weeks_unlike_records', 'a record was dropped', () => `delete from screenshot where contract_id = ${hourly.id}`],
    [
      'step_escrow_unlike_fundings',
      'money was noted for a step that nobody set aside',
      () => 'insert into step_funding (step_id, order_id, amount) select 1, max(id), 5 from pay_order',
    ],
    [
      'step_orders_unlike_fundings',
      'an order for a step funded none',
      () => `update pay_order set purpose = 'step' where contract_id = ${fixed.id}`,
    ],
    [
      'hirings_unlike_fundings',
      'somebody was noted as paid out of nothing',
      () => `${oneStep}; insert into hiring (project_id, step_id, user_id, party_id, state, paid, created_at)
        select project_id, id, 1, 1, 'accepted', 5, now() from project_step`,
    ],
    [
      'money_of_ended_steps',
      'a step was accepted and its money stayed',
      () => `${oneStep}; insert into step_funding (step_id, order_id, amount)
        select s.id, o.id, 5 from project_step s, (select max(id) as id from pay_order) o`,
    ],
  ];

  test.each(kinds)('%s finds that %s', async (proof, _, make) => {
    expect(await foundAfter(make())).toContain(proof);
  });

  test('every proof of the house has been seen to fail', () => {
    expect(new Set(kinds.map(([proof]) => proof))).toEqual(
      new Set([...Object.keys(proofs), ...Object.keys(moneyProofs)]),
    );
  });

  test('the books are sound again afterwards', async () => {
    expect(await yard.findings()).toEqual([]);
  });
});
