import { Type } from 'typebox';
import { openFileAsOperator } from '../../../domain/files/index.ts';
import { activeOperator, audit, operatorsWho, permissions } from '../../../domain/operators/index.ts';
import {
  decide,
  decisionKinds,
  type EvidenceFile,
  type Fact,
  factNames,
  handOver,
  type Holder,
  holderOfDecision,
  lookAtDecision,
  permissionFor,
  type Waiting,
  waitingForDecision,
} from '../../../domain/oversight/index.ts';
import { Raw } from '../../../platform/http/endpoint.ts';
import { flag, id, oneOf, text, yuan } from '../../../platform/http/fields.ts';
import { isoOrNull, isoTime, market, money, nothing, orNull, reason, time, timeOrNull, yuanText } from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const file = Type.Object({ uid: Type.String(), name: Type.String(), mime: Type.String() });
const needs = Type.Enum(permissions, { description: '处理所需的权限' });
const holder = orNull(
  Type.Object({ uid: Type.String(), shown_name: Type.String() }, { description: '已接手的操作员' }),
);
const waiting = Type.Object({
  kind: Type.Enum(decisionKinds),
  id: Type.String(),
  subject: Type.String(),
  amount: orNull(money),
  since: timeOrNull,
  needs,
  holder,
});
const evidence = Type.Object({
  subject: Type.String(),
  needs,
  holder,
  facts: Type.Array(
    Type.Object({
      name: Type.Enum(factNames),
      type: Type.Enum(['text', 'money', 'time', 'nothing'] as const),
      value: Type.String(),
    }),
  ),
  files: Type.Array(file),
  timeline: Type.Array(
    Type.Object({
      at: time,
      who: Type.String(),
      what: Type.String(),
      subject: Type.String(),
      note: Type.String(),
      file: orNull(file),
    }),
  ),
});

const toHolder = (one: Holder | undefined) => (one ? { uid: one.uid, shown_name: one.shownName } : null);

const toWaiting = ({ kind, id: number, subject, amount, since, holder: taker }: Waiting) => ({
  kind,
  id: String(number),
  subject,
  amount: amount === undefined ? null : yuanText(amount),
  since: isoOrNull(since),
  needs: permissionFor(kind),
  holder: toHolder(taker),
});

function toFact({ name, value }: Fact) {
  if (value === null) return { name, type: 'nothing' as const, value: '' };
  if (typeof value === 'bigint') return { name, type: 'money' as const, value: yuanText(value) };
  if (value instanceof Date) return { name, type: 'time' as const, value: isoTime(value) };
  return { name, type: 'text' as const, value };
}

const toFile = ({ uid, name, mime }: EvidenceFile) => ({ uid, name, mime });

