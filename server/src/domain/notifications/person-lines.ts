import { formatYuan } from '../../kernel/money.ts';
import type { NoticeKind, Target } from './kinds.ts';
import type { MoneyFacts } from './facts.sql.ts';

/** A notice for a person or one of their sides that no switch turns off. */
export interface PlainLine<Facts> {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly content: (facts: Facts) => string;
  readonly target: Target;
}

type PlainLines<Facts> = Readonly<Record<string, PlainLine<Facts>>>;

/** What concerns a person whichever side they act for, by event. */
export const userLines: PlainLines<unknown> = {
  'user.joined': {
    kind: 'user.joined',
    title: '欢迎加入',
    content: () => '您已注册成功，请完善资料，让更多人了解您。',
    target: 'account',
  },
  'user.password_changed': {
    kind: 'user.password_changed',
    title: '密码已修改',
    content: () => '您的登录密码已修改，所有设备需要重新登录；如非本人操作，请立即找回密码并联系客服。',
    target: 'account',
  },
  'question.set': {
    kind: 'user.question_set',
    title: '密保问题已设置',
    content: () => '您的密保问题已设置；如非本人操作，请立即修改密码。',
    target: 'account',
  },
  'verification.passed': {
    kind: 'user.identified',
    title: '实名认证已通过',
    content: () => '您的实名认证已通过，姓名不能再修改。',
    target: 'identity',
  },
};

export interface RestrictionFacts {
  /** The operator's; '' where they gave none. */
  readonly reason: string;
  /** Whether the market takes appeals where people sign in. */
  readonly takesAppeals: boolean;
}

const because = (reason: string) => (reason === '' ? '' : `原因：${reason}。`.replace(/([。！？!?.])。$/, '$1'));

/** What concerns a person who is kept out, or is let in again, by event. They are told outside as well. */
export const restrictionLines: PlainLines<RestrictionFacts> = {
  'user.restricted': {
    kind: 'user.restricted',
    title: '账号已被限制使用',
    content: ({ reason, takesAppeals }) =>
      `您的账号已被限制使用。${because(reason)}如有异议，${takesAppeals ? '可在登录页申诉一次' : '请联系客服'}。`,
    target: 'account',
  },
  'user.restored': {
    kind: 'user.restored',
    title: '账号已恢复',
    content: ({ reason }) => `您的账号已恢复，可以重新登录。${because(reason)}`,
    target: 'account',
  },
  'appeal.refused': {
    kind: 'appeal.refused',
    title: '申诉未通过',
    content: ({ reason }) => `您的申诉没有通过，账号仍被限制使用。${because(reason)}`,
    target: 'account',
  },
};

/** What a person is told when an operator has looked at their pictures; who passes has a notice of that already. */
export const personLines: Readonly<Record<'passed' | 'sentBack', PlainLine<Pick<RestrictionFacts, 'reason'>>>> = {
  passed: {
    kind: 'user.identified',
    title: '实名认证已通过',
    content: () => '您的实名认证已通过，姓名不能再修改。',
    target: 'identity',
  },
  sentBack: {
    kind: 'user.identity_refused',
    title: '实名认证未通过',
    content: ({ reason }) => `您的实名认证没有通过，请重新提交。${because(reason)}`,
    target: 'identity',
  },
};

interface CompanyFacts {
  readonly reason: string;
}

/** What concerns a team that wants to be certified; `reason` is the operator's. */
export const companyLines: Readonly<Record<'applied' | 'passed' | 'failed', PlainLine<CompanyFacts>>> = {
  applied: {
    kind: 'company.applied',
    title: '企业认证已提交',
    content: () => '您的企业认证资料已提交，请等待审核。',
    target: 'company',
  },
  passed: {
    kind: 'company.passed',
    title: '企业认证已通过',
    content: () => '您的企业认证已通过。',
    target: 'company',
  },
  failed: {
    kind: 'company.failed',
    title: '企业认证未通过',
    content: ({ reason }) => `您的企业认证没有通过，请修改资料后重新提交。${reason === '' ? '' : `原因：${reason}`}`,
    target: 'company',
  },
};

const yuan = ({ amount }: MoneyFacts) => `${formatYuan(amount)} 元`;
const failed = (title: string, what: string): PlainLine<MoneyFacts> => ({
  kind: 'payout.failed',
  title,
  content: (facts) => `您提现到 ${facts.account} 的 ${yuan(facts)}${what}，款项已退回您的余额。`,
  target: 'wallet',
});

export interface MatchFacts {
  /** How many listings are new. */
  readonly listings: number;
  /** The titles of the newest of them. */
  readonly titles: readonly string[];
}

/** New listings answer a subscription. */
export const matchLine: PlainLine<MatchFacts> = {
  kind: 'listing.matched',
  title: '有新项目符合您的订阅',
  content: ({ listings, titles }) =>
    `${listings} 个新项目符合您的订阅：${titles.map((title) => `「${title}」`).join('')}${listings > titles.length ? '等' : ''}。`,
  target: 'matches',
};

/** What concerns a party's wallet. */
export const moneyLines: PlainLines<MoneyFacts> = {
  'topup.credited': {
    kind: 'topup.credited',
    title: '充值成功',
    content: (facts) => `您充值的 ${yuan(facts)}已到账。`,
    target: 'wallet',
  },
  'payout.requested': {
    kind: 'payout.requested',
    title: '提现申请已受理',
    content: (facts) => `您申请提现 ${yuan(facts)}到 ${facts.account}，我们会尽快处理。`,
    target: 'wallet',
  },
  'payout.paid': {
    kind: 'payout.paid',
    title: '提现成功',
    content: (facts) => `您提现到 ${facts.account} 的 ${yuan(facts)}已付出，请注意查收。`,
    target: 'wallet',
  },
  'payout.failed': failed('提现未成功', '没有成功'),
  'payout.returned': failed('提现被退回', '被收款方退回'),
};
