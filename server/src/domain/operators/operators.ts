/** The people who run the house: how they get in, who they are, and what each of them has changed. */
import { createHash } from 'node:crypto';
import { hourMs, later } from '../../kernel/clock.ts';
import type { Actor, Reader, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { randomIds } from '../../kernel/ids.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import type { Vault } from '../../kernel/vault.ts';
import { countGuess, type Passwords, refuseGuessing } from '../identity/index.ts';
import {
  activeOperatorByUid,
  auditRows,
  type AuditRow,
  changeOperatorRow,
  countAudit,
  countOperators,
  countOthersOfRoles,
  deleteOperatorSession,
  deleteOperatorSessions,
  insertAudit,
  insertOperator,
  insertOperatorSession,
  lockOperator,
  operatorByName,
  operatorBySession,
  operatorRows,
  operatorsOfRoles,
  type OperatorRow,
  setOperatorPassword,
  setTotp,
  sweepOperatorSessions,
  takeTotpStep,
} from './operators.sql.ts';
import { type OperatorRole, type Permission, permissionsOf, roles } from './roles.ts';
import { newTotp, totpStep } from './totp.ts';

const sessionMs = 12 * hourMs;
const passwordMin = 12;
const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
const normal = (name: string): string => name.trim().toLowerCase();

export interface OperatorMeans {
  readonly passwords: Passwords;
  readonly vault: Vault;
  /** Whether each of them must have an authenticator app: everywhere but in development. */
  readonly demandsTotp: boolean;
}

/** An operator as the console knows them. */
export type Operator = OperatorRow & { session_id: bigint };

export interface NewOperator {
  readonly name: string;
  readonly shownName: string;
  readonly role: OperatorRole;
  readonly password: string;
  readonly mustChangePassword: boolean;
}

/** What else is kept in the unit of work of a change: its entry in the audit log. */
type Alongside = (ctx: WriteContext, operator: OperatorRow) => Promise<void>;

/** Adds an operator. Throws `operator.exists`. */
export async function addOperator(
  units: Units,
  passwords: Passwords,
  operator: NewOperator,
  alongside: Alongside = async () => undefined,
): Promise<OperatorRow> {
  const hash = await passwords.hash(operator.password);
  return units.write(async (ctx) => {
    const row = await insert(ctx, operator, hash);
    await alongside(ctx, row);
    return row;
  });
}

/** Adds the first operator. Answers false where there is one, also when another process that starts was faster. */
export async function addFirstOperator(units: Units, passwords: Passwords, operator: NewOperator): Promise<boolean> {
  if (await hasOperators(units.read())) return false;
  try {
    await addOperator(units, passwords, operator);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'operator.exists') return false;
    throw error;
  }
}

async function insert(ctx: WriteContext, operator: NewOperator, hash: string): Promise<OperatorRow> {
  const { name, shownName, mustChangePassword, role } = operator;
  const values = [ctx.ids.uid(), normal(name), shownName, hash, mustChangePassword, role, ctx.now];
  const [row] = await ctx.db.query(insertOperator, values);
  if (!row) throw new DomainError('operator.exists');
  return row;
}

/** Whether there is anybody who could open the console. */
async function hasOperators(ctx: ReadContext): Promise<boolean> {
  const [row] = await ctx.db.query(countOperators);
  return (row?.count ?? 0n) > 0n;
}

/**
 * Opens a session of twelve hours. Throws `operator.credentials_wrong` (also for an unknown name and a wrong code),
 * `operator.code_required` once the password was right and no code came, and `auth.too_many_attempts`.
 */
