import type { ListingInput } from '../domain/listings/index.ts';
import type { SignUpKind } from '../domain/profiles/index.ts';

/** The password of everybody in the demo market; the same on every machine. */
export const demoPassword = 'demo123456';

export const people: readonly { kind: SignUpKind; name: string; phone: string; companyName?: string }[] = [
  { kind: 'personal', name: '李雷', phone: '13800010001' },
  { kind: 'company', name: '赵敏', phone: '13800010002', companyName: '灵动科技有限公司' },
  { kind: 'freelancer', name: '韩梅梅', phone: '13800010003' },
  { kind: 'freelancer', name: '王强', phone: '13800010004' },
  { kind: 'freelancer', name: '陈静', phone: '13800010005' },
];

/** Partners of the channel market in development. */
export const channels = [
  { clientId: 'sandbox-a', name: '演示渠道 A', secret: 'sandbox-secret-a-0001' },
  { clientId: 'sandbox-b', name: '演示渠道 B', secret: 'sandbox-secret-b-0001' },
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
