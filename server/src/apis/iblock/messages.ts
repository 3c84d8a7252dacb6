/** Messages of the inbox in this API's words: texts with links, and the service a task is answered at. */
import { Type } from 'typebox';
import type { MessageRow } from '../../domain/inbox/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan, yuanNumber } from '../../kernel/money.ts';
import type { Vault } from '../../kernel/vault.ts';

type Facts = MessageRow['facts'];

const textIn = (facts: Facts, name: string) => String(facts[name] ?? '');
const numberIn = (facts: Facts, name: string) => Number(facts[name] ?? 0);

/** {name|path}; the characters a link is made of cannot come from a name. */
const link = (label: string, path: string) => `{${label.replace(/[{}|]/g, ' ')}|${path}}`;
const user = (facts: Facts, who: string) => link(textIn(facts, `${who}Name`), `user/${textIn(facts, `${who}Id`)}`);
const project = (facts: Facts) => link(textIn(facts, 'title'), `project/${textIn(facts, 'projectId')}`);
const step = (facts: Facts) => textIn(facts, 'stepName');
const yuan = (facts: Facts) => formatYuan(BigInt(textIn(facts, 'amount')));

const texts: Readonly<Record<string, (facts: Facts) => string>> = {
  'project.accepted': (facts) =>
    `您的项目 ${project(facts)} 通过审核${facts['brokerId'] === null ? '' : `，经纪人为${user(facts, 'broker')}`}`,
  'project.rejected': (facts) => `您的项目 ${project(facts)} 未通过审核，请对项目进行修改并重新提交`,
  'project.terminated': (facts) => `项目 ${project(facts)} 已被管理员终止`,
  'hiring.offered': (facts) =>
    `${user(facts, 'manager')} 希望聘请您为项目 ${project(facts)} 项目设计师,如已达成协议，请确认；如您和该项目不熟悉，请拒绝。`,
  'hiring.accepted': (facts) => `设计师${user(facts, 'user')} 接受了您在项目 ${project(facts)} 的招聘申请。`,
  'hiring.declined': (facts) => `设计师${user(facts, 'user')} 拒绝了您在项目 ${project(facts)} 的招聘申请。`,
  'hiring.employed': (facts) =>
    `您已受雇于项目 ${project(facts)} ${step(facts)}，职位 ${textIn(facts, 'positionName')}，薪资 ${formatYuan(BigInt(textIn(facts, 'salary')))} 元。`,
  'hiring.end_asked': (facts) =>
    `${user(facts, 'manager')} 请求解除 ${project(facts)} ${step(facts)} 与 ${user(facts, 'user')} 的合约`,
  'hiring.ended': (facts) => `项目 ${project(facts)} ${step(facts)} 与 ${user(facts, 'user')} 的合约已解除。`,
  'hiring.kept': (facts) => `经纪人不同意解除项目 ${project(facts)} ${step(facts)} 与 ${user(facts, 'user')} 的合约。`,
  'step.completed': (facts) => `项目 ${project(facts)} ${step(facts)} 已完成，申请验收。`,
  'step.accepted': (facts) => `项目 ${project(facts)} ${step(facts)} 已通过验收并结算。`,
  'step.sent_back': (facts) => `项目 ${project(facts)} ${step(facts)} 未通过验收，请继续完善。`,
  'freelancer.recommended': (facts) =>
    `经纪人 ${user(facts, 'broker')} 为您的项目 ${project(facts)} ${step(facts)} 推荐 设计师 ${user(facts, 'user')} 。`,
  'rating.asked': (facts) =>
    `项目 ${project(facts)} 已完结，请给${facts['aboutKind'] === 'freelancer' ? '设计师' : '项目经理'} ${user(facts, 'about')} 评分`,
  'experience.asked': (facts) =>
    `${user(facts, 'user')} 请求添加共同项目经历(${textIn(facts, 'startDay')}~${textIn(facts, 'endDay')}): ${textIn(facts, 'description')}`,
  'experience.accepted': (facts) => `${user(facts, 'user')} 接受了你的共同项目经历申请`,
  'experience.declined': (facts) => `${user(facts, 'user')} 拒绝了你的共同项目经历申请`,
  'withdrawal.asked': (facts) => `${user(facts, 'user')} 请求提现 金额 ${yuan(facts)}。`,
  'withdrawal.done': (facts) => `您的提现申请 ${yuan(facts).replace(/\.00$/, '')}元 已经被处理成功。`,
  'withdrawal.refused': (facts) => `您的提现申请 ${yuan(facts).replace(/\.00$/, '')}元 未获批准，金额已退回账户。`,
  'withdrawal.failed': (facts) => `您的提现 ${yuan(facts).replace(/\.00$/, '')}元 未能到账，金额已退回账户。`,
};

