import { DomainError, refuseUnless } from '../../kernel/errors.ts';

/** The part of the catalogue that reasons come from. */
export interface ReasonCatalog {
  readonly questions: { byId(id: number): { readonly qtype: string } | undefined };
}

/** The questions of the catalogue that a move's reason comes from. */
export type ReasonKind = 'proposal_refuse_c' | 'proposal_refuse_f' | 'proposal_revoke_f' | 'proposal_archive';

export interface Reasoned {
  /** A question of the catalogue. */
  readonly questionId?: number | undefined;
}

/** The reason given, if any. Throws `question.unknown` when it is not one of the catalogue's for this. */
export function reasonOf(catalog: ReasonCatalog, kind: ReasonKind, { questionId }: Reasoned): number | undefined {
  if (questionId === undefined) return undefined;
  refuseUnless(catalog.questions.byId(questionId)?.qtype === kind, 'question.unknown');
  return questionId;
}

/** The reason given. Throws `proposal.reason_required` or `question.unknown`. */
export function neededReason(catalog: ReasonCatalog, kind: ReasonKind, given: Reasoned): number {
  const questionId = reasonOf(catalog, kind, given);
  if (questionId === undefined) throw new DomainError('proposal.reason_required');
  return questionId;
}
