import { sql } from '../../kernel/context.ts';

export const insertThread = sql<{ id: bigint }>(
  'messaging.insert_thread',
  `insert into thread (market, pair_key, created_at) values ($1, $2, $3)
   on conflict (pair_key) do nothing returning id`,
);

export const insertMembers = sql<never>(
  'messaging.insert_members',
  'insert into thread_party (thread_id, party_id) select $1, unnest($2::bigint[])',
);

export const threadOfPair = sql<{ id: bigint }>(
  'messaging.thread_of_pair',
  'select id from thread where pair_key = $1 and market = $2',
);

/** Written only when the author is a member of the thread. */
export const insertMessage = sql<{ id: bigint }>(
  'messaging.insert_message',
  `insert into message (thread_id, party_id, author_name, content, created_at)
   select t.thread_id, p.id, p.name, $3, $4
   from thread_party t join party p on p.id = t.party_id
   where t.thread_id = $1 and t.party_id = $2
   returning id`,
);

/** One row for a member, none for anyone else. */
export const countForMember = sql<{ total: bigint }>(
  'messaging.count_for_member',
  `select (select count(*) from message m where m.thread_id = t.thread_id) as total
   from thread_party t where t.thread_id = $1 and t.party_id = $2`,
);

/** A message as it is stored. */
export interface MessageRow {
  id: bigint;
  party_id: bigint;
  author_name: string;
  content: string;
  created_at: Date;
}

export const messagesOfThread = sql<MessageRow>(
  'messaging.messages_of_thread',
  `select id, party_id, author_name, content, created_at from message
   where thread_id = $1 order by id desc limit $2 offset $3`,
);
