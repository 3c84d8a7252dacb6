import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import type { Vault } from '../../kernel/vault.ts';
import { isCreditCode } from '../verification/index.ts';
import { type CompanyRow, companyStatements, type Licence } from './companies.sql.ts';
import { changed, type ChangesOf, findOwn, lockOwn, type Made, makeOnce, saveOwn } from './objects.ts';

export interface CompanyInput {
  readonly ownId: string;
  readonly name: string;
  readonly creditCode: string;
  readonly legalPerson: string | null;
  readonly contactPerson: string | null;
  readonly contactPhone: string | null;
  readonly licence: Licence | null;
  readonly address: string | null;
  readonly businessScope: string | null;
}

/** Adds a company (seed 004: POST /companies). Throws `company.number_impossible`, `channel.window_invalid` and `channel.id_taken`. */
export async function addCompany(ctx: WriteContext, vault: Vault, input: CompanyInput): Promise<Made> {
  return makeOnce(ctx, vault, companyStatements, input, async () => columnsOf(input));
}

/** Changes what is given (seed 004: PUT /companies/:channel_company_id). Throws as `addCompany`, and `channel.not_found`. */
export async function changeCompany(
  ctx: WriteContext,
  ownId: string,
  changes: ChangesOf<Omit<CompanyInput, 'ownId'>>,
): Promise<CompanyRow> {
  const row = await lockOwn(ctx, companyStatements, ownId);
  const values = columnsOf(changed(inputOf(row), changes));
  await saveOwn(ctx, companyStatements, row, values);
  return findCompany(ctx, ownId);
}

/** A company of the caller's, by its own id. Throws `channel.not_found`. */
export const findCompany = (ctx: ReadContext, ownId: string): Promise<CompanyRow> =>
  findOwn(ctx, companyStatements, ownId);

function inputOf(row: CompanyRow): CompanyInput {
  return {
    ownId: row.own_id,
    name: row.name,
    creditCode: row.credit_code,
    legalPerson: row.legal_person,
    contactPerson: row.contact_person,
    contactPhone: row.contact_phone,
    licence: row.licence,
    address: row.address,
    businessScope: row.business_scope,
  };
}

function columnsOf(input: CompanyInput): readonly unknown[] {
  const { licence } = input;
  const creditCode = input.creditCode.toUpperCase();
  refuseUnless(isCreditCode(creditCode), 'company.number_impossible');
  const isForward = !licence?.issuedOn || !licence.expiresOn || licence.issuedOn <= licence.expiresOn;
  refuseUnless(isForward, 'channel.window_invalid', { window: 'licence' });
  return [
    input.name,
    creditCode,
    input.legalPerson,
    input.contactPerson,
    input.contactPhone,
    licence && JSON.stringify(licence),
    input.address,
    input.businessScope,
  ];
}