export async function signInOperator(
  units: Units,
  { passwords, vault }: OperatorMeans,
  given: { name: string; password: string; code: string | undefined; address: string },
): Promise<{ token: string; operator: OperatorRow }> {
  const ctx = units.read();
  const name = normal(given.name);
  await refuseGuessing(ctx, name, given.address);
  const wrong = async (): Promise<never> => {
    await units.write((writing) => countGuess(writing, name, given.address));
    throw new DomainError('operator.credentials_wrong');
  };
  const [row] = await ctx.db.query(operatorByName, [name]);
  const isRight = await passwords.matches(given.password, row?.password_hash);
  if (!row?.is_active || !isRight) return wrong();
  if (row.totp_cipher !== null) {
    if (given.code === undefined) throw new DomainError('operator.code_required');
    const step = totpStep(vault.open(row.totp_cipher), given.code, ctx.now);
    const isTaken = step !== undefined && (await units.write((writing) => takeStep(writing, row.id, step)));
    if (!isTaken) return wrong();
  }
  return units.write(async (writing) => {
    const token = writing.ids.token();
    await writing.db.query(sweepOperatorSessions, [writing.now]);
    const values = [tokenHash(token), row.id, writing.now, later(writing.now, sessionMs)];
    await writing.db.query(insertOperatorSession, values);
    return { token, operator: row };
  });
}

const takeStep = async (ctx: WriteContext, id: bigint, step: bigint): Promise<boolean> =>
  (await ctx.db.query(takeTotpStep, [id, step])).length > 0;

/** The operator of a live session. */
export async function findOperator(db: Reader, token: string, now: Date): Promise<Operator | undefined> {
  const [row] = await db.query(operatorBySession, [tokenHash(token), now]);
  return row;
}

/** Whether somebody must do something about their own access before anything else. */
export function owes(operator: OperatorRow, { demandsTotp }: OperatorMeans): 'password' | 'totp' | undefined {
  if (operator.must_change_password) return 'password';
  return demandsTotp && operator.totp_cipher === null ? 'totp' : undefined;
}

export async function signOutOperator(ctx: WriteContext, operator: Operator): Promise<void> {
  await ctx.db.query(deleteOperatorSession, [operator.session_id]);
}

/** Sets one's own password by the old one; other sessions end. Throws `operator.credentials_wrong`, `user.password_invalid`. */
export async function changeOwnPassword(
  units: Units,
  passwords: Passwords,
  operator: Operator,
  { oldPassword, password }: { oldPassword: string; password: string },
): Promise<void> {
  refuseUnless([...password].length >= passwordMin, 'user.password_invalid', { min: passwordMin, max: 200 });
  await refuseGuessing(units.read(), operator.name, operator.name);
  if (!(await passwords.matches(oldPassword, operator.password_hash))) {
    await units.write((ctx) => countGuess(ctx, operator.name, operator.name));
    throw new DomainError('operator.credentials_wrong');
  }
  const hash = await passwords.hash(password);
  await units.write(async (ctx) => {
    await ctx.db.query(setOperatorPassword, [operator.id, hash, false]);
    await ctx.db.query(deleteOperatorSessions, [operator.id, operator.session_id]);
  });
}

/** Offers one's own new authenticator secret; nothing is kept before a code of it is shown. */
export const offerTotp = (operator: OperatorRow): { secret: string; uri: string } => newTotp(operator.name);

/** Keeps an authenticator's secret, proven by a code of it. Throws `operator.totp_wrong`. */
export async function confirmTotp(
  ctx: WriteContext,
  vault: Vault,
  operator: Operator,
  { secret, code }: { secret: string; code: string },
): Promise<void> {
  const step = /^[A-Z2-7]{16,64}$/.test(secret) ? totpStep(secret, code, ctx.now) : undefined;
  if (step === undefined) throw new DomainError('operator.totp_wrong');
  await ctx.db.query(setTotp, [operator.id, vault.seal(secret), step]);
  await ctx.db.query(deleteOperatorSessions, [operator.id, operator.session_id]);
}

/** All operators, the active ones first. */
export const listOperators = (ctx: ReadContext): Promise<OperatorRow[]> => ctx.db.query(operatorRows);

/**
 * Changes another operator: role, whether they may come in, and whether their authenticator is forgotten. Throws
 * `operator.not_found`, and `operator.oneself` for one's own account.
 */
