import { describe, expect, it } from 'vitest';
import { lintMigrations } from './lint-migrations.ts';

const start = `set local lock_timeout = '2s';\n`;
const lint = (sql: string) => lintMigrations([{ name: '0001-subject.sql', sql: start + sql }]);

describe('names of migrations', () => {
  const named = (...names: string[]) => lintMigrations(names.map((name) => ({ name, sql: start })));
  it('are four digits and a subject, consecutive from 0001', () => {
    expect(named('0002-more-things.sql', '0001-first.sql')).toEqual([]);
    expect(named('1-first.sql')).toEqual(['1-first.sql: the name must be NNNN-subject.sql']);
    expect(named('0001_First.sql')).toEqual(['0001_First.sql: the name must be NNNN-subject.sql']);
    expect(named('0000-first.sql')).toEqual(['0000-first.sql: numbers begin with 0001']);
    expect(named('0002-first.sql')).toEqual(['0002-first.sql: the number before it is missing']);
    expect(named('0001-a.sql', '0003-c.sql')).toEqual(['0003-c.sql: the number before it is missing']);
    expect(named('0001-a.sql', '0001-b.sql')).toEqual(['0001-b.sql: the number 0001 is taken by 0001-a.sql']);
  });
});

describe('a migration', () => {
  it('passes when it keeps the rules', () => {
    const sql = `
      create table "order" (
        id bigint generated always as identity primary key,
        party_id bigint not null references party,
        other_id bigint references party (id) on delete cascade,
        amount bigint not null check (amount > 0 and amount < 10), -- fen; "drop table" is only said here
        rate numeric(5, 2) not null default 1.0,
        note text default 'alter table x drop column y; timestamp',
        made_at timestamptz not null,
        seen_at timestamp (3) with time zone,
        unique (party_id, id)
      );
      create index order_other on "order" (other_id) where other_id is not null;
      create function touch() returns trigger language plpgsql as $body$
        begin drop table x; alter table y rename to z; return new; end $body$;
      alter table party add column note text, add column rank integer not null default 0;
      alter table party drop constraint party_check, alter column rank drop not null;
      create index party_rank on public.party (rank); -- small table: some hundred rows
      create unique index concurrently party_note on party (note);
    `;
    expect(lint(sql)).toEqual([]);
  });

  it('begins with a lock timeout', () => {
    const message = ['0001-a.sql: must begin with set local lock_timeout'];
    expect(lintMigrations([{ name: '0001-a.sql', sql: `create table a (id int);\n${start}` }])).toEqual(message);
    expect(lintMigrations([{ name: '0001-a.sql', sql: '-- set local lock_timeout' }])).toEqual(message);
    expect(lintMigrations([{ name: '0001-a.sql', sql: `-- why\nSET LOCAL lock_timeout = '1s';` }])).toEqual([]);
  });

  const destructive = [
    'drop table party',
    'drop table if exists party cascade',
    'alter table party drop column name',
    'alter table party add column x int, drop name',
    'alter table party rename to person',
    'alter table party rename column name to title',
    'alter index party_name rename to party_title',
    'alter table party alter column name type varchar(9)',
    'alter table only party alter name set data type citext using name::citext',
  ];
  it.each(destructive)('says why it does "%s"', (statement) => {
    expect(lint(`${statement};`)).toEqual([expect.stringMatching(/^0001-subject\.sql: ".*contract step: reason"$/)]);
    expect(lint(`${statement}; -- contract step:`)).toHaveLength(1);
    expect(lint(`-- contract step: unused since 0007\n${statement};`)).toEqual([]);
    expect(lint(`${statement}; -- contract step: unused since 0007`)).toEqual([]);
    // A reason belongs to one statement.
    expect(lint(`select 1; -- contract step: unused\n${statement};`)).toHaveLength(1);
  });

  it('makes an index on an older table concurrently, or says that it is small', () => {
    for (const sql of [
      'create index on party (name);',
      'create unique index if not exists a on party using gin (name);',
    ]) {
      expect(lint(sql)).toEqual([expect.stringMatching(/index on party.* must be made concurrently/)]);
      expect(lint(`-- small table: five rows\n${sql}`)).toEqual([]);
      expect(lint(`create table party (name text);${sql}`)).toEqual([]);
    }
  });

  it('gives a new column of an older table a default if it may not be null', () => {
    const message = '0001-subject.sql: party.rank: a new not-null column of an existing table needs a default';
    expect(lint('alter table party add column rank integer not null;')).toEqual([message]);
    expect(lint('alter table party add if not exists rank integer check (rank > 0) not null;')).toEqual([message]);
    expect(lint('create table party (a int); alter table party add column rank integer not null;')).toEqual([]);
    expect(lint('alter table party add rank int not null generated always as (1) stored;')).toEqual([]);
  });

  it.each(['float', 'float8', 'real', 'double precision', 'money'])('never keeps money as %s', (type) => {
    for (const name of ['amount', 'unit_price', 'fee', 'balances', 'budget_max', 'hourly_rate']) {
      const message = expect.stringContaining(`deal.${name}: money is never ${type}`);
      expect(lint(`create table deal (${name} ${type} not null);`)).toEqual([message]);
      expect(lint(`alter table deal add column ${name} ${type};`)).toEqual([message]);
    }
    expect(lint(`create table deal (score ${type});`)).toEqual([]);
  });

  it.each(['timestamp', 'timestamp(3)', 'timestamp without time zone'])('keeps no time as %s', (type) => {
    const message = expect.stringContaining(`deal.at: ${type} has no time zone`);
    expect(lint(`create table deal (id int, at ${type} not null);`)).toEqual([message]);
    expect(lint(`-- contract step: x\nalter table deal alter column at type ${type};`)).toEqual([message]);
  });

  const keys: ReadonlyArray<readonly [what: string, sql: string]> = [
    ['a column', 'create table deal (party_id bigint references party);'],
    ['a constraint', 'create table deal (party_id bigint, foreign key (party_id) references party (id));'],
    ['an added column', 'alter table deal add column party_id bigint references party;'],
    ['an added constraint', 'alter table deal add constraint x foreign key (party_id) references party not valid;'],
  ];
  it.each(keys)('has an index for a foreign key on %s', (_what, sql) => {
    const message = '0001-subject.sql: deal.party_id: a foreign key needs an index that begins with it';
    const small = '\n-- small table: new\n';
    expect(lint(sql)).toEqual([message]);
    expect(lint(`${sql}${small}create index on deal (id, party_id);`)).toEqual([message]);
    expect(lint(`${sql}${small}create index on deal (party_id) where id > 5;`)).toEqual([message]);
    expect(lint(`${sql}${small}create index on deal using gin (party_id);`)).toEqual([message]);
    expect(lint(`${sql}${small}create index on other (party_id);`)).toContain(message);
    expect(lint(`${sql}${small}create index on deal (party_id desc, id);`)).toEqual([]);
    expect(lint(`${sql}${small}create index on deal (party_id) where party_id is not null;`)).toEqual([]);
  });

  it('takes a primary key or unique constraint for that index', () => {
    expect(lint('create table deal (party_id bigint primary key references party);')).toEqual([]);
    expect(lint('create table deal (party_id bigint references party unique);')).toEqual([]);
    expect(lint('create table deal (a int, party_id bigint references party, primary key (party_id, a));')).toEqual([]);
    expect(
      lint('create table deal (a int, party_id bigint references party, primary key (a, party_id));'),
    ).toHaveLength(1);
  });
});
