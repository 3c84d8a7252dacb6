export {
  accountsOf,
  addCard,
  isCardNumber,
  removeAlipay,
  removeCard,
  setAlipay,
  setOwnAlipay,
  useAlipay,
} from './accounts.ts';
export { payOrderLifecycle, payoutLifecycle, refundLifecycle } from './lifecycle.ts';
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
  topUpsOf,
  tradeNumber,
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
export { type Funding, payOrTopUp } from './pay.ts';
export { refundTasks, refundToSource } from './refund.ts';
export type { PayInRail, PayoutRail } from './rails.ts';
export { bookTopUp, payAfterTopUp, receiveNotice, startTopUp, type TopUpMeans, topUpTasks } from './top-up.ts';
