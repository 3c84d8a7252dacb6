export { accountsOf, addCard, isCardNumber, removeAlipay, removeCard, setAlipay, useAlipay } from './accounts.ts';
export { payOrderLifecycle, payoutLifecycle } from './lifecycle.ts';
export {
  closeOrder,
  closeOrders,
  findOrder,
  latestOpenOrder,
  lockOrder,
  markPaid,
  type NewOrder,
  openOrder,
  ordersOf,
} from './orders.ts';
export {
  decidePayout,
  findPayout,
  openPayout,
  payoutsToDecide,
  payoutTasks,
  type PayoutRequest,
  requestPayout,
} from './payout.ts';
export { type AccountRow, type OrderPurpose, type OrderRow, paymentProofs, type PayoutRow } from './payments.sql.ts';
export type { PayInRail, PayoutRail } from './rails.ts';
export { bookTopUp, receiveNotice, startTopUp, type TopUpMeans, topUpTasks } from './top-up.ts';
