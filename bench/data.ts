/** The people and jobs that are measured on: written in bulk, row for row what the operations write. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Client } from 'pg';
import { termsOf } from '../server/src/domain/listings/index-listing.ts';
import { limitTables } from './limit.sql.ts';

export const people = 2_000;
export const password = 'bench-123456';

/** Words by how many of the jobs have them: 1 in 20,000, 1 in 100, 3 in 10. */
export const words = { rare: '量子计算', middling: '小程序', common: '开发' } as const;

/** The token of the session that each party has. */
export const tokenOf = (partyId: bigint | number): string => `bench-${partyId}`;

/** Leaves of the categories that jobs are spread over. */
export const categories = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23] as const;
export const levels = ['entry', 'middle', 'expert'] as const;

/** 2,000 clients and as many freelancers, each with a profile, a wallet and a session. */
export async function addPeople(client: Client, passwordHash: string): Promise<void> {
  await client.query(
    `insert into user_account (market, uid, username, phone, name, password_hash, created_at)
     select 'cloudwork', left(md5('bench' || n), 16), 'bench' || n, '1' || (3800000000 + n), 'Bench ' || n, $1, now()
     from generate_series(1, ${2 * people}) n`,
    [passwordHash],
  );
  await client.query(
    `insert into party (market, uid, user_id, kind, name, created_at)
     select 'cloudwork', case when row_number() over (order by id) <= ${people} then left(md5('team' || id), 16) else uid end,
       id, case when row_number() over (order by id) <= ${people} then 'client' else 'freelancer' end, name, now()
     from user_account where username like 'bench%' order by id`,
  );
  await client.query(
    `insert into client_profile (party_id, updated_at) select id, now() from party where kind = 'client' on conflict do nothing;
     insert into freelancer_profile (party_id, updated_at)
       select id, now() from party where kind = 'freelancer' on conflict do nothing;
     insert into ledger_account (code, market, kind, party_id, is_house, opened_at)
       select k || ':' || p.id, 'cloudwork', k, p.id, false, now()
       from party p cross join unnest(array['available', 'withdrawing']) k on conflict do nothing;
     insert into session (token_hash, user_id, party_id, device, created_at, expires_at)
       select sha256(convert_to('bench-' || id, 'UTF8')), user_id, id, 'mobile', now(), now() + interval '30 days' from party;`,
  );
}

/** A generator of chance that gives the same numbers in each run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Job {
  readonly title: string;
  readonly description: string;
  readonly category: number;
  readonly level: (typeof levels)[number];
  readonly payKind: 'hourly' | 'fixed';
  readonly budget: number;
  readonly isOpen: boolean;
}

/** Writes texts of about 206 characters out of 6,000 words of the dictionary. */
export function createWriter(random: () => number): (n: number) => Job {
  const dictionary = readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8');
  const known = dictionary.split('\n').flatMap((line) => {
    const [word = '', weight = '0'] = line.split(' ');
    return /^\p{Script=Han}{2,3}$/u.test(word) ? [{ word, weight: Number(weight) }] : [];
  });
  const vocabulary = known.sort((a, b) => b.weight - a.weight).slice(0, 6_000);
  const planted = new Set<string>(Object.values(words));
  const usable = vocabulary.map(({ word }) => word).filter((word) => !planted.has(word));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  // Squared chance: some words are much more frequent than others, as in real text.
  const word = () => usable[Math.floor(random() ** 2 * usable.length)] ?? '';
  const text = (length: number) => {
    let text = '';
    while (text.length < length) text += `${word()}${random() < 0.12 ? '，' : ''}`;
    return text;
  };
  return (n) => {
    const marks = [
      n % 20_000 === 7 ? words.rare : '',
      random() < 0.01 ? words.middling : '',
      random() < 0.3 ? words.common : '',
    ];
    const category = pick(categories);
    return {
      title: `${text(14)} ${n}`,
      description: `${text(90)}。${marks.filter(Boolean).join('，')}。${text(90)}。`,
      category,
      level: pick(levels),
      payKind: random() < 0.5 ? 'hourly' : 'fixed',
      budget: Math.round(10 ** (4 + random() * 3)),
      isOpen: random() < 0.7,
    };
  };
}

