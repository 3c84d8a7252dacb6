import { randomBytes } from 'node:crypto';
import { afterEach, expect, inject, it } from 'vitest';
import { administer, cloneDatabase, type TestDatabase } from '../server/test/database.ts';
import { dumpSchema } from './dump-schema.ts';

const drops: TestDatabase['drop'][] = [];
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});

async function emptyDatabase(...statements: string[]): Promise<string> {
  const name = `linggong_dump_${randomBytes(6).toString('hex')}`;
  await administer(inject('adminUrl'), `create database ${name} template template0`);
  drops.push(() => administer(inject('adminUrl'), `drop database ${name} with (force)`));
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  await administer(url.href, ...statements);
  return url.href;
}

const sample = `
  create extension pg_trgm;
  create type mood as enum ('sad', 'It''s FINE');
  comment on type mood is 'How one feels';
  create domain fen as bigint default 0 not null constraint fen_positive check (value >= 0);
  create sequence trade_no start with 1000 increment by 5 cache 20;
  create function twice(n bigint) returns bigint language sql immutable as $$ SELECT n * 2 $$;
  comment on function twice(bigint) is 'Doubles; "public.twice" IS KEPT here';
  create table zebra (
    id bigint generated always as identity (start with 7) primary key,
    key text collate "C" not null unique,
    "Odd Name" text default 'NOT public.lower',
    amount fen,
    feeling mood default 'sad' check (feeling <> 'It''s FINE'),
    doubled bigint generated always as (twice(amount::bigint)) stored,
    at timestamptz not null default now(),
    tags text[] not null default '{}',
    constraint zebra_sum check (amount > 0 and doubled >= 2)
  ) with (fillfactor = 70);
  comment on table zebra is 'A beast''s \\ row';
  comment on column zebra."Odd Name" is 'Quoted';
  comment on constraint zebra_sum on zebra is 'Sums';
  create index zebra_recent on zebra (at desc, id) where feeling = 'sad';
  create unique index zebra_lower on zebra (lower(key)) include (at);
  create index zebra_trigrams on zebra using gin (key gin_trgm_ops);
  comment on index zebra_recent is 'Newest first';
  create table aardvark (
    id serial primary key,
    zebra_id bigint not null references zebra on delete cascade,
    other_id integer references aardvark deferrable initially deferred
  );
  comment on constraint aardvark_zebra_id_fkey on aardvark is 'Friends';
  create unlogged table empty ();
  create view z_base as select id, key from zebra where feeling = 'sad';
  create view a_over with (security_barrier = true) as select key, count(*) as n from z_base group by key;
  comment on view a_over is 'Over';
  comment on column a_over.n is 'How many';
  create materialized view kept as select * from a_over;
  create unique index kept_key on kept (key);
  create function newest() returns setof zebra language sql stable as 'select * from zebra order by at desc';
  create function refuse() returns trigger language plpgsql as $body$ BEGIN RAISE exception 'No'; END $body$;
  create procedure tidy(inout n integer) language plpgsql as $$ begin n := n + 1; end $$;
  create trigger zebra_guard before update of key or delete on zebra for each row
    when (old.key <> 'X') execute function refuse();
  create trigger zebra_all after insert on zebra referencing new table as fresh
    for each statement execute function refuse();
  alter table zebra disable trigger zebra_all;
  comment on trigger zebra_guard on zebra is 'Guards';
`;

it('makes the same schema again when it is loaded into an empty database', async () => {
  const first = await dumpSchema(await emptyDatabase(sample));
  const second = await dumpSchema(await emptyDatabase(first));
  expect(second).toBe(first);
});

it('writes lower-case keywords, names in order, and everything there is', async () => {
  const text = await dumpSchema(await emptyDatabase(sample));
  expect(text.indexOf('create table aardvark')).toBeLessThan(text.indexOf('create unlogged table empty'));
  expect(text.indexOf('create unlogged table empty')).toBeLessThan(text.indexOf('create table zebra'));
  expect(text.indexOf('create view z_base')).toBeLessThan(text.indexOf('create view a_over'));
  for (const part of [
    'create extension if not exists pg_trgm;',
    "create type mood as enum ('sad', 'It''s FINE');",
    'create domain fen as bigint default 0 not null\n  constraint fen_positive check ((value >= 0));',
    'create sequence trade_no as bigint increment by 5 start with 1000 cache 20;',
    'create or replace function twice(n bigint)',
    '$function$ SELECT n * 2 $function$',
    '  id bigint generated always as identity (start with 7) not null,',
    '  "Odd Name" text default \'NOT public.lower\'::text,',
    '  at timestamptz default now() not null,',
    "comment on function twice is 'Doubles;",
    '  key text collate "C" not null,',
    '  constraint zebra_pkey primary key (id),',
    ') with (fillfactor=70);',
    'create unique index zebra_lower on zebra (lower(key)) include (at);',
    'alter sequence aardvark_id_seq owned by aardvark.id;',
    'alter table aardvark add constraint aardvark_zebra_id_fkey foreign key (zebra_id) references zebra(id) on delete cascade;',
    'create or replace function newest()',
    'create or replace procedure tidy(inout n integer)',
    "comment on table zebra is 'A beast''s \\ row';",
    "comment on column a_over.n is 'How many';",
    'alter table zebra disable trigger zebra_all;',
  ]) {
    expect(text).toContain(part);
  }
});

it('differs when anything of the schema differs, and only then', async () => {
  const url = await emptyDatabase(sample);
  let before = await dumpSchema(url);
  expect(await dumpSchema(url)).toBe(before);
  await administer(url, `insert into zebra (key, amount) values ('k', 1)`);
  expect(await dumpSchema(url)).toBe(before);
  for (const change of [
    'alter table zebra alter column at drop default',
    'alter table aardvark alter constraint aardvark_zebra_id_fkey deferrable',
    'drop index zebra_lower',
    `comment on view a_over is 'Under'`,
    `alter type mood add value 'glad' before 'sad'`,
    'alter table zebra enable trigger zebra_all',
    'create or replace function twice(n bigint) returns bigint language sql immutable as $$ SELECT n + n $$',
  ]) {
    await administer(url, change);
    const after = await dumpSchema(url);
    expect(after, change).not.toBe(before);
    before = after;
  }
});

it.each([
  ['a partitioned table', 'create table parts (id int) partition by range (id)', /relation parts/],
  ['row security', 'create table safe (id int); alter table safe enable row level security', /relation safe/],
  ['an aggregate', 'create aggregate total (int) (sfunc = int4pl, stype = int)', /aggregate total\(integer\)/],
])('refuses what it can’t write down: %s', async (_what, sql, message) => {
  await expect(dumpSchema(await emptyDatabase(sql))).rejects.toThrow(message);
});

it('holds for the real schema', async () => {
  const database = await cloneDatabase();
  drops.push(database.drop);
  const first = await dumpSchema(database.url);
  expect(first).toContain('create table ledger_entry (');
  expect(await dumpSchema(await emptyDatabase(first))).toBe(first);
});
