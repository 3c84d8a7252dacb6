import { sql } from '../../kernel/context.ts';
import type { ApplicationState } from './lifecycle.ts';

export interface ApplicationRow {
  id: bigint;
  request_id: bigint;
  freelancer_party_id: bigint;
  user_id: bigint;
  name: string;
  phone: string | null;
  state: ApplicationState;
  message: string;
  amount: bigint | null;
  created_at: Date;
  settles_at: Date | null;
}

const columns = `a.id, a.request_id, a.freelancer_party_id, u.id as user_id, u.name, u.phone, a.state, a.message, a.amount,
  a.created_at, a.settles_at`;
const from = `from gig_application a join party p on p.id = a.freelancer_party_id join user_account u on u.id = p.user_id`;

export const insertApplication = sql<{ id: bigint }>(
  'gigs.insert_application',
  `insert into gig_application (market, request_id, freelancer_party_id, state, message, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $6)
   on conflict (request_id, freelancer_party_id) where state <> 'withdrawn' do nothing returning id`,
);

export const applicationById = sql<ApplicationRow>(
  'gigs.application',
  `select ${columns} ${from} where a.id = $1 and a.market = $2`,
);

/** In the order of their ids, under the lock of their request. */
export const lockApplicationRows = sql<ApplicationRow>(
  'gigs.lock_applications',
  `select ${columns} ${from} where a.request_id = $1 and a.state <> 'withdrawn' order by a.id for no key update of a`,
);

export const applicationsOfRequests = sql<ApplicationRow>(
  'gigs.applications_of_requests',
  `select ${columns} ${from} where a.request_id = any ($1::bigint[]) and a.state <> 'withdrawn' order by a.id`,
);

export const applicationOf = sql<ApplicationRow>(
  'gigs.application_of',
  `select ${columns} ${from} where a.request_id = $1 and a.freelancer_party_id = $2 and a.state <> 'withdrawn'`,
);

/** Parameters: 1 party, 2 limit, 3 offset. */
export const applicationsOfFreelancer = sql<ApplicationRow>(
  'gigs.applications_of_freelancer',
  `select ${columns} ${from} where a.freelancer_party_id = $1 and a.state <> 'withdrawn' order by a.id desc limit $2 offset $3`,
);

export const moveApplicationRow = sql<never>(
  'gigs.move_application',
  `update gig_application set state = $2, amount = coalesce($3, amount), settles_at = coalesce($4, settles_at), updated_at = $5
   where id = $1`,
);

export const insertApplicationMove = sql<never>(
  'gigs.insert_application_move',
  `insert into gig_application_move (application_id, move, from_state, to_state, by_role, at) values ($1, $2, $3, $4, $5, $6)`,
);
