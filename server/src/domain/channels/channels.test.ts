import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKit, type Kit } from '../../../test/kit.ts';
import type { Actor, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { createVault } from '../../platform/vault.ts';
import { system, unitsOf } from '../../platform/work.ts';
import { createPasswords } from '../identity/index.ts';
import {
  addApplication,
  addChannelClient,
  addClaim,
  addCompany,
  addPerson,
  addPosting,
  type ApplicationInput,
  applicationLifecycle,
  type ApplicationState,
  changeApplication,
  changeClaim,
  changePosting,
  type ClaimInput,
  findApplication,
  findClaim,
  findPosting,
  once,
  type PersonInput,
  type PostingInput,
} from './index.ts';

let kit: Kit;
let partner: Actor;
const vault = createVault('a secret of at least thirty-two characters');

beforeAll(async () => {
  kit = await openKit({ market: 'channel' });
  const units = unitsOf(kit.work, 'channel', system);
  const client = { clientId: 'p', name: 'p', secret: 's', isSandbox: false };
  await addChannelClient(units, createPasswords({ atOnce: 1, waiting: 1 }), client);
  const [row] = await kit.database.reader.query<{ id: bigint }>({ text: 'select id from channel_client' });
  partner = { kind: 'channel', channelId: row?.id ?? 0n };
  await write((ctx) => addCompany(ctx, vault, company));
  await Promise.all(
    Array.from({ length: 64 }, (_, index) => write((ctx) => addPerson(ctx, vault, person(`U${index}`)))),
  );
});

afterAll(() => kit.close());

const write = <T>(operation: (ctx: WriteContext) => Promise<T>): Promise<T> =>
  kit.work.write('channel', partner, operation);

/** "done", or the code of the refusal. */
const outcome = <T>(operation: (ctx: WriteContext) => Promise<T>): Promise<string> =>
  write(operation).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
const counted = (outcomes: readonly string[]) =>
  Object.fromEntries([...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]));

const company = {
  ownId: 'C',
  name: '公司',
  creditCode: '91110000MA00ABCD00',
  legalPerson: null,
  contactPerson: null,
  contactPhone: null,
  licence: null,
  address: null,
  businessScope: null,
};
const person = (ownId: string): PersonInput => ({
  ownId,
  name: '张三',
  idNumber: '11010519491231002X',
  phone: '13800138000',
  liveness: null,
});
const posting = (ownId: string, changes: Partial<PostingInput> = {}): PostingInput => ({
  ownId,
  companyOwnId: 'C',
  name: '招聘',
  kind: { code: 'short_term', sent: '短期工' },
  headcount: 3,
  recruitsFrom: new Date('2026-11-01T00:00:00Z'),
  recruitsUntil: new Date('2026-11-30T00:00:00Z'),
  worksFrom: null,
  worksUntil: null,
  wageDescription: null,
  description: null,
  place: null,
  requirements: null,
  salary: null,
  state: 'open',
  ...changes,
});
const application = (
  ownId: string,
  personOwnId: string,
  postingOwnId: string,
  state: ApplicationState = 'pending',
): ApplicationInput => ({
  ownId,
  personOwnId,
  postingOwnId,
  appliedAt: new Date('2026-11-10T00:00:00Z'),
  resumeUrl: null,
  source: null,
  state,
  remark: null,
});
const claim = (ownId: string, changes: Partial<ClaimInput> = {}): ClaimInput => ({
  ownId,
  kind: 'user',
  personOwnId: 'U0',
  applicationOwnId: null,
  amount: 500_000n,
  currency: 'CNY',
  paidAt: new Date('2026-11-20T00:00:00Z'),
  method: null,
  paymentChannel: null,
  bankName: null,
  account: '6222021234567890123',
  transactionNo: null,
  basis: { kind: 'monthly', kindSent: '月薪', hours: null, from: null, until: null, description: null, documents: [] },
  state: 'pending',
  remark: null,
  ...changes,
});
const accepted = async (ownId: string) => (await findPosting(kit.work.read('channel', partner), ownId)).accepted;

