import { type SharedStatement, sharedSql, sql, type Statement } from '../../kernel/context.ts';

export type Noun = 'person' | 'company' | 'posting' | 'application' | 'payment';

/** Serialises requests under one key of a partner: the second sees what the first has kept. */
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

/** What has changed, with the deliveries to webhooks that tell of it. */
export interface Told {
  deliveries: bigint[];
}

export interface ObjectStatements<Row> {
  readonly noun: Noun;
  readonly made: SharedStatement<MadeRow>;
  /**
   * Makes it, notes the state it begins in, and puts the news on its way; no row when somebody else has just made it.
   * Beside the columns: 7 the state or null, 8 the event's id.
   */
  readonly insert: Statement<MadeRow & Told>;
  readonly find: SharedStatement<Row>;
  readonly lock: Statement<Row>;
  /** Changes it, notes its move and puts the news on its way. 4 the event's id, 5 the state before or null, 6 after. */
  readonly update: Statement<Told>;
  /** A page of a list, and its count; `conditions` take their values from $2 on. */
  page(conditions: readonly Condition[], hasCursor: boolean): Statement<Row>;
  count(conditions: readonly Condition[]): Statement<{ count: bigint }>;
}

/** A condition of a list; `?` stands for its value. */
export interface Condition {
  readonly name: string;
  readonly text: string;
}

/** What follows a change of `kept`: its move, if it has made one, and the news for the webhooks that want to hear of it. */
const followed = (by: {
  noun: Noun;
  change: 'created' | 'updated';
  channel: string;
  from: string;
  to: string;
  uid: string;
  at: string;
}): string => `moved as (
    insert into channel_move (channel_id, noun, object_id, from_state, to_state, at)
    select ${by.channel}, '${by.noun}', kept.id, ${by.from}, ${by.to}, ${by.at} from kept
    where ${by.to} is not null and ${by.to} is distinct from ${by.from}
  ), hook as (
    select w.id from channel_webhook w, kept where w.channel_id = ${by.channel} and w.removed_at is null and w.is_active
      and (w.events = '{}' or '${by.noun}.${by.change}' = any (w.events))
  ), event as (
    insert into channel_event (uid, channel_id, noun, own_id, change, state, at)
    select ${by.uid}, ${by.channel}, '${by.noun}', kept.own_id, '${by.change}', ${by.to}, ${by.at} from kept
    where exists (select from hook) returning id, own_id
  ), delivery as (
    insert into channel_delivery (uid, webhook_id, event_id, noun, own_id, state, created_at)
    select ${by.uid} || '-' || hook.id, hook.id, event.id, '${by.noun}', event.own_id, 'pending', ${by.at} from event, hook
    returning id
  )`;

/**
 * The statements of one kind of object. Each of them is bound to the partner by $1. `columns` are written by insert and
 * update; `shown` are read, from the table as `t` and `joins`.
 */
export function statementsOf<Row extends ObjectRow>(
  noun: Noun,
  { columns, shown, joins = '' }: { columns: readonly string[]; shown: string; joins?: string },
): ObjectStatements<Row> {
  const table = `channel_${noun}`;
  const idTypes = ['bigint', 'text'];
  const own = ['channel_id', 'own_id', 'uid', 'made_from', 'created_at', 'updated_at'];
  const select = `select t.id, t.uid, t.own_id, t.created_at, t.updated_at, ${shown} from ${table} t ${joins}`;
  const sets = columns.map((column, index) => `${column} = $${index + 7}`).join(', ');
  // Behind the object's own six come its state and the event, then its columns.
  const placed = [...own.map((_, index) => `$${index + 1}`), ...columns.map((_, index) => `$${index + 9}`)];
  const where = (conditions: readonly Condition[]) =>
    ['t.channel_id = $1', ...conditions.map(({ text }, index) => text.replace('?', () => `$${index + 2}`))].join(
      ' and ',
    );
  const nameOf = (conditions: readonly Condition[]) => conditions.map(({ name }) => `_${name}`).join('');
  return {
    noun,
    made: sharedSql(
      `channels.made_${noun}`,
      idTypes,
      `select id, uid, own_id, made_from, created_at from ${table} where channel_id = $1 and own_id = $2`,
    ),
    insert: sql(
      `channels.insert_${noun}`,
      `with kept as (
         insert into ${table} (${[...own, ...columns].join(', ')}) values (${placed.join(', ')})
         on conflict (channel_id, own_id) do nothing returning id, uid, own_id, made_from, created_at
       ), ${followed({ noun, change: 'created', channel: '$1', from: 'null::text', to: '$7::text', uid: '$8', at: '$5' })}
       select kept.*, array(select id from delivery) as deliveries from kept`,
    ),
    find: sharedSql(`channels.find_${noun}`, idTypes, `${select} where t.channel_id = $1 and t.own_id = $2`),
    lock: sql(`channels.lock_${noun}`, `${select} where t.channel_id = $1 and t.own_id = $2 for update of t`),
    update: sql(
      `channels.update_${noun}`,
      `with kept as (
         update ${table} set updated_at = $3, ${sets} where channel_id = $1 and id = $2 returning id, own_id
       ), ${followed({ noun, change: 'updated', channel: '$1', from: '$5::text', to: '$6::text', uid: '$4', at: '$3' })}
       select array(select id from delivery) as deliveries from kept`,
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
