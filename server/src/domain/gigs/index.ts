export {
  applicationsByRequest,
  apply,
  assertMayApply,
  chooseApplicants,
  chosenApplication,
  findApplication,
  ownApplications,
  type ShownApplication,
  withdrawApplication,
} from './applications.ts';
export type { ApplicationRow } from './applications.sql.ts';
export { acceptResult, deliver } from './deliver.ts';
export { fundRequest } from './fund.ts';
export {
  applicationLifecycle,
  type ApplicationState,
  isAccepted,
  isChosen,
  requestLifecycle,
  type RequestState,
} from './lifecycle.ts';
export {
  decideRequest,
  filesOfRequests,
  findOwnRequest,
  findRequest,
  ownRequests,
  publicRequests,
  publishRequest,
  removeRequest,
  removeRequestFile,
  type RequestFilter,
  reviseRequest,
  waitingRequests,
} from './requests.ts';
export { gigProofs, type RequestKind, type RequestRow, type Settlement } from './requests.sql.ts';
export { requestSubject } from './subjects.ts';
export { gigTasks } from './tasks.ts';