describe('places', () => {
  it('are never given to more than there are, though 64 come accepted at once', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-race')));
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        outcome((ctx) => addApplication(ctx, vault, application(`R${index}`, `U${index}`, 'T-race', 'accepted'))),
      ),
    );
    expect(counted(outcomes)).toEqual({ done: 3, 'channel.headcount_full': 61 });
    expect(await accepted('T-race')).toBe(3);
  });

  it('are never given to more than there are, though 64 who wait are accepted at once', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-wait')));
    for (let index = 0; index < 64; index += 1) {
      await write((ctx) => addApplication(ctx, vault, application(`W${index}`, `U${index}`, 'T-wait')));
    }
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        outcome((ctx) => changeApplication(ctx, `W${index}`, { state: 'accepted' })),
      ),
    );
    expect(counted(outcomes)).toEqual({ done: 3, 'channel.headcount_full': 61 });
    expect(await accepted('T-wait')).toBe(3);
  });

  it('come back when somebody accepted is cancelled, once', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-back', { headcount: 1 })));
    await write((ctx) => addApplication(ctx, vault, application('B0', 'U0', 'T-back', 'accepted')));
    await write((ctx) => addApplication(ctx, vault, application('B1', 'U1', 'T-back')));
    expect(await outcome((ctx) => changeApplication(ctx, 'B1', { state: 'accepted' }))).toBe('channel.headcount_full');
    await Promise.all(
      Array.from({ length: 8 }, () => outcome((ctx) => changeApplication(ctx, 'B0', { state: 'cancelled' }))),
    );
    expect(await accepted('T-back')).toBe(0);
    expect(await outcome((ctx) => changeApplication(ctx, 'B1', { state: 'accepted' }))).toBe('done');
  });

  it('cannot become fewer than are given', async () => {
    const change = (headcount: number) => outcome((ctx) => changePosting(ctx, 'T-race', { headcount }));
    expect(await change(2)).toBe('channel.headcount_below_accepted');
    expect(await change(4)).toBe('done');
    const [late, fewer] = await Promise.all([
      outcome((ctx) => addApplication(ctx, vault, application('R-late', 'U63', 'T-race', 'accepted'))),
      change(3),
    ]);
    expect([late, fewer].filter((one) => one === 'done').length).toBe(1);
  });
});

describe('a request that comes 32 times at once', () => {
  it('makes one application, takes one place and is answered the same', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-same')));
    const made = await Promise.all(
      Array.from({ length: 32 }, () =>
        write((ctx) => addApplication(ctx, vault, application('S', 'U1', 'T-same', 'accepted'))),
      ),
    );
    expect(new Set(made.map((one) => `${one.uid} ${one.created_at.getTime()}`)).size).toBe(1);
    expect(await accepted('T-same')).toBe(1);
  });

  it('makes one payment; with another amount it is refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        outcome((ctx) => addClaim(ctx, vault, claim('P-same', { amount: index % 2 === 0 ? 100n : 101n }))),
      ),
    );
    expect(counted(outcomes)).toEqual({ done: 16, 'channel.id_taken': 16 });
    const held = await kit.database.reader.query({ text: "select 1 from channel_payment where own_id = 'P-same'" });
    expect(held.length).toBe(1);
  });

  it('is answered the same after the work has closed and the object has changed', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-shut')));
    const input = application('S-closed', 'U1', 'T-shut');
    const first = await write((ctx) => addApplication(ctx, vault, input));
    await write((ctx) => changeApplication(ctx, 'S-closed', { state: 'rejected' }));
    await write((ctx) => changePosting(ctx, 'T-shut', { state: 'closed' }));
    const again = await write((ctx) => addApplication(ctx, vault, input));
    expect([again.uid, again.created_at]).toEqual([first.uid, first.created_at]);
    expect((await findApplication(kit.work.read('channel', partner), 'S-closed')).state).toBe('rejected');
  });
});

describe('a request with a key of its caller', () => {
  it('is done once, though it comes 16 times at once', async () => {
    let done = 0;
    const ask = (request: string) =>
      outcome((ctx) =>
        once(ctx, vault, { key: 'k', request }, async () => {
          done += 1;
          return { done };
        }),
      );
    expect(counted(await Promise.all(Array.from({ length: 16 }, () => ask('this'))))).toEqual({ done: 16 });
    expect(await ask('that')).toBe('channel.key_reused');
    expect(done).toBe(1);
  });
});

