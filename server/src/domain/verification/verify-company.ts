import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, type ErrorCode, refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { useFile, useFiles } from '../files/index.ts';
import { certify, requireClient } from '../identity/index.ts';
import { companyLifecycle } from './lifecycle.ts';
import { isOrganisationNumber, isPermitNumber } from './numbers.ts';
import {
  companyByParty,
  type CompanyRow,
  type CompanyView,
  decideCompanyRow,
  insertCompany,
  insertCompanyMove,
  lockCompany,
  lockCompanyOfParty,
  submitLicenceRow,
  submitCompanyRow,
  waitingCompanyRows,
} from './verification.sql.ts';

const maxSubmissions = 10;

export interface CompanyClaim {
  readonly companyName: string;
  readonly contact: string;
  readonly phone: string;
  /** A unified social credit code, or the 15 digits of an older licence. */
  readonly permitNumber: string;
  readonly organisationNumber: string;
  /** Uploads of kind `company`; left out, those of the submission before serve again. */
  readonly permitFileId: bigint | undefined;
  readonly organisationFileId: bigint | undefined;
}

/**
 * The caller's team asks to be certified as a company (seed 000: 需求者企业认证); an operator decides. Throws
 * `company.number_impossible`, `company.permit_required`, `company.org_required`, `company.waiting`, `company.done`, and
 * `company.too_many_tries` after ten submissions.
 */
export async function submitCompany(ctx: WriteContext, vault: Vault, claim: CompanyClaim): Promise<void> {
  const { partyId, userId } = requireClient(ctx.actor);
  const permit = claim.permitNumber.trim().toUpperCase();
  const organisation = claim.organisationNumber.trim().toUpperCase();
  refuseUnless(isPermitNumber(permit), 'company.number_impossible', { number: 'permit' });
  refuseUnless(isOrganisationNumber(organisation), 'company.number_impossible', { number: 'organisation' });

  const row = await lockForSubmission(ctx, partyId);
  const use = (fileId: bigint | undefined, stored: bigint | null, code: ErrorCode) =>
    usePicture(ctx, { fileId, stored, code, userId, partyId });
  const permitFile = await use(claim.permitFileId, row.permit_file_id, 'company.permit_required');
  const organisationFile = await use(claim.organisationFileId, row.org_file_id, 'company.org_required');
  const state = next(companyLifecycle, row.state, 'submit', 'client');
  await ctx.db.query(submitCompanyRow, [
    row.id,
    state,
    claim.companyName,
    claim.contact,
    claim.phone,
    vault.seal(permit),
    masked(permit, 4, 4),
    vault.seal(organisation),
    masked(organisation, 2, 2),
    permitFile,
    organisationFile,
    ctx.now,
  ]);
  await recordSubmission(ctx, row, claim.companyName);
}

export interface LicenceClaim {
  readonly companyName: string;
  readonly representative: string;
  readonly trade: string;
  readonly province: string;
  readonly city: string;
  readonly address: string;
  /** Years in business. */
  readonly years: number | undefined;
  /** Public names of uploads of kind `general`: the licence, and both sides of the representative's identity card. */
  readonly licence: string;
  readonly cardFront: string;
  readonly cardBack: string;
}

/**
 * The same in a market that asks for pictures instead of numbers (seed 002: 企业用户认证). Throws `company.waiting`,
 * `company.done`, `company.too_many_tries`, and `file.unusable` for what is not an upload of the caller's or no picture.
 */
export async function submitLicence(ctx: WriteContext, claim: LicenceClaim): Promise<void> {
  const { partyId, userId: ownerUserId } = requireClient(ctx.actor);
  const row = await lockForSubmission(ctx, partyId);
  const uids = [claim.licence, claim.cardFront, claim.cardBack];
  const subject = `company:${partyId}`;
  const files = await useFiles(ctx, { uids, ownerUserId, kinds: ['general'], subject, onlyPictures: true });
  const state = next(companyLifecycle, row.state, 'submit', 'client');
  const { companyName, representative, trade, province, city, address, years = null } = claim;
  const values = [row.id, state, companyName, representative, trade, province, city, address, years];
  await ctx.db.query(submitLicenceRow, [...values, ...files.map(({ id }) => id), ctx.now]);
  await recordSubmission(ctx, row, companyName);
}

