import { consultationProofs } from '../domain/consultations/index.ts';
import { contractProofs } from '../domain/contracts/index.ts';
import { gigProofs } from '../domain/gigs/index.ts';
import type { Proofs } from '../domain/ledger/index.ts';
import { paymentProofs } from '../domain/payments/index.ts';
import { projectProofs } from '../domain/projects/index.ts';
import { worklogProofs } from '../domain/worklogs/index.ts';

/** What each module says of money and hours, as proofs beside the ledger's own. */
export const moneyProofs: Proofs = {
  ...paymentProofs,
  ...contractProofs,
  ...projectProofs,
  ...gigProofs,
  ...consultationProofs,
  ...worklogProofs,
};