const parentOf = (category: number) => (category < 12 ? 1 : category < 19 ? 2 : 3);

/** Jobs of the clients, 70 % of them open, findable; the limit's wide table gets the same rows. */
export async function addJobs(client: Client, count: number): Promise<void> {
  const write = createWriter(chance(2026));
  await client.query(limitTables);
  const { rows } = await client.query<{ id: string }>(`select id from party where kind = 'client' order by id`);
  const batch = 5_000;
  for (let from = 0; from < count; from += batch) {
    const jobs = Array.from({ length: Math.min(batch, count - from) }, (_, n) => write(from + n));
    const records = jobs.map((job, n) => ({
      ...job,
      uid: (from + n).toString(16).padStart(16, '0'),
      party: rows[(from + n) % rows.length]?.id,
      terms: termsOf({
        title: job.title,
        description: job.description,
        categoryId: job.category,
        parentCategoryId: parentOf(job.category),
        payKind: job.payKind,
        level: job.level,
        duration: 3,
        workload: 2,
        budget: BigInt(job.budget),
        skills: [],
      }),
      n: count - from - n,
    }));
    await client.query(jobsInserted, [JSON.stringify(records)]);
  }
  await client.query(limitIndexes);
  await addBids(client);
  await client.query('vacuum analyze');
}

const jobsInserted = `with given as materialized (
    select * from jsonb_to_recordset($1::jsonb) as g (title text, description text, category int, level text, "payKind" text,
      budget bigint, "isOpen" boolean, uid text, party bigint, terms text[], n int)
  ), added as (
    insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
      duration, workload, budget, created_at, updated_at, published_at)
    select 'cloudwork', uid, party, case when "isOpen" then 'open' else 'closed' end, title, description, left(description, 100),
      category, 1, "payKind", level, 3, 2, budget, now() - n * interval '20 seconds', now(), now() - n * interval '20 seconds'
    from given order by n desc
    returning *
  ), found_by as (
    insert into job_search (listing_id, market, published_at, budget, terms)
    select a.id, a.market, a.published_at, a.budget, array_to_tsvector(g.terms)
    from added a join given g using (uid) where a.state = 'open' order by a.id
  )
  insert into limits.job (id, uid, client_id, client, state, title, description, summary, category_id, hires, pay_kind, level,
    duration, workload, budget, created_at, words)
  select a.id, a.uid, a.party_id, 'Bench', a.state, a.title, a.description, a.summary, a.category_id, a.hires, a.pay_kind, a.level,
    a.duration, a.workload, a.budget, a.created_at,
    array_to_tsvector(array(select substr(t, 3) from unnest(g.terms) t where t like 'w:%'))
  from added a join given g using (uid) order by a.id`;

const limitIndexes = `create index job_words on limits.job using gin (words) where state = 'open';
  create index job_newest on limits.job (created_at desc, id desc) where state = 'open';
  create index job_filters on limits.job (category_id, level, created_at desc) where state = 'open';`;

/** Every tenth job has three bids. */
async function addBids(client: Client): Promise<void> {
  await client.query(
    `create temp table bid as
       select l.id as listing, l.party_id as client, f.id as freelancer, nextval(pg_get_serial_sequence('thread', 'id')) as thread
       from listing l cross join generate_series(0, 2) b
       join (select id, row_number() over (order by id) - 1 as n from party where kind = 'freelancer') f
         on f.n = (l.id / 10 * 3 + b) % ${people}
       where l.id % 10 = 0;
     insert into thread (id, market, created_at) overriding system value select thread, 'cloudwork', now() from bid;
     insert into thread_party select thread, client from bid union all select thread, freelancer from bid;
     insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, price, duration, message,
         thread_id, created_at, updated_at)
       select 'cloudwork', listing, freelancer, client, 'bid', 'active', 10000, 3, 'Here I am', thread, now(), now() from bid;
     drop table bid;`,
  );
}
