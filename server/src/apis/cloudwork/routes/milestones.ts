import { Type } from 'typebox';
import {
  addMilestones,
  milestonesOf,
  sendBackMilestone,
  settleMilestone,
  submissionsFor,
  type SubmissionRow,
  submitMilestone,
} from '../../../domain/contracts/index.ts';
import { type FileRow, filesByIds } from '../../../domain/files/index.ts';
import { clientsOf, freelancersOf } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { flag, id, oneOf, rowsOf, text, uid } from '../../../platform/http/fields.ts';
import { dayText, timeText, toMilestoneStone } from '../contracts.ts';
import { attachmentAnswer, attachmentId, attachmentOf, pictureUrl } from '../forms-files.ts';
import { nothing, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { milestoneFields } from './contracts.ts';
import { stoneStatus } from '../state-words.ts';

const recordAnswer = Type.Object({
  message: Type.String(),
  reason: Type.String(),
  attachment: attachmentAnswer,
  create_at: Type.String(),
  audit_at: Type.String(),
  audit_attachment: attachmentAnswer,
});

/** Milestones: list, add, submit and review (seed 000: 里程碑查询 … 付款申请查询). */
export function milestoneRoutes({ baseUrl }: CloudworkMeans) {
  const toRecord = (row: SubmissionRow, files: ReadonlyMap<bigint, FileRow>) => ({
    message: row.message,
    reason: row.reason,
    attachment: attachmentOf(baseUrl, files.get(row.file_id ?? 0n)),
    create_at: timeText(row.created_at),
    audit_at: timeText(row.audited_at),
    audit_attachment: attachmentOf(baseUrl, files.get(row.audit_file_id ?? 0n)),
  });

  return [
    endpoint({
      id: 'milestone_list',
      method: 'GET',
      paths: ['/api/milestone'],
      title: '里程碑查询',
      notes: '传 milestone_id 时只返回该里程碑，并带提交记录 records',
      access: 'signed-in',
      fields: { contract_id: uid().required().failsWith(20391), milestone_id: id().failsWith(20399) },
      answer: Type.Object({
        milestones: Type.Array(
          Type.Object({
            id: Type.Integer(),
            name: Type.String(),
            amount: Type.Number(),
            status: Type.String(),
            term: Type.Integer(),
            end_at: Type.String(),
            audit_at: Type.String(),
            records: Type.Optional(Type.Array(recordAnswer)),
          }),
        ),
      }),
      errors: { 'contract.not_found': 20393, 'contract.not_fixed': 20396 },
      async handle(call) {
        const ctx = call.read();
        const { contract_id: contractUid, milestone_id: milestoneId } = call.fields;
        const { milestones } = await milestonesOf(ctx, contractUid);
        const wanted = milestoneId === undefined ? milestones : milestones.filter((one) => one.id === milestoneId);
        if (milestoneId !== undefined && wanted.length === 0) throw new DomainError('milestone.not_found');
        const submissions = milestoneId === undefined ? [] : await submissionsFor(ctx, [milestoneId]);
        const files = await filesByIds(
          ctx,
          submissions.flatMap((row) => [row.file_id, row.audit_file_id]),
        );
        return {
          milestones: wanted.map((row) => {
            const { id, name, amount, status, term, end_at, audit_at } = toMilestoneStone(row);
            const item = { id, name, amount, status, term, end_at, audit_at };
            return milestoneId === undefined
              ? item
              : { ...item, records: submissions.map((one) => toRecord(one, files)) };
          }),
        };
      },
    }),
    endpoint({
      id: 'milestone_create',
      method: 'POST',
      paths: ['/api/milestone'],
      title: '里程碑创建',
      notes: '支付返回的 trade_no 后生效',
      access: 'client',
      fields: {
        contract_id: uid().required().failsWith(20391),
        milestones: rowsOf(milestoneFields, { max: 10 }).required().failsWith(20391),
      },
      answer: Type.Object({ contract_id: Type.String(), trade_no: Type.String(), ptype: Type.String() }),
      errors: {
        'contract.not_found': 20393,
        'contract.not_yours': 20394,
        'contract.wrong_state': 20395,
        'contract.milestones': 20391,
      },
      async handle(call) {
        const { contract_id: contractUid, milestones } = call.fields;
        const rows = milestones.map(({ name, amount, end_at }) => ({ name, amount, endDay: end_at ?? null }));
        const order = await call.write((ctx) => addMilestones(ctx, { contractUid, milestones: rows }));
        return { contract_id: contractUid, trade_no: order.trade_no, ptype: 'milestone' };
      },
    }),
    endpoint({
      id: 'milestone_update',
      method: 'PUT',
      paths: ['/api/milestone'],
      title: '里程碑提审、审核',
      notes: '开发者：message 必须，提交审核；需求者：is_agree、is_stop 必须，refuse 时 message 必须',
      access: 'signed-in',
      fields: {
        milestone_id: id().required().failsWith(20399),
        attachment_id: attachmentId().failsWith(203912),
        message: text({ max: 500 }).failsWith(203911),
        is_agree: oneOf(['accept', 'refuse', 'release']).failsWith(203916),
        is_stop: flag().failsWith(203916),
      },
      answer: nothing,
      errors: {
        'milestone.not_found': 203910,
        'move.not_from_here': 203917,
        'move.not_by_you': 20394,
        'file.unusable': 203912,
      },
      async handle(call) {
        const {
          milestone_id: milestoneId,
          attachment_id: fileId,
          message = '',
          is_agree: verdict,
          is_stop: endsContract,
        } = call.fields;
        const submission = { milestoneId, message, fileId };
        await call.write(async (ctx) => {
          if (personIn(ctx).role === 'freelancer') return submitMilestone(ctx, submission);
          if (verdict === 'refuse') return sendBackMilestone(ctx, submission);
          if (verdict === undefined || endsContract === undefined) throw new DomainError('milestone.verdict_required');
          return settleMilestone(ctx, {
            milestoneId,
            move: verdict === 'accept' ? 'approve' : 'release',
            endsContract,
          });
        });
        return {};
      },
    }),
    endpoint({
      id: 'milestone_pay',
      method: 'GET',
      paths: ['/api/milestone/pay'],
      title: '付款申请查询',
      notes: '当前待审核的里程碑；records 按时间降序',
      access: 'client',
      fields: { contract_id: uid().required().failsWith(20431) },
      answer: Type.Object({
        data: Type.Object({
          id: Type.Integer(),
          name: Type.String(),
          amount: Type.Number(),
          status: Type.String(),
          end_at: Type.String(),
          user: Type.Object({ name: Type.String(), title: Type.String(), avatar: Type.String() }),
          team: Type.Object({ name: Type.String(), avatar: Type.String() }),
          records: Type.Array(
            Type.Object({
              message: Type.String(),
              attachment: Type.String(),
              attachment_name: Type.String(),
              create_at: Type.String(),
            }),
          ),
        }),
      }),
      errors: { 'contract.not_found': 20432, 'contract.not_fixed': 20433, 'milestone.not_found': 20434 },
      async handle(call) {
        const ctx = call.read();
        const { milestones, contract } = await milestonesOf(ctx, call.fields.contract_id);
        const waiting = milestones.find((one) => one.state === 'in_review');
        if (!waiting) throw new DomainError('milestone.not_found');
        const [submissions, freelancers, clients] = await Promise.all([
          submissionsFor(ctx, [waiting.id]),
          freelancersOf(ctx, [contract.freelancer_party_id]),
          clientsOf(ctx, [contract.client_party_id]),
        ]);
        const files = await filesByIds(
          ctx,
          submissions.map((row) => row.file_id),
        );
        const freelancer = freelancers.get(contract.freelancer_party_id);
        const client = clients.get(contract.client_party_id);
        return {
          data: {
            id: Number(waiting.id),
            name: waiting.name,
            amount: yuanNumber(waiting.amount),
            status: stoneStatus[waiting.state],
            end_at: dayText(waiting.end_day, '23:59:59'),
            user: {
              name: freelancer?.name ?? '',
              title: freelancer?.title ?? '',
              avatar: pictureUrl(baseUrl, freelancer?.avatar_uid),
            },
            team: { name: client?.name ?? '', avatar: pictureUrl(baseUrl, client?.logo_uid ?? client?.avatar_uid) },
            records: submissions.map((row) => {
              const { path = '', name = '' } = attachmentOf(baseUrl, files.get(row.file_id ?? 0n));
              return {
                message: row.message,
                attachment: path,
                attachment_name: name,
                create_at: timeText(row.created_at),
              };
            }),
          },
        };
      },
    }),
  ];
}
