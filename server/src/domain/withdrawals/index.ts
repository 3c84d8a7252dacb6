export { applyForWithdrawal, completeWithdrawal, followWithdrawalTask, withdrawalTasks } from './withdrawals.ts';
