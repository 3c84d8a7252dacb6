import { formatYuan } from '../../kernel/money.ts';
import { slotMinutes, slotsPerHour } from '../contracts/index.ts';
import type { DealFacts } from './facts.sql.ts';
import type { AnyLine, Lines } from './kinds.ts';

type Facts = DealFacts;

const contract = ({ name }: Facts) => `合同「${name}」`;
const milestone = (facts: Facts) => `${contract(facts)}的里程碑「${facts.milestone_name ?? ''}」`;
const week = (facts: Facts) => `${contract(facts)}第 ${facts.week_term ?? 0} 周的工作`;
const because = (reason: string | null) => (reason ? `原因：${reason}` : '');
const yuan = (fen: bigint | null) => `${formatYuan(fen ?? 0n)} 元`;
const hours = ({ week_slots: slots }: Facts) =>
  `${Math.floor((slots ?? 0) / slotsPerHour)} 小时 ${((slots ?? 0) % slotsPerHour) * slotMinutes} 分钟`;

const paused = (to: 'freelancer' | 'client', content: (facts: Facts) => string) =>
  ({
    kind: 'contract.paused',
    to,
    switches: ['contract_paused'],
    title: '合同已暂停',
    content,
    target: 'contract',
  }) as const;

const toFreelancerWhenPaused = paused(
  'freelancer',
  (facts) => `${contract(facts)}已暂停，暂停期间请不要继续工作；恢复后我们会通知您。`,
);

const started = '合同已开始';
const finished = '合同已结束';
const reviewed = '收到合同评价';

/** A party's review is about the other, whom the payload names; both lines see the same facts. */
const review = (to: 'freelancer' | 'client') =>
  ({
    kind: 'contract.reviewed',
    to,
    switches: ['service'],
    title: reviewed,
    content: (facts: Facts) =>
      `${to === 'freelancer' ? facts.client_name : facts.freelancer_name}评价了${contract(facts)}中的合作，请查看。`,
    target: 'contract',
  }) as const;

/** The two sides a review can be about. */
export const reviewLines: readonly AnyLine<Facts>[] = [review('freelancer'), review('client')];

