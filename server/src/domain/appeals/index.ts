export {
  decideAppeal,
  makeAppeal,
  ownRestriction,
  type OwnRestriction,
  restoreUser,
  waitingAppeals,
} from './appeals.ts';
export { appealLifecycle, type AppealState } from './lifecycle.ts';
