import { sql } from '../../kernel/context.ts';

export const insertFreelancerProfile = sql<never>(
  'profiles.insert_freelancer',
  'insert into freelancer_profile (party_id, updated_at) values ($1, $2) on conflict do nothing',
);

export const insertClientProfile = sql<never>(
  'profiles.insert_client',
  'insert into client_profile (party_id, updated_at) values ($1, $2) on conflict do nothing',
);

export interface FreelancerRow {
  party_id: bigint;
  uid: string;
  name: string;
  title: string;
  overview: string;
  level: string | null;
  hourly: bigint | null;
  skills: string[];
  region_id: number | null;
  avatar_uid: string | null;
}

export const freelancersByIds = sql<FreelancerRow>(
  'profiles.freelancers_by_ids',
  `select f.party_id, p.uid, p.name, f.title, f.overview, f.level, f.hourly, f.skills, f.region_id, f.avatar_uid
   from freelancer_profile f join party p on p.id = f.party_id where f.party_id = any ($1::bigint[])`,
);

export interface ClientRow {
  party_id: bigint;
  uid: string;
  name: string;
  owner_name: string;
  is_company: boolean;
  logo_uid: string | null;
  avatar_uid: string | null;
}

export const clientsByIds = sql<ClientRow>(
  'profiles.clients_by_ids',
  `select c.party_id, p.uid, p.name, u.name as owner_name, p.is_company, c.logo_uid, c.avatar_uid
   from client_profile c join party p on p.id = c.party_id join user_account u on u.id = p.user_id
   where c.party_id = any ($1::bigint[])`,
);

export const setFreelancerAvatar = sql<never>(
  'profiles.set_freelancer_avatar',
  'update freelancer_profile set avatar_uid = $2, updated_at = $3 where party_id = $1',
);

export const setClientAvatar = sql<never>(
  'profiles.set_client_avatar',
  'update client_profile set avatar_uid = $2, updated_at = $3 where party_id = $1',
);

export const setClientLogo = sql<never>(
  'profiles.set_client_logo',
  'update client_profile set logo_uid = $2, updated_at = $3 where party_id = $1',
);
