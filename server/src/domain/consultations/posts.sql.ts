import { sql } from '../../kernel/context.ts';
import type { PostState } from './lifecycle.ts';

export interface PostRow {
  id: bigint;
  client_party_id: bigint;
  user_id: bigint;
  order_no: string;
  order_id: bigint | null;
  state: PostState;
  tags: bigint[];
  title: string;
  content: string;
  price: bigint;
  created_at: Date;
  updated_at: Date;
}

const columns = `c.id, c.client_party_id, p.user_id, c.order_no, c.order_id, c.state, c.tags, c.title, c.content, c.price,
  c.created_at, c.updated_at`;
const from = 'from consultation_post c join party p on p.id = c.client_party_id';

export const insertPost = sql<{ id: bigint }>(
  'consultations.insert_post',
  `insert into consultation_post (market, client_party_id, order_no, state, tags, title, content, price, created_at, updated_at)
   values ($1, $2, $3, $4, $5::bigint[], $6, $7, $8, $9, $9) on conflict (market, order_no) do nothing returning id`,
);

export const updatePost = sql<never>(
  'consultations.update_post',
  `update consultation_post set tags = $2::bigint[], title = $3, content = $4, price = $5, updated_at = $6 where id = $1`,
);

export const lockPostRow = sql<PostRow>(
  'consultations.lock_post',
  `select ${columns} ${from} where c.id = $1 and c.market = $2 for no key update of c`,
);

export const postOfNumber = sql<{ id: bigint }>(
  'consultations.post_of_number',
  'select id from consultation_post where market = $1 and order_no = $2',
);

export const postOfPayOrder = sql<{ id: bigint }>(
  'consultations.post_of_pay_order',
  'select id from consultation_post where order_id = $1',
);

export const savePost = sql<never>(
  'consultations.save_post',
  'update consultation_post set state = $2, order_no = $3, order_id = $4, updated_at = $5 where id = $1',
);

/** Parameters: 1 party, 2 limit, 3 offset. */
export const postsOfClient = sql<PostRow>(
  'consultations.posts_of_client',
  `select ${columns} ${from} where c.client_party_id = $1 and c.state <> 'withdrawn' order by c.id desc limit $2 offset $3`,
);

/** Parameters: 1 market, 2 tag, 3 limit, 4 offset. */
export const postsOfTag = sql<PostRow>(
  'consultations.posts_of_tag',
  `select ${columns} ${from}
   where c.market = $1 and c.tags @> array[$2::bigint] and c.state in ('open', 'funded')
   order by c.id desc limit $3 offset $4`,
);

export const insertMove = sql<never>(
  'consultations.insert_move',
  `insert into consultation_move (subject, move, from_state, to_state, by_role, note, at) values ($1, $2, $3, $4, $5, $6, $7)`,
);
