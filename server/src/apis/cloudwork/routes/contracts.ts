import { Type } from 'typebox';
import {
  acceptOffer,
  type ContractFilter,
  type ContractState,
  findContract,
  finishContract,
  historyOf,
  listContracts,
  makeOffer,
  pauseContract,
  refuseOffer,
  resumeContract,
  revokeOffer,
  sideOf,
  type Terms,
} from '../../../domain/contracts/index.ts';
import { filesByIds } from '../../../domain/files/index.ts';
import { dealSideOf } from '../../../domain/identity/index.ts';
import { writeReview } from '../../../domain/reviews/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { day, flag, int, oneOf, rowsOf, text, uid, yuan } from '../../../platform/http/fields.ts';
import { contractAnswer, moveAnswer, toContracts, toMove } from '../contracts.ts';
import { attachmentAnswer, attachmentId, attachmentOf } from '../forms-files.ts';
import { nothing, pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const running: ContractState[] = ['active', 'paused'];
const everBegun: ContractState[] = ['active', 'paused', 'finished', 'expired', 'disputed', 'settled'];
const offers: ContractState[] = ['offered', 'refused', 'revoked', 'expired'];
const filter = (
  states: ContractState[],
  payKind: ContractFilter['payKind'] = null,
  inReview: boolean | null = null,
): ContractFilter => ({
  states,
  payKind,
  inReview,
});

/** The lists of each side (seed 000: 合同列表查询). */
const lists: Readonly<Record<'client' | 'freelancer', Readonly<Record<string, ContractFilter>>>> = {
  freelancer: {
    paid: filter(['offered']),
    carry_fixed: filter(running, 'fixed'),
    carry_hour: filter(running, 'hourly'),
    finish: filter(['finished', 'settled']),
    offer: filter(offers),
    all: filter(everBegun),
  },
  client: {
    carry: filter(running),
    carry_pay: filter(running, null, true),
    paid: filter(['offered']),
    offer: filter(['drafted', ...offers]),
    all: filter(everBegun),
  },
};

export const milestoneFields = {
  name: text({ min: 1, max: 20 }).required(),
  amount: yuan({ min: 1n }).required(),
  end_at: day(),
};

/** Contracts: offers, answers, moves, lists and evaluation (seed 000: 合同列表查询 … 结束合同, 结束合同评价). */
export function contractRoutes({ catalog, baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'contract_list',
      method: 'GET',
      paths: ['/api/contract'],
      title: '合同列表查询',
      notes: '传 contract_id 时返回仅含该合同的列表',
      access: 'signed-in',
      fields: {
        contract_id: uid(),
        team_id: uid().says('需求者团队 uuid，只能是自己的团队'),
        status: text({ max: 20 }),
        ...paging(20, 20352),
      },
      answer: Type.Object({
        contracts: Type.Array(
          Type.Object({
            ...contractAnswer.properties,
            attachment: Type.Optional(attachmentAnswer),
            question: Type.Optional(Type.String()),
          }),
        ),
        ...pagedAnswer,
      }),
      badField: 20351,
      async handle(call) {
        const ctx = call.read();
        const actor = personIn(ctx);
        const { contract_id: contractUid, team_id: teamUid, status, pagenum } = call.fields;
        if (contractUid !== undefined) {
          const contract = await findContract(ctx, contractUid);
          const [[item], files, { questions }] = await Promise.all([
            toContracts(ctx, [contract], sideOf(contract, actor), baseUrl),
            filesByIds(ctx, [contract.file_id]),
            catalog.read(),
          ]);
          const attachment = attachmentOf(baseUrl, files.get(contract.file_id ?? 0n));
          const question = questions.byId(contract.question_id ?? 0)?.name ?? '';
          return { contracts: item ? [{ ...item, attachment, question }] : [], count: 1, pagenum: 1 };
        }
        if (teamUid !== undefined && teamUid !== call.caller.session?.party_uid)
          throw new DomainError('contract.unknown_team');
        const wanted = lists[dealSideOf(actor)][status ?? (teamUid === undefined ? '' : 'all')];
        if (!wanted) throw new DomainError('contract.unknown_list');
        const page = await listContracts(ctx, actor, wanted, pageOf(call.fields));
        return {
          contracts: await toContracts(ctx, page.items, dealSideOf(actor), baseUrl),
          count: page.total,
          pagenum,
        };
      },
    }),
    endpoint({
      id: 'contract_history',
      method: 'GET',
      paths: ['/api/contract/history'],
      title: '合同的全部操作记录',
      notes: '合同及其里程碑或工作周，从早到晚',
      access: 'signed-in',
      fields: { contract_id: uid().required().failsWith(20371) },
      answer: Type.Object({ moves: Type.Array(moveAnswer) }),
      async handle(call) {
        return { moves: (await historyOf(call.read(), call.fields.contract_id)).map(toMove) };
      },
    }),
    endpoint({
      id: 'contract_create',
      method: 'POST',
      paths: ['/api/contract'],
      title: '创建合同/发offer',
      notes: '固定价格须 amount；按小时须 hourly、workload（每周小时数）。合同款支付后 offer 才送达开发者',
      access: 'client',
      fields: {
        user_id: uid().required().failsWith(20362),
        job_id: uid().required().failsWith(20362),
        name: text({ min: 1, max: 49 }).required().failsWith(203614),
        amount: yuan().failsWith(203610),
        hourly: yuan().failsWith(20367),
        workload: int({ min: 1, max: 168 }).failsWith(20368),
        manual: flag().or(false).failsWith(203616),
        message: text({ max: 499 }).failsWith(203614),
        start_at: day().failsWith(20369),
        end_at: day().failsWith(203612),
        attachment_id: attachmentId(),
        milestones: rowsOf(milestoneFields, { max: 10 }).failsWith(203611),
      },
      answer: Type.Object({ contract_id: Type.String(), trade_no: Type.String(), ptype: Type.String() }),
      async handle(call) {
        const { fields } = call;
        const { contractUid, order } = await call.write((ctx) =>
          makeOffer(ctx, {
            listingUid: fields.job_id,
            freelancerUid: fields.user_id,
            name: fields.name,
            message: fields.message ?? '',
            startDay: fields.start_at ?? null,
            endDay: fields.end_at ?? null,
            fileId: fields.attachment_id,
            terms: termsOf(fields),
          }),
        );
        return {
          contract_id: contractUid,
          trade_no: order.trade_no,
          ptype: order.purpose === 'week' ? 'weekstone' : 'milestone',
        };
      },
    }),
    endpoint({
      id: 'a_r_contract',
      serves: ['revoke_contract', 'finish_contract'],
      method: 'PUT',
      paths: ['/api/contract'],
      title: '接受/拒绝offer，合同撤消/暂停/重新开始，结束合同',
      notes: '开发者：accept、refuse、finish；需求者：revoke、pause、carry、finish',
      access: 'signed-in',
      fields: {
        contract_id: uid().required().failsWith(20371),
        status: oneOf(['accept', 'refuse', 'revoke', 'pause', 'carry', 'finish']).required().failsWith(20372),
        question_id: int({ min: 1 }),
        reason: text({ max: 500 }).failsWith(20377),
        is_pay: flag().failsWith(203713),
      },
      answer: nothing,
      errors: { 'ledger.insufficient_funds': 203717, 'contract.reason_required': 20376 },
      async handle(call) {
        const { contract_id: contractUid, status, question_id: questionId, reason, is_pay: pays } = call.fields;
        const { questions } = await catalog.read();
        await call.write(async (ctx) => {
          switch (status) {
            case 'accept':
              return acceptOffer(ctx, { contractUid, reason });
            case 'refuse':
              return refuseOffer(ctx, { contractUid, questionId, reason }, questions);
            case 'revoke':
              return revokeOffer(ctx, { contractUid, questionId, reason }, questions);
            case 'pause':
              return pauseContract(ctx, contractUid);
            case 'carry':
              return resumeContract(ctx, contractUid);
            case 'finish':
              return void (await finishContract(ctx, { contractUid, pays, reason }));
          }
        });
        return {};
      },
    }),
    endpoint({
      id: 'contract_evaluate',
      method: 'POST',
      paths: ['/api/contract/evaluate'],
      title: '结束合同评价',
      notes: '需求者须 punctual，开发者须 avail、deliver',
      access: 'signed-in',
      fields: {
        contract_id: uid().required().failsWith(20731),
        question_id: int({ min: 1 }).required().failsWith(20737),
        score: int({ min: 1, max: 10 }).required().failsWith(20733),
        exchange: mark().required(),
        punctual: mark(),
        cooper: mark().required(),
        quality: mark().required(),
        skill: mark().required(),
        avail: mark(),
        deliver: mark(),
        content: text({ min: 1, max: 500 }).required().failsWith(20731),
      },
      answer: nothing,
      errors: { 'contract.not_found': 20734 },
      async handle(call) {
        const {
          contract_id: contractUid,
          question_id: questionId,
          score,
          content,
          exchange,
          cooper,
          quality,
          skill,
          punctual,
          avail,
          deliver,
        } = call.fields;
        const { questions } = await catalog.read();
        const marks = { exchange, cooper, quality, skill, punctual, avail, deliver };
        await call.write((ctx) => writeReview(ctx, { contractUid, questionId, score, content, marks }, questions));
        return {};
      },
    }),
  ];
}

function mark() {
  return int({ min: 1, max: 5 }).failsWith(20732);
}

interface TermFields {
  readonly amount?: bigint | undefined;
  readonly hourly?: bigint | undefined;
  readonly workload?: number | undefined;
  readonly manual: boolean;
  readonly milestones?:
    | readonly { readonly name: string; readonly amount: bigint; readonly end_at?: string | undefined }[]
    | undefined;
}

/** An hourly rate makes it hourly work; the wire sends 0 for none. */
function termsOf(fields: TermFields): Terms {
  const milestones = (fields.milestones ?? []).map(({ name, amount, end_at }) => ({
    name,
    amount,
    endDay: end_at ?? null,
  }));
  if (fields.hourly !== undefined && fields.hourly > 0n) {
    if (milestones.length > 0) throw new DomainError('contract.hourly_with_milestones');
    return {
      payKind: 'hourly',
      hourly: fields.hourly,
      weeklyHours: fields.workload ?? 0,
      manualAllowed: fields.manual,
    };
  }
  return { payKind: 'fixed', amount: fields.amount ?? 0n, milestones };
}
