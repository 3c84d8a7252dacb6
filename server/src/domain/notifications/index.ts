export { listContacts } from './contacts.ts';
export { type NoticeKind, noticeKinds, type Side, type Switch, switchesOf, type Target } from './kinds.ts';
export {
  addBanner,
  type AppPlatform,
  currentBanners,
  giveFeedback,
  listFeedback,
  marketMatter,
  newestVersion,
  publishVersion,
  removeBanner,
} from './market.ts';
export type { AppVersionRow, BannerRow, ContactRow } from './market.sql.ts';
export { countUnread, listNotices, readNotice, removeNotice } from './notices.ts';
export type { NoticeRow } from './notices.sql.ts';
export { changeSetting, noticeSettings, type Rate, recommendations, type Settings } from './settings.ts';
export { noticeListeners, noticeTasks } from './tell.ts';
