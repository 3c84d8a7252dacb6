export {
  addUser,
  assertNewPassword,
  changePassword,
  changePhone,
  exchangeCode,
  forgive,
  type IdentityMeans,
  ownAccount,
  requestCode,
  requestCodeOfOwner,
  requestPhoneCode,
  hasUsers,
  resetPassword,
  spendCode,
  userExists,
  userOf,
  verifyPassword,
} from './accounts.ts';
export { type CodePurpose, findMessages, sendMessage, tryCode } from './codes.ts';
export {
  type Device,
  type MessageRow,
  type PartyRow,
  type SessionRow,
  type UserRow,
} from './identity.sql.ts';
export { createPasswords, type Passwords } from './passwords.ts';
export { certify, changePerson, lockName, type PersonChanges, renameTeam } from './person.ts';
export { countGuess, refuseGuessing } from './limits.ts';
export {
  addParty,
  findParty,
  issueJumpCode,
  type NewParty,
  partiesById,
  partiesOf,
  partyOf,
  redeemJumpCode,
  switchParty,
} from './parties.ts';
export { refuseRestricted, restrictionOf, setUserState } from './restrictions.ts';
export type { RestrictionRow } from './restrictions.sql.ts';
export {
  actorOf,
  createSessions,
  dealSideOf,
  type NewSession,
  openSession,
  requireAdministrator,
  requireBroker,
  requireClient,
  requireFreelancer,
  requirePerson,
  type Sessions,
  signOut,
} from './sessions.ts';
export { type Proof, proveByPassword, type SignIn, signIn } from './sign-in.ts';
export { identityTasks } from './tasks.ts';
