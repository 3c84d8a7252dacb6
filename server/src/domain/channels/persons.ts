import { dayOf } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { identityNumber } from '../verification/index.ts';
import { changed, type ChangesOf, findOwn, lockOwn, type Made, makeOnce, saveOwn } from './objects.ts';
import { type Liveness, personStatements, type PersonRow } from './persons.sql.ts';

export interface PersonInput {
  readonly ownId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly liveness: Liveness | null;
}

/** Adds somebody (seed 004: POST /users). Throws `identity.number_impossible` and `channel.id_taken`. */
export async function addPerson(ctx: WriteContext, vault: Vault, input: PersonInput): Promise<Made> {
  return makeOnce(ctx, vault, personStatements, input, async () => columnsOf(ctx, vault, input));
}

/** Changes what is given (seed 004: PUT /users/:channel_user_id). Throws as `addPerson`, and `channel.not_found`. */
export async function changePerson(
  ctx: WriteContext,
  vault: Vault,
  ownId: string,
  changes: ChangesOf<Omit<PersonInput, 'ownId'>>,
): Promise<PersonRow> {
  const row = await lockOwn(ctx, personStatements, ownId);
  const { name, phone, liveness } = row;
  const input = changed({ ownId, name, phone, liveness, idNumber: vault.open(row.number_cipher) }, changes);
  const values = columnsOf(ctx, vault, input);
  await saveOwn(ctx, personStatements, row, values);
  return findPerson(ctx, ownId);
}

/** Somebody of the caller's, by its own id. Throws `channel.not_found`. */
export const findPerson = (ctx: ReadContext, ownId: string): Promise<PersonRow> =>
  findOwn(ctx, personStatements, ownId);

function columnsOf(ctx: WriteContext, vault: Vault, input: PersonInput): readonly unknown[] {
  const number = identityNumber(input.idNumber, dayOf(ctx.now));
  if (number === undefined) throw new DomainError('identity.number_impossible');
  const liveness = input.liveness && JSON.stringify(input.liveness);
  return [input.name, vault.seal(number), masked(number, 6, 4), input.phone, liveness];
}
