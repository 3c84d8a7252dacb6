import { deliverOrder, payPost, publishPost, takePost } from '../domain/consultations/index.ts';
import { unitsOf, type Work } from '../platform/work.ts';
import { addMember, type Member, noTopUps, topUp } from './members.ts';

const market = 'consulting';

export const consultingPeople = [
  { kind: 'personal', name: '郑先生', phone: '13800030001', username: 'buyer' },
  { kind: 'freelancer', name: '王律师', phone: '13800030002', username: 'consultant' },
] as const;

const posts = [
  {
    tags: [1n],
    title: '试用期被辞退怎么办',
    content: '入职两个月被口头辞退，没有书面通知，能要求赔偿吗？',
    price: 20_000n,
  },
  { tags: [2n], title: '个体户如何开票', content: '刚注册个体工商户，客户要专票。', price: 8_000n },
  { tags: [4n], title: '孩子偏科', content: '初二数学很好，语文跟不上，想请教学习方法。', price: 0n },
];

/** A buyer with three questions: one that was answered, and two that look for a consultant. */
export async function seedConsulting(work: Work, passwordHash: string): Promise<void> {
  const members: Member[] = [];
  for (const person of consultingPeople) members.push(await addMember(work, market, { ...person, passwordHash }));
  const [buyer, consultant] = members.map(({ actor }) => unitsOf(work, market, actor));
  if (!buyer || !consultant || !members[0]) throw new Error('the demo has two people');
  const made = [];
  for (const post of posts) made.push(await buyer.write((ctx) => publishPost(ctx, post)));
  const [first] = made;
  if (!first) return;
  await topUp(work, market, members[0], 30_000n);
  await payPost(buyer, noTopUps, { orderNo: first.orderNo, amount: 20_000n });
  const orderId = await consultant.write((ctx) => takePost(ctx, first.id));
  const answer = '口头辞退同样需要法定理由，可以主张违法解除的赔偿金。';
  await consultant.write((ctx) => deliverOrder(ctx, orderId, answer));
}
