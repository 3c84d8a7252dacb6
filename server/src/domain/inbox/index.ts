export {
  answerOnce,
  closeMessages,
  countUnreadMessages,
  findTask,
  type InboxList,
  listMessages,
  markMessage,
  type NewMessage,
  ownMessage,
  settleNotice,
  subjectId,
  type TaskMeant,
  tell,
  wasAsked,
} from './inbox.ts';
export type { MessageRow } from './inbox.sql.ts';
