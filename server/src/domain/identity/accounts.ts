import type { MarketSettings } from '../../kernel/market.ts';
import { dayMs, later } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { type CodePurpose, makeCode, sendCode, tryCode } from './codes.ts';
import {
  countUsers,
  deleteOtherSessions,
  deleteSessionsOfUser,
  insertUser,
  markPasswordVerified,
  updatePassword,
  updatePhone,
  userById,
  userByName,
  userByNumber,
  type UserRow,
} from './identity.sql.ts';
import { countGuess, forgiveGuesses, refuseGuessing } from './limits.ts';
import type { Passwords } from './passwords.ts';

/** What the operations of this module need beside a context. */
export interface IdentityMeans {
  readonly passwords: Passwords;
  /** Secret under which codes are digested. */
  readonly pepper: string;
}

/** A name as people type it: user name, phone or e-mail, compared in lower case. */
export const normalName = (name: string): string => name.trim().toLowerCase();

/** Throws `user.password_invalid` unless the new password is as long as the market asks. */
export function assertNewPassword(settings: MarketSettings, password: string): void {
  const length = [...password].length;
  const { passwordMin: min, passwordMax: max } = settings;
  refuseUnless(length >= min && length <= max, 'user.password_invalid', { min, max });
}

export interface NewUser {
  readonly username: string;
  /** Null where a market takes people who have not proven one. */
  readonly phone: string | null;
  readonly name: string;
  readonly passwordHash: string;
  readonly wantsRecommendations: boolean;
}

/** Adds a person to the market. Throws `user.exists` when the phone or user name is taken. */
export async function addUser(ctx: WriteContext, user: NewUser): Promise<{ userId: bigint; uid: string }> {
  const uid = ctx.ids.uid();
  const values = [
    ctx.market,
    uid,
    normalName(user.username),
    user.phone,
    user.name,
    user.passwordHash,
    user.wantsRecommendations,
    ctx.now,
  ];
  const [row] = await ctx.db.query(insertUser, values);
  if (!row) throw new DomainError('user.exists');
  return { userId: row.id, uid };
}

/** Whether somebody in the market has this user name, phone or e-mail. */
export async function userExists(units: Units, name: string): Promise<boolean> {
  const ctx = units.read();
  return (await ctx.db.query(userByName, [ctx.market, normalName(name)])).length > 0;
}

/** Forgives earlier wrong guesses of an account; part of the unit of work that signs it in. */
export const forgive = (ctx: WriteContext, name: string): Promise<void> => forgiveGuesses(ctx, normalName(name));

/**
 * Sends an SMS code: to a new phone for `register`, to a known user's phone for `forget`, to the caller's own for
 * `confirm`. Throws `code.phone_registered`, `code.phone_unknown`, `code.too_often`. Returns the code.
 */
export async function requestCode(
  units: Units,
  means: IdentityMeans,
  { purpose, name }: { purpose: CodePurpose; name: string },
): Promise<string> {
  const ctx = units.read();
  const [user] = await ctx.db.query(userByName, [ctx.market, normalName(name)]);
  if (purpose === 'register' && user) throw new DomainError('code.phone_registered');
  const phone = purpose === 'register' ? name : user?.phone;
  if (!phone) throw new DomainError('code.phone_unknown');
  return units.write((writing) => sendCode(writing, means.pepper, { phone, purpose }));
}

/**
 * Sends a code to a phone whether or not anybody has it, for wires that do not say what it is for; it counts as
 * `confirm`. Throws `code.too_often`.
 */
export async function requestPhoneCode(units: Units, means: IdentityMeans, phone: string): Promise<void> {
  await units.write((ctx) => sendCode(ctx, means.pepper, { phone, purpose: 'confirm' }));
}

/** Uses a code up in a unit of work of its own; throws what is wrong with it. */
export async function spendCode(
  units: Units,
  means: IdentityMeans,
  given: { phone: string; purpose: CodePurpose; code: string },
): Promise<void> {
  const refusal = await units.write((ctx) => tryCode(ctx, means.pepper, given));
  if (refusal) throw refusal;
}

/**
 * Answers a new code, unsent and of five minutes' life, for the one that was sent to set a new password: for clients that
 * ask for the code on one page and for the password on the next. Throws what is wrong with the code.
 */
export async function exchangeCode(
  units: Units,
  means: IdentityMeans,
  given: { phone: string; code: string },
): Promise<string> {
  await spendCode(units, means, { ...given, purpose: 'forget' });
  return units.write((ctx) => makeCode(ctx, means.pepper, { phone: given.phone, purpose: 'forget' }));
}

export interface PasswordReset {
  /** Whose: a user name, phone or e-mail, or the user's number. */
  readonly who: string | bigint;
  readonly password: string;
  readonly code: string;
  /** What the code was sent for; `forget` unless the wire's codes have no purpose. */
  readonly purpose?: CodePurpose;
}