interface Service {
  readonly path: string;
  readonly params: (facts: Facts, vault: Vault) => Record<string, string | number>;
  readonly input?: Record<string, string>;
}

/** Where each kind of task is answered, and what a client sends back; of that, only the message's id counts. */
export const services: Readonly<Record<string, Service>> = {
  'hiring.offered': { path: 'project/acceptHiring', params: (facts) => ({ hireid: numberIn(facts, 'hiringId') }) },
  'hiring.end_asked': {
    path: 'project/step/acceptRemoveHiring',
    params: (facts) => ({ hireid: numberIn(facts, 'hiringId') }),
  },
  'rating.asked': {
    path: 'project/rate',
    params: (facts) => ({ id: numberIn(facts, 'projectId'), userid: numberIn(facts, 'aboutId') }),
    input: { rating: 'integer' },
  },
  'experience.asked': {
    path: 'user/acceptCommonExp',
    params: (facts) => ({
      desc: textIn(facts, 'description'),
      startDate: textIn(facts, 'startDay'),
      endDate: textIn(facts, 'endDay'),
      destuserid: numberIn(facts, 'toUserId'),
      sourceuserid: numberIn(facts, 'userId'),
    }),
  },
  'withdrawal.asked': {
    path: 'account/withdraw',
    params: (facts, vault) => ({
      amount: yuanNumber(BigInt(textIn(facts, 'amount'))),
      alipayAccount: vault.open(textIn(facts, 'account')),
      userid: numberIn(facts, 'userId'),
    }),
  },
};

/** MessageType and MessageStatus (seed 001, 4.11.1). */
const typeNumbers: Readonly<Record<MessageRow['type'], number>> = { notice: 0, task: 1, question: 2 };
const stateNumbers: Readonly<Record<MessageRow['state'], number>> = { open: 0, accepted: 1, declined: 2 };

const number = () => Type.Optional(Type.Number());
const words = () => Type.Optional(Type.String());

export const message = Type.Object({
  id: Type.Integer(),
  messageid: Type.Integer(),
  msgId: Type.Integer(),
  status: Type.Integer({ description: '任务：0 未处理 1 接受 2 拒绝；只读：0 未处理 1 已处理' }),
  readStatus: Type.Integer({ description: '0 未读 1 已读' }),
  sendTime: Type.String(),
  type: Type.Integer({ description: '0 只读 1 任务 2 回复' }),
  msg: Type.String({ description: '链接写作 {名称|user/12} 或 {名称|project/12}' }),
  service: words(),
  postparams: Type.Optional(
    Type.Object({
      messageid: Type.Integer(),
      hireid: number(),
      id: number(),
      userid: number(),
      desc: words(),
      startDate: words(),
      endDate: words(),
      destuserid: number(),
      sourceuserid: number(),
      amount: number(),
      alipayAccount: words(),
    }),
  ),
  inputparams: Type.Optional(Type.Object({ rating: words() })),
});

/** A message of the inbox (4.11.1). */
export function toMessage(row: MessageRow, vault: Vault) {
  const id = Number(row.id);
  const service = services[row.kind];
  const isRead = row.read_at !== null;
  return {
    id,
    messageid: id,
    msgId: id,
    status: row.type === 'notice' ? Number(isRead) : stateNumbers[row.state],
    readStatus: Number(isRead),
    sendTime: localTime(row.created_at),
    type: typeNumbers[row.type],
    msg: texts[row.kind]?.(row.facts) ?? '',
    ...(service && {
      service: service.path,
      postparams: { messageid: id, ...service.params(row.facts, vault) },
      inputparams: service.input ?? {},
    }),
  };
}
