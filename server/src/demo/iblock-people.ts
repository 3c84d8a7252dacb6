import type { ProjectInput } from '../domain/projects/index.ts';
import type { SignUpKind } from '../domain/profiles/index.ts';

interface DemoMember {
  readonly kind: SignUpKind;
  readonly name: string;
  readonly phone: string;
  readonly username?: string;
  /** The password of everybody in the demo when left out. */
  readonly password?: string;
  readonly companyName?: string;
  readonly cityId: number;
  readonly wishes?: {
    readonly industryIds: readonly number[];
    readonly craftIds: readonly number[];
    /** Fen. */
    readonly minPay: bigint;
    readonly maxPay: bigint;
  };
}

export const members: readonly DemoMember[] = [
  { kind: 'broker', name: '贾翕', phone: '13800020001', username: 'broker', password: 'broker123456', cityId: 310_100 },
  {
    kind: 'administrator',
    name: '管理员',
    phone: '13800020002',
    username: 'admin',
    password: 'admin123456',
    cityId: 310_100,
  },
  { kind: 'company', name: '方璐', phone: '13800020003', companyName: '沪上建筑设计有限公司', cityId: 310_100 },
  { kind: 'company', name: '周洋', phone: '13800020004', companyName: '西湖景观工程有限公司', cityId: 330_100 },
  {
    kind: 'freelancer',
    name: '林晓',
    phone: '13800020005',
    cityId: 310_100,
    wishes: { industryIds: [3, 5], craftIds: [1, 2, 3], minPay: 800_000n, maxPay: 1_500_000n },
  },
  {
    kind: 'freelancer',
    name: '陈默',
    phone: '13800020006',
    cityId: 330_100,
    wishes: { industryIds: [2, 4], craftIds: [1, 6, 8], minPay: 1_000_000n, maxPay: 2_000_000n },
  },
  {
    kind: 'freelancer',
    name: '苏禾',
    phone: '13800020007',
    cityId: 310_100,
    wishes: { industryIds: [3], craftIds: [3, 32], minPay: 500_000n, maxPay: 900_000n },
  },
];

const inShanghai = { provinceId: 310_000, cityId: 310_100, districtId: 310_110 };
const inHangzhou = { provinceId: 330_000, cityId: 330_100, districtId: 330_106 };
const common = { image: '', isLongTerm: false, industryYears: 3, headcount: 2 };

/** How far a project of the demo has come. */
export type DemoStage = 'in review' | 'recruiting' | 'running' | 'finished';

export const projects: readonly (ProjectInput & { readonly by: string; readonly stage: DemoStage })[] = [
  {
    ...common,
    by: '方璐',
    stage: 'finished',
    title: '世纪公园一期景观改造',
    description: '滨水步道、驳岸与植物配置，已建成开放。',
    startDay: '2026-03-01',
    endDay: '2026-10-31',
    minPay: 800_000n,
    maxPay: 1_200_000n,
    industryId: 3,
    place: inShanghai,
    craftIds: [1, 3],
  },
  {
    ...common,
    by: '方璐',
    stage: 'running',
    title: '五角场社区中心室内设计',
    description: '社区中心三层室内设计，含效果图和施工图，分方案和施工图两个阶段。',
    startDay: '2026-11-01',
    endDay: '2027-02-28',
    minPay: 900_000n,
    maxPay: 1_600_000n,
    industryId: 4,
    place: inShanghai,
    craftIds: [1, 6],
  },
  {
    ...common,
    by: '周洋',
    stage: 'recruiting',
    title: '西溪湿地游客中心',
    description: '木结构游客中心的建筑与景观一体化设计，需有公建景观经验，可驻场。',
    startDay: '2026-12-15',
    endDay: '2027-06-30',
    minPay: 1_000_000n,
    maxPay: 1_800_000n,
    isLongTerm: true,
    industryId: 5,
    place: inHangzhou,
    craftIds: [1, 3, 6],
  },
  {
    ...common,
    by: '周洋',
    stage: 'in review',
    title: '老厂房改造为设计工作室',
    description: '两千平方米老厂房改造，保留桁架，增加采光天窗。',
    startDay: '2027-01-10',
    endDay: '2027-05-31',
    minPay: 600_000n,
    maxPay: 1_000_000n,
    industryId: 20,
    place: inHangzhou,
    craftIds: [1, 8],
  },
];
