import { apply, chooseApplicants, decideRequest, fundRequest, publishRequest } from '../domain/gigs/index.ts';
import { addBackground, changeWorkCard } from '../domain/profiles/index.ts';
import type { Units } from '../kernel/context.ts';
import { unitsOf, type Work } from '../platform/work.ts';
import { addMember, type Member, noTopUps, topUp } from './members.ts';

const market = 'gig';

export const gigPeople = [
  { kind: 'company', name: '周会展', phone: '13800020001', companyName: '启明会展有限公司' },
  { kind: 'freelancer', name: '孙工', phone: '13800020002' },
  { kind: 'freelancer', name: '吴师傅', phone: '13800020003' },
] as const;

const days = { worksFrom: null, worksUntil: null, category: '会展', wantsInvoice: false };
const requests = [
  { title: '展台搭建两天', price: 120_000n, kind: 'part_time', settlement: 'daily', place: '杭州市国际博览中心' },
  { title: '会议速记', price: 60_000n, kind: 'part_time', settlement: 'other', place: '线上' },
  { title: '仓库管理员', price: 650_000n, kind: 'full_time', settlement: 'monthly', place: '杭州市余杭区' },
] as const;

/** A company with three requests: one under way, one that waits for applicants, one that waits for its review. */
export async function seedGig(work: Work, passwordHash: string): Promise<void> {
  const members: Member[] = [];
  for (const person of gigPeople) members.push(await addMember(work, market, { ...person, passwordHash }));
  const [company, builder, helper] = members.map(({ actor }) => unitsOf(work, market, actor));
  if (!company || !builder || !helper) throw new Error('the demo has three people');
  await introduce(builder);

  const operator = unitsOf(work, market, { kind: 'operator', operatorId: 0n });
  const ids: bigint[] = [];
  for (const request of requests) {
    const input = { ...days, ...request, detail: `${request.title}，请注明相关经验。` };
    ids.push(await company.write((ctx) => publishRequest(ctx, input, [])));
  }
  for (const id of ids.slice(0, 2)) await operator.write((ctx) => decideRequest(ctx, id, true, ''));
  const [first = 0n] = ids;
  if (members[0]) await topUp(work, market, members[0], 300_000n);
  await fundRequest(company, noTopUps, first);
  const message = { message: '做过二十多场展会搭建，工具齐全。', samples: [] };
  const application = await builder.write((ctx) => apply(ctx, first, message));
  await helper.write((ctx) => apply(ctx, first, { message: '周末都有时间。', samples: [] }));
  await company.write((ctx) => chooseApplicants(ctx, first, [application]));
}

async function introduce(units: Units): Promise<void> {
  await units.write(async (ctx) => {
    await changeWorkCard(ctx, {
      occupation: '会展',
      title: '搭建工程师',
      timeKinds: '工作日,周末',
      dailyRate: 60_000n,
    });
    await addBackground(ctx, 'skill', { name: '展台搭建', mark: 95 });
    const job = { begin: '2019-03-01', end: null, company: '西湖展览', title: '搭建组长', detail: '' };
    await addBackground(ctx, 'job', job);
  });
}
