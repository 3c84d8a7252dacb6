import type { ListingInput } from '../domain/listings/index.ts';
import type { SignUpKind } from '../domain/profiles/index.ts';

/** The password of everybody in the demo market; the same on every machine. */
export const demoPassword = 'demo123456';

export interface DemoProfile {
  readonly categories: readonly number[];
  readonly title: string;
  readonly overview: string;
  readonly level: 'entry' | 'middle' | 'expert';
  readonly skills: readonly string[];
  /** Fen an hour. */
  readonly hourly: bigint;
  readonly regionId: number;
}

interface DemoPerson {
  readonly kind: SignUpKind;
  readonly name: string;
  readonly phone: string;
  readonly companyName?: string;
  readonly profile?: DemoProfile;
}

export const people: readonly DemoPerson[] = [
  { kind: 'personal', name: '李雷', phone: '13800010001' },
  { kind: 'company', name: '赵敏', phone: '13800010002', companyName: '灵动科技有限公司' },
  {
    kind: 'freelancer',
    name: '韩梅梅',
    phone: '13800010003',
    profile: {
      categories: [4, 5],
      title: '小程序与后端开发',
      level: 'expert',
      skills: ['微信小程序', 'Node.js', 'TypeScript'],
      hourly: 20_000n,
      regionId: 330_100,
      overview: '八年开发经验，做过点单、会员、预约等二十多个小程序，从接口到上线一个人完成。',
    },
  },
  {
    kind: 'freelancer',
    name: '王强',
    phone: '13800010004',
    profile: {
      categories: [4, 5],
      title: '前端工程师',
      level: 'middle',
      skills: ['Vue', 'React', 'TypeScript'],
      hourly: 15_000n,
      regionId: 310_100,
      overview: '五年前端经验，擅长性能优化和组件库，两次主导跨境独立站重构。',
    },
  },
  {
    kind: 'freelancer',
    name: '陈静',
    phone: '13800010005',
    profile: {
      categories: [14],
      title: '品牌与网页设计师',
      level: 'middle',
      skills: ['平面设计'],
      hourly: 12_000n,
      regionId: 440_100,
      overview: '专注品牌视觉和官网设计，交付设计规范与可直接落地的切图。',
    },
  },
];

/** Partners of the channel market in development. */
/** The password of development's first operator. */
export const demoOperatorPassword = 'operator123456';

export const channels = [
  { clientId: 'sandbox-a', name: '演示渠道 A', secret: 'sandbox-secret-a-0001', isSandbox: true },
  { clientId: 'sandbox-b', name: '演示渠道 B', secret: 'sandbox-secret-b-0001', isSandbox: true },
];

export const jobs: readonly (ListingInput & {
  by: string;
  bids: readonly (readonly [name: string, price: bigint, message: string])[];
})[] = [
  {
    duration: 3,
    by: '李雷',
    title: '奶茶店点单微信小程序开发',
    categoryId: 5,
    hires: 1,
    payKind: 'fixed',
    level: 'middle',
    budget: 600_000n,
    skills: ['微信小程序', 'Node.js'],
    description: '<p>需要一个点单小程序：扫码点单、微信支付、会员积分。已有设计稿，希望一个月内上线。</p>',
    bids: [
      ['韩梅梅', 600_000n, '做过三家连锁店的点单小程序，可以先看案例。'],
      ['王强', 550_000n, '熟悉微信支付和会员体系，本周即可开始。'],
    ],
  },
  {
    duration: 3,
    by: '赵敏',
    title: '跨境独立站前端重构',
    categoryId: 4,
    hires: 1,
    payKind: 'hourly',
    level: 'expert',
    workload: 1,
    skills: ['Vue', 'TypeScript'],
    description: '<p>现有独立站首屏较慢，需要用 Vue 重构商品页与结算页，配合性能优化。长期合作。</p>',
    bids: [['王强', 25_000n, '五年前端经验，主导过两次同类重构。']],
  },
  {
    duration: 3,
    by: '赵敏',
    title: '品牌官网视觉设计',
    categoryId: 14,
    hires: 1,
    payKind: 'fixed',
    level: 'middle',
    budget: 450_000n,
    skills: ['平面设计'],
    description: '<p>为新品牌设计官网：首页、产品页、关于我们，共八个页面，需提供设计规范。</p>',
    bids: [['陈静', 420_000n, '附上最近两个品牌官网的设计。']],
  },
  {
    duration: 3,
    by: '李雷',
    title: '门店库存数据分析报表',
    categoryId: 4,
    hires: 1,
    payKind: 'fixed',
    level: 'entry',
    budget: 120_000n,
    skills: ['Python'],
    description: '<p>把三家门店的库存表格整理成每周自动生成的报表，发送到邮箱。</p>',
    bids: [],
  },
];
