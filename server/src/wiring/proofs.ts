import type { Proofs } from '../domain/ledger/index.ts';

/** What each module says of money, as proofs beside the ledger's own. */
export const moneyProofs: Proofs = {};
