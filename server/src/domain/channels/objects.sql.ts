import { sql, type Statement } from '../../kernel/context.ts';

export type Noun = 'person' | 'company' | 'posting' | 'application' | 'payment';

/** Serialises requests for one id of a partner: the second sees what the first has made. */
export const lockId = sql<never>(
  'channels.lock_id',
  `select pg_advisory_xact_lock(hashtextextended('channel:' || $1 || ':' || $2 || ':' || $3, 0))`,
);

export interface MadeRow {
  id: bigint;
  uid: string;
  own_id: string;
  made_from: string;
  created_at: Date;
}

/** What every kind of object has beside its own columns. */
export interface ObjectRow {
  id: bigint;
  uid: string;
  own_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface ObjectStatements<Row> {
  readonly noun: Noun;
  readonly made: Statement<MadeRow>;
  readonly insert: Statement<MadeRow>;
  readonly find: Statement<Row>;
  readonly lock: Statement<Row>;
  readonly update: Statement<never>;
  /** A page of a list, and its count; `conditions` take their values from $2 on. */
  page(conditions: readonly Condition[], hasCursor: boolean): Statement<Row>;
  count(conditions: readonly Condition[]): Statement<{ count: bigint }>;
}

/** A condition of a list; `?` stands for its value. */
export interface Condition {
  readonly name: string;
  readonly text: string;
}

/**
 * The statements of one kind of object. Each of them is bound to the partner by $1. `columns` are written by insert and
 * update; `shown` are read, from the table as `t` and `joins`.
 */
export function statementsOf<Row extends ObjectRow>(
  noun: Noun,
  { columns, shown, joins = '' }: { columns: readonly string[]; shown: string; joins?: string },
): ObjectStatements<Row> {
  const table = `channel_${noun}`;
  const all = ['channel_id', 'own_id', 'uid', 'made_from', 'created_at', 'updated_at', ...columns];
  const select = `select t.id, t.uid, t.own_id, t.created_at, t.updated_at, ${shown} from ${table} t ${joins}`;
  const sets = columns.map((column, index) => `${column} = $${index + 4}`).join(', ');
  const where = (conditions: readonly Condition[]) =>
    ['t.channel_id = $1', ...conditions.map(({ text }, index) => text.replace('?', () => `$${index + 2}`))].join(
      ' and ',
    );
  const nameOf = (conditions: readonly Condition[]) => conditions.map(({ name }) => `_${name}`).join('');
  return {
    noun,
    made: sql(
      `channels.made_${noun}`,
      `select id, uid, own_id, made_from, created_at from ${table} where channel_id = $1 and own_id = $2`,
    ),
    insert: sql(
      `channels.insert_${noun}`,
      `insert into ${table} (${all.join(', ')}) values (${all.map((_, index) => `$${index + 1}`).join(', ')})
       returning id, uid, own_id, made_from, created_at`,
    ),
    find: sql(`channels.find_${noun}`, `${select} where t.channel_id = $1 and t.own_id = $2`),
    lock: sql(`channels.lock_${noun}`, `${select} where t.channel_id = $1 and t.own_id = $2 for update of t`),
    update: sql(
      `channels.update_${noun}`,
      `update ${table} set updated_at = $3, ${sets} where channel_id = $1 and id = $2`,
    ),
    page(conditions, hasCursor) {
      const next = conditions.length + 2;
      const from = hasCursor ? `and t.id < $${next}` : '';
      const limit = hasCursor ? `limit $${next + 1}` : `limit $${next} offset $${next + 1}`;
      return sql(
        `channels.page_${noun}${nameOf(conditions)}${hasCursor ? '_next' : ''}`,
        `${select} where ${where(conditions)} ${from} order by t.id desc ${limit}`,
      );
    },
    count: (conditions) =>
      sql(
        `channels.count_${noun}${nameOf(conditions)}`,
        `select count(*) as count from ${table} t where ${where(conditions)}`,
      ),
  };
}

export const insertMove = sql<never>(
  'channels.insert_move',
  `insert into channel_move (channel_id, noun, object_id, from_state, to_state, at) values ($1, $2, $3, $4, $5, $6)`,
);
