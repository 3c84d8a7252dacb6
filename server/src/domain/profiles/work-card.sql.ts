import { sql } from '../../kernel/context.ts';

export interface WorkCardRow {
  face_file_id: bigint | null;
  address: string;
  card_front_id: bigint | null;
  card_back_id: bigint | null;
  occupation: string;
  title: string;
  time_kinds: string;
  hours: string;
  weekly_hours: string;
  area: string;
  place: string;
  daily_rate: bigint | null;
  introduction: string;
}

const columns = `face_file_id, address, card_front_id, card_back_id, occupation, title, time_kinds, hours, weekly_hours, area,
  place, daily_rate, introduction`;

export const workCardsOfParties = sql<WorkCardRow & { party_id: bigint }>(
  'profiles.work_cards',
  `select party_id, ${columns} from work_card where party_id = any ($1::bigint[])`,
);

/** Opens the card, and locks it. */
export const lockWorkCard = sql<WorkCardRow>(
  'profiles.lock_work_card',
  `insert into work_card (party_id, updated_at) values ($1, $2)
   on conflict (party_id) do update set updated_at = $2 returning ${columns}`,
);

export const saveWorkCard = sql<never>(
  'profiles.save_work_card',
  `update work_card set face_file_id = $2, address = $3, card_front_id = $4, card_back_id = $5, occupation = $6, title = $7,
     time_kinds = $8, hours = $9, weekly_hours = $10, area = $11, place = $12, daily_rate = $13, introduction = $14
   where party_id = $1`,
);
