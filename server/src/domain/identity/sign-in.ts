import { later } from '../../kernel/clock.ts';
import type { Units } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type IdentityMeans, normalName } from './accounts.ts';
import { type Device, type SignInRow, signInFacts, userByName, type UserRow } from './identity.sql.ts';
import {
  accountBucket,
  addressBucket,
  countGuess,
  forgiveGuesses,
  isGuessing,
  refuseGuessing,
  windowMs,
} from './limits.ts';
import { refuseRestricted } from './restrictions.ts';
import { type NewSession, openSessionAs } from './sessions.ts';

/** What shows who somebody is. */
export interface Proof {
  /** User name, phone or e-mail, in any case. */
  readonly name: string;
  readonly password: string;
  /** Where the connection comes from. */
  readonly address: string;
}

export interface SignIn extends Proof {
  readonly device: Device;
  readonly remember: boolean;
}

/**
 * Signs a person in by name and password (seed 000: 登录). Throws `auth.too_many_attempts`, `auth.wrong_password` (also for an
 * unknown name, so that nobody learns which names exist) or `auth.restricted`, with the reason. Asks the database twice, since
 * everything beside the hash is time that sign-ins take from each other.
 */
export async function signIn(units: Units, means: IdentityMeans, attempt: SignIn): Promise<NewSession> {
  const { password, address, device, remember } = attempt;
  const name = normalName(attempt.name);
  const ctx = units.read();
  const buckets = [accountBucket(ctx.market, name), addressBucket(address)];
  const rows = await ctx.db.query(signInFacts, [ctx.market, name, ...buckets, later(ctx.now, -windowMs)]);
  const [facts] = rows;
  if (facts && isGuessing(facts)) throw new DomainError('auth.too_many_attempts');

  const matches = await means.passwords.matches(password, facts?.password_hash ?? undefined);
  if (!matches || !facts || facts.user_id === null) {
    await units.write((writing) => countGuess(writing, name, address));
    throw new DomainError('auth.wrong_password');
  }
  if (facts.state === 'restricted') await refuseRestricted(ctx, { id: facts.user_id, state: facts.state });
  const { user_id: userId, by_account: failures } = facts;
  return units.write(async (writing) => {
    if (failures > 0n) await forgiveGuesses(writing, name);
    return openSessionAs(writing, { userId, ...partiesIn(rows) }, { device, remember });
  });
}

/**
 * Who somebody is, by name and password, also where they may not come in; counted as a sign-in is. Throws
 * `auth.too_many_attempts` and `auth.wrong_password`.
 */
export async function proveByPassword(units: Units, means: IdentityMeans, proof: Proof): Promise<UserRow> {
  const name = normalName(proof.name);
  const ctx = units.read();
  await refuseGuessing(ctx, name, proof.address);
  const [user] = await ctx.db.query(userByName, [ctx.market, name]);
  const isRight = await means.passwords.matches(proof.password, user?.password_hash);
  if (user && isRight) return user;
  await units.write((writing) => countGuess(writing, name, proof.address));
  throw new DomainError('auth.wrong_password');
}

/** The sides the person can act as, and those they last were. */
function partiesIn(rows: readonly SignInRow[]) {
  const parties = rows.flatMap((row) =>
    row.party_id === null ? [] : [{ id: row.party_id, uid: row.party_uid, kind: row.kind, isCompany: row.is_company }],
  );
  return { parties, lastId: rows[0]?.last_party_id ?? null, lastMobileId: rows[0]?.last_mobile_party_id ?? null };
}
