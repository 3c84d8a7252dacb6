export {
  type AccessMeans,
  addChannelClient,
  addChannelSecret,
  createGrants,
  type Grants,
  grantTokens,
  listChannels,
  type Partner,
  refreshTokens,
  suspendChannelClient,
  type TokenPair,
} from './access.ts';
export {
  addApplication,
  type ApplicationInput,
  changeApplication,
  findApplication,
  listApplications,
} from './applications.ts';
export type { ApplicationRow } from './applications.sql.ts';
export { type CallLog, createCallLog, listCalls } from './calls.ts';
export { addCompany, changeCompany, type CompanyInput, findCompany } from './companies.ts';
export type { CompanyRow, Licence } from './companies.sql.ts';
export {
  applicationLifecycle,
  type ApplicationState,
  claimLifecycle,
  type ClaimState,
  postingLifecycle,
  type PostingState,
} from './lifecycle.ts';
export type { ChangesOf, ListOf, Made, Place } from './objects.ts';
export { listDeliveries, listDeliveriesOf, replayDelivery, replayDeliveryOf } from './deliveries.ts';
export type { DeliveryRow, DeliveryState, EventRow, PartnerDelivery } from './deliveries.sql.ts';
export { type EventKind, eventKinds } from './events.ts';
export { each } from './batch.ts';
export { type Income, openQuarter, openStatement, type Statement } from './statements.ts';
export { emptySandbox } from './sandbox.ts';
export {
  addWebhook,
  changeWebhook,
  isDelivered,
  listWebhooks,
  listWebhooksOf,
  removeWebhook,
  renewWebhookSecret,
  tryWebhook,
  type WebhookSender,
} from './webhooks.ts';
export type { WebhookRow } from './webhooks.sql.ts';
export type { Noun } from './objects.sql.ts';
export { type Keyed, once, recall, remember } from './once.ts';
export {
  addClaim,
  changeClaim,
  type ClaimInput,
  findClaim,
  listClaims,
} from './payments.ts';
export type { Basis, BasisKind, ClaimRow, PayeeKind } from './payments.sql.ts';
export { addPerson, changePerson, findPerson, type PersonInput } from './persons.ts';
export type { Liveness, PersonRow } from './persons.sql.ts';
export {
  addPosting,
  changePosting,
  findPosting,
  listPostings,
  type PostingInput,
  type Salary,
  type Word,
} from './postings.ts';
export type { PostingKind, PostingRow, SalaryKind, Settlement } from './postings.sql.ts';
export { channelTasks } from './tasks.ts';
export { tryTaxes, tryTaxesOf } from './tax-trial.ts';
export type { Trial, VatWarning as TrialWarning } from '../tax/index.ts';
