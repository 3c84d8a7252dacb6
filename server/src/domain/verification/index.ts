export type { IdentityCheck } from './identity-check.ts';
export { companyLifecycle, type CompanyState, identityLifecycle } from './lifecycle.ts';
export type { CompanyRow, CompanyView } from './verification.sql.ts';
export { type CompanyClaim, companyOf, decideCompany, submitCompany, waitingCompanies } from './verify-company.ts';
export { identityNumber, isCreditCode } from './numbers.ts';
export { identityOf, type PersonClaim, type VerificationMeans, verifyPerson } from './verify-person.ts';
