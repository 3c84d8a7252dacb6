export {
  type AccountRow,
  type EntryRow,
  findAccounts,
  findUnreconciled,
  type LineRow,
  listPayouts,
  lookAtAccount,
  lookAtOrder,
  lookAtTransfer,
  type OrderFacts,
  type PayoutFacts,
  type RailEventRow,
  type TransferRow,
} from './books.ts';
export {
  decide,
  type Decision,
  type DecisionKind,
  decisionKinds,
  lookAtDecision,
  permissionFor,
  type Outcome,
  type Waiting,
  waitingForDecision,
} from './decisions.ts';
export { type Evidence, type EvidenceFile, type Fact, factNames } from './evidence.ts';
export { handOver, type Handover, type Holder, holderOfDecision } from './holders.ts';
export { dashboardOf } from './dashboard.ts';
export { findPeople, lookAtPerson, type PersonRow, type SideRow } from './people.ts';
export { endFailedTask, type FailedTask, listFailedTasks } from './works.ts';
