import type { PersonActor, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { ownAccount as ownUser } from '../identity/index.ts';
import { accountByHash, type AccountRow, accountsOfUser, insertAccount, removeAccount } from './payments.sql.ts';

/** Whether the digits end in their Luhn check digit. */
export function isCardNumber(number: string): boolean {
  if (!/^\d{15,19}$/.test(number)) return false;
  let sum = 0;
  for (const [index, digit] of [...number].toReversed().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A number with all but its ends hidden. */
function mask(number: string): string {
  if (number.includes('@')) return number.replace(/^(.{1,3}).*(@.*)$/, '$1***$2');
  return number.length > 10 ? masked(number, 4, 4) : number.replace(/^(.{3}).*(.{2})$/, '$1***$2');
}

/** The banks there are: the part of the catalogue that this module asks. */
export interface Banks {
  byCode(code: string): { readonly code: string } | undefined;
  /** The bank whose cards begin like this one: a hint. */
  recognise(cardNumber: string): { readonly code: string } | undefined;
}

/**
 * Adds a bank card of the caller's; a bank that is not named is recognised by the card's first digits. Answers the bank's
 * code. Throws `card.invalid` (check digit), `card.bank_unknown` or `card.exists`.
 */
export async function addCard(
  ctx: WriteContext,
  vault: Vault,
  actor: PersonActor,
  { number, bankCode, holder }: { number: string; bankCode: string | undefined; holder: string },
  banks: Banks,
): Promise<{ id: bigint; bankCode: string }> {
  const bank = bankCode === undefined ? banks.recognise(number) : banks.byCode(bankCode);
  if (!bank) throw new DomainError('card.bank_unknown');
  if (!isCardNumber(number)) throw new DomainError('card.invalid');
  const id = await insert(ctx, vault, actor, { kind: 'bank', number, bankCode: bank.code, holder });
  if (id === undefined) throw new DomainError('card.exists');
  return { id, bankCode: bank.code };
}

/** Sets the caller's Alipay account: a phone number or an e-mail address. Throws `alipay.invalid` or `alipay.exists`. */
export async function setAlipay(
  ctx: WriteContext,
  vault: Vault,
  actor: PersonActor,
  { account, holder }: { account: string; holder: string },
): Promise<void> {
  const number = account.toLowerCase();
  if (!/^(1[3-9]\d{9}|[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+)$/.test(number)) throw new DomainError('alipay.invalid');
  const id = await insert(ctx, vault, actor, { kind: 'alipay', number, bankCode: null, holder });
  if (id === undefined) throw new DomainError('alipay.exists');
}

/** As `setAlipay`, with the holder's name as the caller goes by: money goes to nobody else's account. */
export async function setOwnAlipay(units: Units, vault: Vault, actor: PersonActor, account: string): Promise<void> {
  const { name: holder } = await ownUser(units, actor);
  await units.write((ctx) => setAlipay(ctx, vault, actor, { account, holder }));
}

/**
 * The caller's stored Alipay account of this number; another one takes the place of the one before. Throws
 * `alipay.invalid`.
 */
export async function useAlipay(
  ctx: WriteContext,
  vault: Vault,
  actor: PersonActor,
  given: { account: string; holder: string },
): Promise<AccountRow> {
  const wanted = [actor.userId, 'alipay', vault.hash(given.account.toLowerCase())];
  const [stored] = await ctx.db.query(accountByHash, wanted);
  if (stored) return stored;
  await ctx.db.query(removeAccount, [actor.userId, 'alipay', null, ctx.now]);
  await setAlipay(ctx, vault, actor, given);
  const [set] = await ctx.db.query(accountByHash, wanted);
  if (!set) throw new Error('the account was not kept');
  return set;
}

async function insert(
  ctx: WriteContext,
  vault: Vault,
  actor: PersonActor,
  account: { kind: AccountRow['kind']; number: string; bankCode: string | null; holder: string },
): Promise<bigint | undefined> {
  const { kind, number, bankCode, holder } = account;
  const values = [
    ctx.market,
    actor.userId,
    kind,
    vault.seal(number),
    vault.hash(number),
    mask(number),
    bankCode,
    holder,
    ctx.now,
  ];
  const [row] = await ctx.db.query(insertAccount, values);
  return row?.id;
}

/** The caller's accounts for payouts, numbers masked. */
export async function accountsOf(ctx: ReadContext, actor: PersonActor): Promise<AccountRow[]> {
  return ctx.db.query(accountsOfUser, [actor.userId]);
}

/** Takes one of the caller's cards away. Throws `card.not_found`. */
export async function removeCard(ctx: WriteContext, actor: PersonActor, cardId: bigint): Promise<void> {
  const rows = await ctx.db.query(removeAccount, [actor.userId, 'bank', cardId, ctx.now]);
  if (rows.length === 0) throw new DomainError('card.not_found');
}

/** Takes the caller's Alipay account away. Throws `alipay.none`. */
export async function removeAlipay(ctx: WriteContext, actor: PersonActor): Promise<void> {
  const rows = await ctx.db.query(removeAccount, [actor.userId, 'alipay', null, ctx.now]);
  if (rows.length === 0) throw new DomainError('alipay.none');
}

/**
 * The caller's own stored account that `given` means: its number, as stored or as it was shown (masked); without it, the
 * only one of its kind. Throws `payout.account_unknown`.
 */
export async function ownAccount(
  ctx: ReadContext,
  vault: Vault,
  actor: PersonActor,
  { kind, given }: { kind: AccountRow['kind']; given: string | undefined },
): Promise<AccountRow> {
  const meant = given?.trim();
  if (meant !== undefined) {
    const [stored] = await ctx.db.query(accountByHash, [actor.userId, kind, vault.hash(meant.toLowerCase())]);
    if (stored) return stored;
  }
  const fitting = (await accountsOf(ctx, actor)).filter(
    (account) => account.kind === kind && (meant === undefined || account.shown === meant),
  );
  const [only] = fitting;
  if (!only || fitting.length > 1) throw new DomainError('payout.account_unknown');
  return only;
}