describe('an application', () => {
  it.each(['closed', 'suspended'] as const)('is refused while the work is %s', async (state) => {
    await write((ctx) => addPosting(ctx, vault, posting(`T-${state}`, { state })));
    const add = () => outcome((ctx) => addApplication(ctx, vault, application(`A-${state}`, 'U1', `T-${state}`)));
    expect(await add()).toBe('channel.posting_not_open');
    await write((ctx) => changePosting(ctx, `T-${state}`, { state: 'open' }));
    expect(await add()).toBe('done');
  });

  it('is made once by one person, though they ask under many ids at once', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-twice')));
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        outcome((ctx) => addApplication(ctx, vault, application(`D${index}`, 'U5', 'T-twice'))),
      ),
    );
    expect(counted(outcomes)).toEqual({ done: 1, 'channel.applied_already': 7 });
  });

  it('obeys the window to its very ends', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-window')));
    const at = (ownId: string, who: string, time: string) =>
      outcome((ctx) =>
        addApplication(ctx, vault, { ...application(ownId, who, 'T-window'), appliedAt: new Date(time) }),
      );
    expect(await at('V1', 'U1', '2026-10-31T23:59:59Z')).toBe('channel.outside_window');
    expect(await at('V1', 'U1', '2026-11-01T00:00:00Z')).toBe('done');
    expect(await at('V2', 'U2', '2026-11-30T00:00:01Z')).toBe('channel.outside_window');
    expect(await at('V2', 'U2', '2026-11-30T00:00:00Z')).toBe('done');
  });

  it('makes every move of its table and no other', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-moves', { headcount: 64 })));
    const states = ['pending', 'accepted', 'rejected', 'cancelled'] as const;
    let who = 0;
    for (const from of states) {
      for (const to of states) {
        const ownId = `M-${from}-${to}`;
        await write((ctx) => addApplication(ctx, vault, application(ownId, `U${who}`, 'T-moves', from)));
        who += 1;
        const moves = Object.values(applicationLifecycle.moves);
        const isMove =
          from === to || moves.some((move) => move.to === to && (move.from as readonly string[]).includes(from));
        const done = await outcome((ctx) => changeApplication(ctx, ownId, { state: to }));
        expect([from, to, done]).toEqual([from, to, isMove ? 'done' : 'move.not_from_here']);
      }
    }
    // accepted → accepted and pending → accepted stay; accepted → pending and → rejected were refused and stay too.
    expect(await accepted('T-moves')).toBe(4);
  });
});

describe('a payment', () => {
  it('is fixed once it is completed or failed', async () => {
    for (const state of ['completed', 'failed'] as const) {
      const ownId = `P-${state}`;
      await write((ctx) => addClaim(ctx, vault, claim(ownId)));
      expect(await outcome((ctx) => changeClaim(ctx, vault, ownId, { amount: 1n, personOwnId: 'U1' }))).toBe('done');
      expect(await outcome((ctx) => changeClaim(ctx, vault, ownId, { state }))).toBe('done');
      for (const changes of [{ amount: 2n }, { personOwnId: 'U2' }, { account: '1' }, { paidAt: new Date(0) }]) {
        expect(await outcome((ctx) => changeClaim(ctx, vault, ownId, changes))).toBe('channel.payment_fixed');
      }
      expect(await outcome((ctx) => changeClaim(ctx, vault, ownId, { state: 'pending' }))).toBe('move.not_from_here');
      expect(await outcome((ctx) => changeClaim(ctx, vault, ownId, { remark: '核对', state }))).toBe('done');
    }
  });

  it('ends in one state only, though both are reported at once', async () => {
    await write((ctx) => addClaim(ctx, vault, claim('P-both')));
    const outcomes = await Promise.all(
      (['completed', 'failed'] as const).map((state) => outcome((ctx) => changeClaim(ctx, vault, 'P-both', { state }))),
    );
    expect(counted(outcomes)).toEqual({ done: 1, 'move.not_from_here': 1 });
  });

  it('goes to the person of its application, and follows another one', async () => {
    await write((ctx) => addPosting(ctx, vault, posting('T-pay')));
    for (const who of ['U1', 'U2']) {
      await write((ctx) => addApplication(ctx, vault, application(`A-${who}`, who, 'T-pay')));
    }
    const forFirst = claim('P-app', { kind: 'application', personOwnId: null, applicationOwnId: 'A-U1' });
    await write((ctx) => addClaim(ctx, vault, forFirst));
    const find = () => findClaim(kit.work.read('channel', partner), 'P-app');
    expect((await find()).person_own_id).toBe('U1');
    expect(await outcome((ctx) => changeClaim(ctx, vault, 'P-app', { personOwnId: 'U2' }))).toBe(
      'channel.payee_mismatch',
    );
    await write((ctx) => changeClaim(ctx, vault, 'P-app', { applicationOwnId: 'A-U2' }));
    expect((await find()).person_own_id).toBe('U2');
  });

  it('keeps account numbers and identity numbers sealed', async () => {
    await write((ctx) => addClaim(ctx, vault, claim('P-sealed')));
    const tables = ['channel_person', 'channel_payment', 'channel_request'];
    for (const table of tables) {
      const rows = await kit.database.reader.query<{ row: string }>({
        text: `select to_jsonb(t)::text as row from ${table} t`,
      });
      for (const { row } of rows) expect(row).not.toMatch(/11010519491231002X|6222021234567890123/);
    }
  });
});

describe('nobody else', () => {
  it.each<[string, Actor]>([
    ['a stranger', { kind: 'anonymous' }],
    ['a person of the house', { kind: 'person', userId: 1n, partyId: 1n, role: 'client', sessionId: 1n }],
    ['the system', system],
  ])('acts as a partner: %s', async (_who, actor) => {
    await expect(kit.work.write('channel', actor, (ctx) => addPerson(ctx, vault, person('X')))).rejects.toThrow(
      'auth.required',
    );
    await expect(findPosting(kit.work.read('channel', actor), 'T-race')).rejects.toThrow('auth.required');
  });
});