/** What waits for an operator, the evidence, and the decision. */
export function decisionRoutes({ unitsIn, files }: OperatorApiMeans) {
  return [
    endpoint({
      id: 'decision_list',
      method: 'GET',
      paths: ['/decisions'],
      title: '待处理事项',
      access: 'operator',
      notes: 'mine 为 true 时只列出自己接手的',
      fields: { market: market(), kind: oneOf(decisionKinds), mine: flag().or(false) },
      answer: Type.Object({ items: Type.Array(waiting) }),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        const found = await waitingForDecision(ctx, fields.kind);
        const { uid } = operatorIn(caller);
        return { items: found.filter((one) => !fields.mine || one.holder?.uid === uid).map(toWaiting) };
      },
    }),
    ...decisionKinds.map((kind) =>
      endpoint({
        id: `decision_${kind}`,
        method: 'GET',
        paths: [`/decisions/${kind}/:id`],
        title: '事项详情',
        access: 'operator',
        fields: { market: market(), id: id().required() },
        answer: evidence,
        async handle({ fields, caller }) {
          const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
          const found = await lookAtDecision(ctx, kind, fields.id);
          return {
            subject: found.subject,
            needs: permissionFor(kind),
            holder: toHolder(await holderOfDecision(ctx, kind, fields.id)),
            facts: found.facts.map(toFact),
            files: found.files.map(toFile),
            timeline: found.timeline.map(({ at, file: attached, ...row }) => ({
              ...row,
              at: isoTime(at),
              file: attached ? toFile(attached) : null,
            })),
          };
        },
      }),
    ),
    ...decisionKinds.map((kind) =>
      endpoint({
        id: `decide_${kind}`,
        method: 'POST',
        paths: [`/decisions/${kind}/:id`],
        title: '处理',
        notes: '超过限额的付款须由第二位操作员再次批准，此时 done 为 false',
        access: permissionFor(kind),
        bodyOnly: true,
        fields: {
          market: market(),
          id: id().required(),
          accept: flag().required(),
          reason: reason(),
          to_freelancer: yuan().says('仅争议：判给开发者的金额，元；不填则全额或零'),
        },
        answer: Type.Object({ done: Type.Boolean() }),
        async handle({ fields, caller }) {
          const { market: where, accept: isAccepted, reason: why, to_freelancer: toFreelancer } = fields;
          const outcome = await unitsIn(where, operatorIn(caller).id).write(async (ctx) => {
            const facts = { isAccepted, ...(toFreelancer !== undefined && { toFreelancer: yuanText(toFreelancer) }) };
            await audit(ctx, { action: `${kind}.decide`, subject: `${kind}:${fields.id}`, reason: why, facts });
            return decide(ctx, kind, fields.id, { isAccepted, reason: why, toFreelancer });
          });
          return { done: outcome === 'decided' };
        },
      }),
    ),
    ...decisionKinds.map((kind) =>
      endpoint({
        id: `hold_${kind}`,
        method: 'PUT',
        paths: [`/decisions/${kind}/:id/holder`],
        title: '接手、转交或退回',
        notes: 'to 为操作员编号，填自己的编号即接手，不填即退回；由他人接手的只有管理员可以改派。不影响谁可以处理',
        access: permissionFor(kind),
        bodyOnly: true,
        fields: { market: market(), id: id().required(), to: text({ max: 32 }), reason: reason() },
        answer: nothing,
        async handle({ fields, caller }) {
          const { market: where, id: number, to, reason: why } = fields;
          const by = operatorIn(caller);
          await unitsIn(where, by.id).write(async (ctx) => {
            const done = await handOver(ctx, by, { kind, id: number, to });
            const facts = { to: to === undefined ? null : (await activeOperator(ctx, to)).shown_name };
            await audit(ctx, { action: `decision.${done}`, subject: `${kind}:${number}`, reason: why, facts });
          });
          return {};
        },
      }),
    ),
    endpoint({
      id: 'colleagues',
      method: 'GET',
      paths: ['/colleagues'],
      title: '可处理某类事项的操作员',
      access: 'operator',
      fields: { needs: oneOf(permissions).required() },
      answer: Type.Object({ items: Type.Array(Type.Object({ uid: Type.String(), shown_name: Type.String() })) }),
      async handle(call) {
        const rows = await operatorsWho(call.read(), call.fields.needs);
        return { items: rows.map(({ uid, shown_name }) => ({ uid, shown_name })) };
      },
    }),
    endpoint({
      id: 'file_read',
      method: 'GET',
      paths: ['/files/:uid'],
      title: '查看附件',
      access: 'operator',
      fields: { market: market(), uid: text({ pattern: /^[0-9a-f]{32}$/, max: 32 }).required() },
      answer: Type.Object({}),
      async handle({ fields, caller }) {
        const found = await openFileAsOperator(unitsIn(fields.market, operatorIn(caller).id).read(), files, fields.uid);
        const isPicture = /^image\/(jpeg|png|gif|webp|bmp|avif)$/.test(found.mime);
        const headers = {
          'content-type': found.mime,
          'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
          'cache-control': 'private, no-store',
          'content-length': String(found.size),
        };
        return new Raw(200, headers, await found.open());
      },
    }),
  ];
}
