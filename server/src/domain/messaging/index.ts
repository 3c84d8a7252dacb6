export type { MessageRow } from './messaging.sql.ts';
export {
  addMessage,
  findPairThread,
  listMessages,
  type NewMessage,
  openPairThread,
  openThread,
  type Pair,
} from './threads.ts';
