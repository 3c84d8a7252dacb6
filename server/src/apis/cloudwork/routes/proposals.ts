import { Type } from 'typebox';
import {
  bid,
  invite,
  listProposalMessages,
  listProposals,
  moveProposal,
  type ProposalRequest,
  readProposal,
  sendProposalMessage,
  type Subject,
} from '../../../domain/proposals/index.ts';
import { DomainError, refuseUnless } from '../../../kernel/errors.ts';
import { id, int, oneOf, text, uid, yuan } from '../../../platform/http/fields.ts';
import { nothing, pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import { attachmentId } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { listOfOperate, messageAnswer, operateOf, proposalAnswer, toMessage, toProposal } from '../proposals.ts';
import { endpoint } from '../wire.ts';

const moveOfOperate = Object.fromEntries(
  Object.entries(operateOf).map(([request, operate]) => [operate, request]),
) as Readonly<Record<(typeof operateOf)[ProposalRequest], ProposalRequest>>; // Each operate has exactly one request.

const subjectFields = {
  proposal_id: id().says('投标ID，与 contract_id 必填其一'),
  contract_id: uid().says('合同UUID，与 proposal_id 必填其一'),
};

function subjectOf(fields: { proposal_id?: bigint | undefined; contract_id?: string | undefined }): Subject {
  if (fields.proposal_id !== undefined) return { proposalId: fields.proposal_id };
  if (fields.contract_id !== undefined) return { contract: fields.contract_id };
  throw new DomainError('request.incomplete', { field: 'proposal_id' });
}

/** Bids, invitations and what is said about them (seed 000: 查询招投标, 招投标, 投标操作, 发送投标消息, 获取投标消息列表). */
export function proposalRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'proposal_list',
      method: 'GET',
      paths: ['/api/proposal'],
      title: '查询招投标',
      notes:
        'operate、proposal_id、job_id 必填其一；operate 与 proposal_id 不能同时使用。' +
        '开发者：interview、invite、active、freeze；需求者：active、interview、hire、archive、invite',
      access: 'signed-in',
      fields: {
        operate: oneOf(['interview', 'invite', 'active', 'freeze', 'hire', 'archive']).failsWith(20347),
        proposal_id: id().failsWith(20346),
        job_id: uid().failsWith(20342),
        ...paging(100, 80003),
      },
      answer: Type.Object({ proposals: Type.Array(proposalAnswer), ...pagedAnswer }),
      errors: { 'request.malformed': 203423, 'request.incomplete': 20341 },
      async handle(call) {
        const { operate, proposal_id: proposalId, job_id: listing, pagenum } = call.fields;
        const ctx = call.read();
        const words = { catalog: await catalog.read(), baseUrl, side: personIn(ctx).role };
        if (proposalId !== undefined) {
          refuseUnless(operate === undefined, 'request.malformed', { field: 'operate' });
          const view = await readProposal(ctx, proposalId);
          return { proposals: [toProposal(view, { ...words, isAlone: true })], count: 1, pagenum: 1 };
        }
        refuseUnless(operate !== undefined || listing !== undefined, 'request.incomplete', { field: 'operate' });
        const list = operate === undefined ? 'all' : listOfOperate[operate];
        const found = await listProposals(ctx, { list, listing, page: pageOf(call.fields) });
        return {
          proposals: found.items.map((view) => toProposal(view, { ...words, isAlone: false })),
          count: operate === 'interview' ? found.answered : found.total,
          pagenum,
        };
      },
    }),
    endpoint({
      id: 'proposal',
      method: 'POST',
      paths: ['/api/proposal'],
      title: '招投标',
      notes: '开发者投标：amount、message 必填，固定价格项目 duration 必填；需求者邀请：user_id 必填',
      access: 'signed-in',
      fields: {
        job_id: uid().required(),
        user_id: uid().failsWith(20344).says('被邀请的开发者'),
        amount: yuan().failsWith(203415),
        duration: int({ min: 1, max: 5 }).failsWith(203420).says('同项目的 duration，1 至 5'),
        message: text({ max: 4_096 }),
        attachment_id: attachmentId().failsWith(203418),
      },
      answer: Type.Object({ proposal_id: Type.Integer() }),
      badField: 20341,
      errors: { 'listing.not_found': 20342, 'file.unusable': 203418, 'request.incomplete': 203416 },
      async handle(call) {
        const { job_id: listing, user_id: freelancer, amount: price, duration, message } = call.fields;
        const fileId = call.fields.attachment_id;
        if (personIn(call.read()).role === 'freelancer') {
          const offer = { listing, price, duration, message, fileId };
          return { proposal_id: Number(await call.write((ctx) => bid(ctx, offer))) };
        }
        if (freelancer === undefined) throw new DomainError('request.incomplete', { field: 'user_id' });
        const offer = { listing, freelancer, message, fileId };
        return { proposal_id: Number(await call.write((ctx) => invite(ctx, offer))) };
      },
    }),
    endpoint({
      id: 'proposal_update',
      method: 'PUT',
      paths: ['/api/proposal'],
      title: '投标操作',
      notes:
        '投标由需求者 accept / refuse，邀请由开发者 accept / refuse；revoke、reactive 仅开发者的投标；' +
        'refuse、revoke 须带 question_id。hire 不在此操作：请用 POST /api/contract 直接发送合同',
      access: 'signed-in',
      fields: {
        proposal_id: id().required(),
        operate: oneOf(['accept', 'refuse', 'revoke', 'archive', 'reactive', 'unfreeze']).required().failsWith(20347),
        amount: yuan().failsWith(203415),
        question_id: int().failsWith(203416),
        message: text({ max: 4_096 }),
      },
      answer: nothing,
      badField: 20341,
      errors: { 'question.unknown': 203416, 'listing.not_found': 20342 },
      async handle(call) {
        const { proposal_id: proposal, operate, amount: price, question_id: questionId, message } = call.fields;
        const move = moveOfOperate[operate];
        const reasons = await catalog.read();
        await call.write((ctx) => moveProposal(ctx, reasons, { id: proposal, move, price, questionId, message }));
        return {};
      },
    }),
    endpoint({
      id: 'proposal_msg_send',
      method: 'POST',
      paths: ['/api/proposal/message'],
      title: '发送投标消息',
      notes: '等待中的投标或邀请在第一条消息后进入沟通中',
      access: 'signed-in',
      fields: {
        ...subjectFields,
        content: text({ max: 100_000 }).required().says('不超过 4096 个字'),
      },
      answer: nothing,
      badField: 20641,
      errors: { 'request.incomplete': 20641, 'request.malformed': 20641 },
      async handle(call) {
        const subject = subjectOf(call.fields);
        await call.write((ctx) => sendProposalMessage(ctx, subject, call.fields.content));
        return {};
      },
    }),
    endpoint({
      id: 'proposal_msg_list',
      method: 'GET',
      paths: ['/api/proposal/message'],
      title: '获取投标消息列表',
      notes: '最新的在前',
      access: 'signed-in',
      fields: { ...subjectFields, ...paging(20, 20652) },
      answer: Type.Object({ messages: Type.Array(messageAnswer), ...pagedAnswer }),
      badField: 20651,
      errors: { 'request.incomplete': 20651, 'message.not_yours': 20654 },
      async handle(call) {
        const ctx = call.read();
        const { partyId } = personIn(ctx);
        const { items, total } = await listProposalMessages(ctx, subjectOf(call.fields), pageOf(call.fields));
        const messages = items.map((message) => toMessage(message, partyId));
        return { messages, count: total, pagenum: call.fields.pagenum };
      },
    }),
  ];
}
