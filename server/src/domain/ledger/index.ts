export { type StatementKind, statementKinds, type StatementRow } from './ledger.sql.ts';
export {
  type Bonus,
  cancelPayout,
  completePayout,
  creditTopUp,
  type EscrowOrder,
  fundEscrow,
  openHouse,
  openWallet,
  payBonus,
  type PayoutMoney,
  type Release,
  reservePayout,
  returnPayout,
  settleEscrow,
  type TopUp,
} from './movements.ts';
export {
  type Balances,
  balancesOf,
  countProofs,
  type Finding,
  type Proofs,
  type StatementFilter,
  statementOf,
  totalsOf,
  verifyLedger,
} from './read.ts';
export { ledgerTasks } from './tasks.ts';
