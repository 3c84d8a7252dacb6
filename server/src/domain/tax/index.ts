export type { MonthCount } from './income-tax.ts';
export { type PaidBefore, type Trial, type TrialInput, tryPayment, type VatWarning } from './trial.ts';
