import { sql } from '../../kernel/context.ts';

export interface LockedPerson {
  name: string;
  email: string | null;
  name_locked_at: Date | null;
}

export const lockPerson = sql<LockedPerson>(
  'identity.lock_person',
  'select name, email, name_locked_at from user_account where id = $1 for no key update',
);

/** One at a time for one address: the lock makes the look and the change one step. */
export const lockEmail = sql<never>(
  'identity.lock_email',
  `select pg_advisory_xact_lock(hashtextextended('email:' || $1 || ':' || $2, 0))`,
);

export const updateEmail = sql<never>('identity.update_email', 'update user_account set email = $2 where id = $1');

export const updateName = sql<never>(
  'identity.update_name',
  'update user_account set name = $2, name_locked_at = $3 where id = $1',
);

export const renameFreelancer = sql<never>(
  'identity.rename_freelancer',
  `update party set name = $2 where user_id = $1 and kind = 'freelancer'`,
);

export const renameOpenTeam = sql<{ id: bigint }>(
  'identity.rename_team',
  `update party set name = $2 where id = $1 and kind = 'client' and (name_locked_at is null or name = $2) returning id`,
);

export const certifyTeam = sql<never>(
  'identity.certify_team',
  `update party set name = $2, is_company = true, name_locked_at = $3 where id = $1 and kind = 'client'`,
);