/** Sets a new password by an SMS code and ends every session. Throws `user.not_found`, `user.password_invalid`, `code.*`. */
export async function resetPassword(
  units: Units,
  means: IdentityMeans,
  { who, password, code, purpose = 'forget' }: PasswordReset,
): Promise<bigint> {
  const ctx = units.read();
  assertNewPassword(ctx.settings, password);
  const [user] = await (typeof who === 'bigint'
    ? ctx.db.query(userByNumber, [ctx.market, who])
    : ctx.db.query(userByName, [ctx.market, normalName(who)]));
  if (!user?.phone) throw new DomainError('user.not_found');
  await spendCode(units, means, { phone: user.phone, purpose, code });
  await replacePassword(units, means, user.id, password);
  return user.id;
}

/**
 * Sets a new password and ends every session; by the old one, where the wire asks for it. Throws `auth.wrong_password`,
 * `user.password_invalid`.
 */
export async function changePassword(
  units: Units,
  means: IdentityMeans,
  actor: PersonActor,
  { oldPassword, password }: { oldPassword: string | undefined; password: string },
): Promise<void> {
  assertNewPassword(units.read().settings, password);
  if (oldPassword !== undefined) await confirmPassword(units, means, actor, oldPassword);
  await replacePassword(units, means, actor.userId, password);
}

async function replacePassword(units: Units, means: IdentityMeans, userId: bigint, password: string): Promise<void> {
  const passwordHash = await means.passwords.hash(password);
  await units.write(async (ctx) => {
    await ctx.db.query(updatePassword, [userId, passwordHash]);
    await ctx.db.query(deleteSessionsOfUser, [userId, null]);
    await ctx.emit('user.password_changed', { userId });
  });
}

async function confirmPassword(
  units: Units,
  means: IdentityMeans,
  actor: PersonActor,
  password: string,
): Promise<void> {
  const ctx = units.read();
  const account = `user:${actor.userId}`;
  await refuseGuessing(ctx, account, account);
  const [user] = await ctx.db.query(userById, [actor.userId]);
  if (await means.passwords.matches(password, user?.password_hash)) return;
  await units.write((writing) => countGuess(writing, account, account));
  throw new DomainError('auth.wrong_password');
}

/** The caller enters the password again; it counts for one day in this session. Throws `auth.wrong_password`. */
export async function verifyPassword(
  units: Units,
  means: IdentityMeans,
  actor: PersonActor,
  password: string,
): Promise<void> {
  await confirmPassword(units, means, actor, password);
  await units.write(async (ctx) => {
    await ctx.db.query(markPasswordVerified, [actor.sessionId, later(ctx.now, dayMs)]);
  });
}

/** Whether the market has anybody at all. */
export async function hasUsers(ctx: ReadContext): Promise<boolean> {
  const [row] = await ctx.db.query(countUsers, [ctx.market]);
  return row !== undefined && row.count > 0n;
}

/** The caller's own account row. */
export async function ownAccount(units: Units, actor: PersonActor): Promise<UserRow> {
  const [user] = await units.read().db.query(userById, [actor.userId]);
  if (!user) throw new DomainError('user.not_found');
  return user;
}

/** The person of this user name, phone or e-mail in the market; undefined when there is none. */
export async function userOf(ctx: ReadContext, name: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db.query(userByName, [ctx.market, normalName(name)]);
  return user;
}

/**
 * Sends a code to a phone, for what its owner can want with it: signing up or moving to it where nobody has it, confirming where
 * it is the caller's own, a new password otherwise. Whether somebody has it does not show. Throws `code.too_often`.
 */
export async function requestCodeOfOwner(units: Units, means: IdentityMeans, phone: string): Promise<void> {
  const { actor, ...ctx } = units.read();
  const [owner] = await ctx.db.query(userByName, [ctx.market, normalName(phone)]);
  const isOwn = actor.kind === 'person' && owner?.id === actor.userId && owner.phone === phone;
  const purpose = isOwn ? 'confirm' : owner ? 'forget' : 'register';
  await units.write((writing) => sendCode(writing, means.pepper, { phone, purpose }));
}

/**
 * Moves the caller to another phone, proven by a code to the new one and by a code to the old one or the password;
 * every other session of theirs ends. Throws `code.phone_registered` when somebody has the new one,
 * `auth.wrong_password`, and what is wrong with either code.
 */
export async function changePhone(
  units: Units,
  means: IdentityMeans,
  actor: PersonActor,
  { proof, phone, newCode }: { proof: { code: string } | { password: string }; phone: string; newCode: string },
): Promise<void> {
  const own = await ownAccount(units, actor);
  if (await userExists(units, phone)) throw new DomainError('code.phone_registered');
  if ('password' in proof) await confirmPassword(units, means, actor, proof.password);
  else if (own.phone === null) throw new DomainError('code.no_phone');
  else await spendCode(units, means, { phone: own.phone, purpose: 'confirm', code: proof.code });
  await spendCode(units, means, { phone, purpose: 'register', code: newCode });
  await units.write(async (ctx) => {
    const [moved] = await ctx.db.query(updatePhone, [actor.userId, phone]);
    if (!moved) throw new DomainError('code.phone_registered');
    await ctx.db.query(deleteOtherSessions, [actor.userId, actor.sessionId]);
    await ctx.emit('user.phone_changed', { userId: actor.userId });
  });
}