export async function changeOperator(
  ctx: WriteContext,
  uid: string,
  changes: { role: OperatorRole; isActive: boolean; forgetsTotp: boolean },
): Promise<void> {
  const [row] = await ctx.db.query(lockOperator, [uid]);
  if (!row) throw new DomainError('operator.not_found');
  refuseUnless(requireOperator(ctx.actor) !== row.id, 'operator.oneself');
  await ctx.db.query(changeOperatorRow, [row.id, changes.role, changes.isActive]);
  if (changes.forgetsTotp) await ctx.db.query(setTotp, [row.id, null, row.totp_last_step]);
  await ctx.db.query(deleteOperatorSessions, [row.id, null]);
}

/** Gives another operator a new password to begin with; their sessions end. Throws `operator.not_found`. */
export async function renewOperatorPassword(
  units: Units,
  passwords: Passwords,
  uid: string,
  alongside: Alongside,
): Promise<string> {
  const password = randomPassword();
  const hash = await passwords.hash(password);
  await units.write(async (ctx) => {
    const [row] = await ctx.db.query(lockOperator, [uid]);
    if (!row) throw new DomainError('operator.not_found');
    await ctx.db.query(setOperatorPassword, [row.id, hash, true]);
    await ctx.db.query(deleteOperatorSessions, [row.id, null]);
    await alongside(ctx, row);
  });
  return password;
}

/** A password to begin with, which its owner must change. */
export const randomPassword = (): string => randomIds.token().slice(0, 20);

/** The operator who acts; throws `auth.required` for anyone else. */
export function requireOperator(actor: Actor): bigint {
  if (actor.kind !== 'operator') throw new DomainError('auth.required');
  return actor.operatorId;
}

const rolesWith = (permission: Permission): OperatorRole[] =>
  roles.filter((role) => permissionsOf[role].includes(permission));

/** The operator of this uid, who may still come in. Throws `operator.not_found`. */
export async function activeOperator(ctx: ReadContext, uid: string): Promise<OperatorRow> {
  const [row] = await ctx.db.query(activeOperatorByUid, [uid]);
  if (!row) throw new DomainError('operator.not_found');
  return row;
}

/** The operators who may do what asks for this permission, by name. */
export const operatorsWho = (ctx: ReadContext, permission: Permission): Promise<OperatorRow[]> =>
  ctx.db.query(operatorsOfRoles, [rolesWith(permission)]);

/** Whether anybody but the operator who acts could do what asks for this permission. */
export async function isAnotherOperator(ctx: ReadContext, permission: Permission): Promise<boolean> {
  const [row] = await ctx.db.query(countOthersOfRoles, [requireOperator(ctx.actor), rolesWith(permission)]);
  return (row?.count ?? 0n) > 0n;
}

export interface Audited {
  /** What was done, as "user.restrict". */
  readonly action: string;
  /** What it was done to, as "user:2f…". */
  readonly subject: string;
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Keeps what an operator changes, in the unit of work that changes it. Throws `request.incomplete` without a reason. */
export async function audit(ctx: WriteContext, { action, subject, reason, facts = {} }: Audited): Promise<void> {
  refuseUnless(reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const values = [
    requireOperator(ctx.actor),
    ctx.market,
    action,
    subject,
    reason.trim(),
    JSON.stringify(facts),
    ctx.now,
  ];
  await ctx.db.query(insertAudit, values);
}

/** What operators have changed, the newest first. */
export async function listAudit(
  ctx: ReadContext,
  { market, subject, name }: { market?: string | undefined; subject?: string | undefined; name?: string | undefined },
  page: Page,
): Promise<PageOf<AuditRow>> {
  const filter = [market ?? null, subject ?? null, name === undefined ? null : normal(name)];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(auditRows, [...filter, page.size, offsetOf(page)]),
    ctx.db.query(countAudit, filter),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}
