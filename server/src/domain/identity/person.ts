import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { normalName } from './accounts.ts';
import { userByName } from './identity.sql.ts';
import {
  certifyTeam,
  lockEmail,
  lockPerson,
  renameFreelancer,
  renameOpenTeam,
  updateEmail,
  updateName,
} from './person.sql.ts';

/** What a person may change of themselves; what is left out stays. */
export interface PersonChanges {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * Changes a person's name, also as a freelancer, and the e-mail that signs in. Throws `user.name_locked` once the name
 * is proven, and `user.email_taken` when somebody else in the market has the address.
 */
export async function changePerson(ctx: WriteContext, userId: bigint, changes: PersonChanges): Promise<void> {
  const { name } = changes;
  const email = changes.email === undefined ? undefined : normalName(changes.email);
  if (name === undefined && email === undefined) return;
  if (email !== undefined) await ctx.db.query(lockEmail, [ctx.market, email]);
  const [person] = await ctx.db.query(lockPerson, [userId]);
  if (!person) throw new DomainError('user.not_found');
  if (name !== undefined && name !== person.name) {
    if (person.name_locked_at) throw new DomainError('user.name_locked');
    await rename(ctx, userId, name, null);
  }
  if (email !== undefined && email !== person.email) {
    const [other] = await ctx.db.query(userByName, [ctx.market, email]);
    if (other && other.id !== userId) throw new DomainError('user.email_taken');
    await ctx.db.query(updateEmail, [userId, email]);
  }
}

/** From now on the person goes by this proven name, which cannot be changed any more. */
export function lockName(ctx: WriteContext, userId: bigint, name: string): Promise<void> {
  return rename(ctx, userId, name, ctx.now);
}

async function rename(ctx: WriteContext, userId: bigint, name: string, lockedAt: Date | null): Promise<void> {
  await ctx.db.query(updateName, [userId, name, lockedAt]);
  await ctx.db.query(renameFreelancer, [userId, name]);
}

/** Changes a team's name. Throws `user.team_name_locked` once its company is certified. */
export async function renameTeam(ctx: WriteContext, partyId: bigint, name: string): Promise<void> {
  const [row] = await ctx.db.query(renameOpenTeam, [partyId, name]);
  if (!row) throw new DomainError('user.team_name_locked');
}

/** From now on the team is a company and goes by its certified name, which cannot be changed any more. */
export async function certify(ctx: WriteContext, partyId: bigint, companyName: string): Promise<void> {
  await ctx.db.query(certifyTeam, [partyId, companyName, ctx.now]);
}