/** The team's certification, locked, when it may be asked for. */
async function lockForSubmission(ctx: WriteContext, partyId: bigint): Promise<CompanyRow> {
  await ctx.db.query(insertCompany, [ctx.market, partyId, companyLifecycle.initial]);
  const [row] = await ctx.db.query(lockCompanyOfParty, [partyId]);
  if (!row) throw new Error(`no company check of party ${partyId}`);
  refuseUnless(row.state !== 'passed', 'company.done');
  refuseUnless(row.state !== 'checking', 'company.waiting');
  refuseUnless(row.submissions < maxSubmissions, 'company.too_many_tries');
  return row;
}

async function recordSubmission(ctx: WriteContext, row: CompanyRow, companyName: string): Promise<void> {
  const { id, party_id: partyId, state } = row;
  const values = [
    id,
    'submit',
    state,
    next(companyLifecycle, state, 'submit', 'client'),
    'client',
    companyName,
    ctx.now,
  ];
  await ctx.db.query(insertCompanyMove, values);
  await ctx.emit('verification.company_applied', { checkId: id, partyId });
}

interface Picture {
  readonly fileId: bigint | undefined;
  readonly stored: bigint | null;
  /** What is thrown when there is no usable picture. */
  readonly code: ErrorCode;
  readonly userId: bigint;
  readonly partyId: bigint;
}

/** Pictures of earlier submissions are kept: they are what an operator has decided upon. */
async function usePicture(ctx: WriteContext, { fileId, stored, code, userId, partyId }: Picture): Promise<bigint> {
  if (fileId === undefined) {
    if (stored === null) throw new DomainError(code);
    return stored;
  }
  const use = { fileId, ownerUserId: userId, kinds: ['company'] as const, subject: `company:${partyId}` };
  const file = await useFile(ctx, use).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === 'file.unusable' ? new DomainError(code) : error;
  });
  refuseUnless(/^image\/|^application\/pdf$/.test(file.mime), code);
  return fileId;
}

/**
 * An operator certifies a company, which the team is called by from then on, or refuses with a reason. Throws
 * `company.not_found`, `request.incomplete` (no reason), `move.not_from_here` and, for anyone else, `move.not_by_you`.
 */
export async function decideCompany(
  ctx: WriteContext,
  checkId: bigint,
  isAccepted: boolean,
  reason: string,
): Promise<void> {
  refuseUnless(ctx.actor.kind === 'operator', 'move.not_by_you');
  refuseUnless(isAccepted || reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const [row] = await ctx.db.query(lockCompany, [checkId, ctx.market]);
  if (!row) throw new DomainError('company.not_found');
  const move = isAccepted ? 'pass' : 'fail';
  const state = next(companyLifecycle, row.state, move, 'operator');
  await ctx.db.query(decideCompanyRow, [checkId, state, isAccepted ? '' : reason, ctx.now]);
  await ctx.db.query(insertCompanyMove, [checkId, move, row.state, state, 'operator', reason, ctx.now]);
  const partyId = row.party_id;
  if (isAccepted) await certify(ctx, partyId, row.company_name);
  await ctx.emit('verification.company_decided', { checkId, partyId, isAccepted, reason });
}

/** Companies that wait for an operator, the longest first, at most a hundred. */
export function waitingCompanies(ctx: ReadContext): Promise<CompanyRow[]> {
  return ctx.db.query(waitingCompanyRows, [ctx.market]);
}

/** The name of a certified company; undefined for a team that is none. */
export async function companyNameOf(ctx: ReadContext, partyId: bigint): Promise<string | undefined> {
  const company = await companyOf(ctx, partyId);
  return company?.state === 'passed' ? company.company_name : undefined;
}

/** A team's certification, numbers masked; undefined when it never asked for one. */
export async function companyOf(ctx: ReadContext, partyId: bigint): Promise<CompanyView | undefined> {
  const [row] = await ctx.db.query(companyByParty, [partyId]);
  return row;
}