/** Who is told what of contracts, milestones and weeks, by event. */
export const dealLines: Lines<Facts> = {
  'contract.fund': [
    {
      kind: 'offer.received',
      to: 'freelancer',
      switches: ['offer_received'],
      title: '收到新的合同',
      content: (facts) => `${facts.client_name}向您发送了${contract(facts)}，款项已托管，请在有效期内答复。`,
      target: 'offer',
    },
  ],
  'contract.accept': [
    {
      kind: 'contract.started',
      to: 'client',
      switches: ['offer_accepted', 'contract_started'],
      title: started,
      content: (facts) => `${facts.freelancer_name}已接受${contract(facts)}，工作已经开始。`,
      target: 'contract',
    },
    {
      kind: 'contract.started',
      to: 'freelancer',
      switches: ['contract_started'],
      title: started,
      content: (facts) => `您已接受${facts.client_name}的${contract(facts)}，可以开始工作了。`,
      target: 'contract',
    },
  ],
  'contract.refuse': [
    {
      kind: 'offer.refused',
      to: 'client',
      switches: ['offer_refused'],
      title: '合同被拒绝',
      content: (facts) =>
        `${facts.freelancer_name}拒绝了${contract(facts)}，托管款项已退回您的余额。${because(facts.reason)}`,
      target: 'listing_archive',
    },
  ],
  'contract.revoke': [
    {
      kind: 'offer.revoked',
      to: 'freelancer',
      switches: ['offer_revoked'],
      title: '合同已撤销',
      content: (facts) => `${facts.client_name}撤销了${contract(facts)}。${because(facts.reason)}`,
      target: 'offer',
      // A draft that was never sent does not exist for the freelancer.
      when: (facts) => facts.offered_at !== null,
    },
  ],
  'contract.expire': [
    {
      kind: 'offer.expired',
      to: 'client',
      switches: ['offer_refused'],
      title: '合同已过期',
      content: (facts) => `${facts.freelancer_name}没有在有效期内答复${contract(facts)}，托管款项已退回您的余额。`,
      target: 'listing_archive',
    },
    {
      kind: 'offer.expired',
      to: 'freelancer',
      switches: ['offer_revoked'],
      title: '合同已过期',
      content: (facts) => `您没有在有效期内答复${facts.client_name}的${contract(facts)}，合同已失效。`,
      target: 'offer',
    },
  ],
  'contract.pause': [toFreelancerWhenPaused],
  'contract.pauseBySilence': [
    toFreelancerWhenPaused,
    paused('client', (facts) => `您没有按时审核${contract(facts)}的工作，款项已自动支付，合同已暂停。`),
  ],
  'contract.resume': [
    {
      kind: 'contract.resumed',
      to: 'freelancer',
      switches: ['contract_started'],
      title: '合同已恢复',
      content: (facts) => `${facts.client_name}恢复了${contract(facts)}，可以继续工作了。`,
      target: 'contract',
    },
  ],
  'contract.finish': [
    {
      kind: 'contract.finished_by_client',
      to: 'freelancer',
      switches: ['contract_finished'],
      title: finished,
      content: (facts) => `${facts.client_name}结束了${contract(facts)}，请评价这次合作。${because(facts.reason)}`,
      target: 'contract',
      when: (facts) => facts.finished_by === 'client',
    },
    {
      kind: 'contract.finished_by_freelancer',
      to: 'client',
      switches: ['contract_finished'],
      title: finished,
      content: (facts) =>
        `${facts.freelancer_name}结束了${contract(facts)}，未支付的托管款项已退回您的余额，请评价这次合作。${because(facts.reason)}`,
      target: 'contract',
      when: (facts) => facts.finished_by === 'freelancer',
    },
  ],
  'contract.dispute': [
    {
      kind: 'contract.disputed',
      to: 'freelancer',
      switches: ['dispute'],
      title: '合同进入争议处理',
      content: (facts) =>
        `${facts.client_name}结束了${contract(facts)}但没有支付进行中的工作，款项由平台托管，等待平台处理。${because(facts.reason)}`,
      target: 'contract',
    },
    {
      kind: 'contract.disputed',
      to: 'client',
      switches: ['service'],
      title: '合同进入争议处理',
      content: (facts) => `${contract(facts)}已进入争议处理，进行中工作的款项由平台托管，等待平台处理。`,
      target: 'contract',
    },
  ],
  'contract.settle': [
    {
      kind: 'contract.settled',
      to: 'freelancer',
      switches: ['dispute'],
      title: '争议处理已完成',
      content: (facts) => `${contract(facts)}的争议已处理完毕，请查看结果。`,
      target: 'contract',
    },
    {
      kind: 'contract.settled',
      to: 'client',
      switches: ['service'],
      title: '争议处理已完成',
      content: (facts) => `${contract(facts)}的争议已处理完毕，请查看结果。`,
      target: 'contract',
    },
  ],
  'contract.reviewed': reviewLines,
  'contract.bonus_paid': [
    {
      kind: 'contract.bonus',
      to: 'freelancer',
      switches: ['payment_received'],
      title: '收到奖金',
      content: (facts) =>
        `${facts.client_name}为${contract(facts)}向您支付了 ${yuan(facts.order_amount)}奖金，扣除服务费后已计入您的余额。`,
      target: 'contract',
    },
  ],
  'milestone.added': [
    {
      kind: 'milestone.added',
      to: 'freelancer',
      switches: ['milestone_changed'],
      title: '新增里程碑',
      content: (facts) => `${facts.client_name}为${contract(facts)}新增了里程碑，${yuan(facts.order_amount)}已托管。`,
      target: 'contract',
    },
  ],
  'milestone.submitted': [
    {
      kind: 'milestone.submitted',
      to: 'client',
      switches: ['milestone_to_review'],
      title: '里程碑等待审核',
      content: (facts) => `${facts.freelancer_name}提交了${milestone(facts)}，请审核。`,
      target: 'contract',
    },
  ],
  'milestone.paid': [
    {
      kind: 'milestone.paid',
      to: 'freelancer',
      switches: ['payment_received'],
      title: '里程碑已付款',
      content: (facts) =>
        `${milestone(facts)}的款项 ${yuan(facts.milestone_amount)}已支付，扣除服务费后已计入您的余额。`,
      target: 'contract',
    },
  ],
  'milestone.sent_back': [
    {
      kind: 'milestone.sent_back',
      to: 'freelancer',
      switches: ['milestone_changed'],
      title: '里程碑未通过审核',
      content: (facts) =>
        `${facts.client_name}没有通过${milestone(facts)}，请修改后重新提交。${because(facts.audit_reason)}`,
      target: 'contract',
    },
  ],
  'week.closed': [
    {
      kind: 'week.in_review',
      to: 'client',
      switches: ['week_to_review'],
      title: '周工作等待审核',
      content: (facts) =>
        `${facts.freelancer_name}在${week(facts)}已结束，共 ${hours(facts)}，请按时审核；逾期将自动支付。`,
      target: 'contract',
    },
  ],
  'week.paid': [
    {
      kind: 'week.paid',
      to: 'freelancer',
      switches: ['week_reviewed'],
      title: '周工作已付款',
      content: (facts) => `您在${week(facts)}（${hours(facts)}）已付款，扣除服务费后已计入您的余额。`,
      target: 'contract',
    },
  ],
  'week.begun': [
    {
      kind: 'week.begun',
      to: 'client',
      switches: ['hours_begun'],
      title: '本周工作已开始记录',
      content: (facts) => `${facts.freelancer_name}已开始记录${week(facts)}。`,
      target: 'contract',
      once: (facts) => `week.begun:${facts.week_id ?? 0n}`,
    },
    {
      kind: 'hours.begun',
      to: 'freelancer',
      switches: ['hours_begun'],
      title: '已开始记录工作',
      content: (facts) => `您已为${contract(facts)}记录了第一段工作，请持续记录，按周结算。`,
      target: 'contract',
      once: (facts) => `hours.begun:${facts.contract_uid}`,
    },
  ],
};
