export type { IdentityCheck } from './identity-check.ts';
export { companyLifecycle, type CompanyState, identityLifecycle } from './lifecycle.ts';
export type { CompanyRow, CompanyView } from './verification.sql.ts';
export {
  type CompanyClaim,
  companyNameOf,
  companyOf,
  decideCompany,
  type LicenceClaim,
  submitCompany,
  submitLicence,
  waitingCompanies,
} from './verify-company.ts';
export { decidePerson, waitingPersons } from './review-person.ts';
export { describeTrader, type Trader, traderOf } from './trader.ts';
export { identityNumber, isCreditCode } from './numbers.ts';
export { ensurePerson, identityOf, type PersonClaim, type VerificationMeans, verifyPerson } from './verify-person.ts';
