export { orderLifecycle, type OrderState, postLifecycle, type PostState } from './lifecycle.ts';
export { payPost } from './money.ts';
export {
  addOrder,
  cancelOrder,
  completeOrder,
  declineOrder,
  deleteOrder,
  deliverOrder,
  disputedOrders,
  ownOrders,
  settleOrder,
  takePost,
} from './orders.ts';
export { consultationProofs, type ConsultationRow } from './orders.sql.ts';
export { ownPosts, postsUnder, publishPost, removePost, revisePost } from './posts.ts';
export type { PostRow } from './posts.sql.ts';
export { tags } from './tags.ts';
export { consultationTasks } from './tasks.ts';
