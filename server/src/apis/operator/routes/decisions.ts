import { Type } from 'typebox';
import { openFileAsOperator } from '../../../domain/files/index.ts';
import { audit, type Permission, permissions } from '../../../domain/operators/index.ts';
import {
  decide,
  type DecisionKind,
  decisionKinds,
  type EvidenceFile,
  type Fact,
  factNames,
  lookAtDecision,
  type Waiting,
  waitingForDecision,
} from '../../../domain/oversight/index.ts';
import { Raw } from '../../../platform/http/endpoint.ts';
import { flag, id, oneOf, text, yuan } from '../../../platform/http/fields.ts';
import { isoOrNull, isoTime, market, money, orNull, reason, time, timeOrNull, yuanText } from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const file = Type.Object({ uid: Type.String(), name: Type.String(), mime: Type.String() });
const needs = Type.Enum(permissions, { description: '处理所需的权限' });
const waiting = Type.Object({
  kind: Type.Enum(decisionKinds),
  id: Type.String(),
  subject: Type.String(),
  amount: orNull(money),
  since: timeOrNull,
  needs,
});
const evidence = Type.Object({
  subject: Type.String(),
  needs,
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

/** Which permission each kind asks for. */
const needed: Readonly<Record<DecisionKind, Permission>> = {
  company: 'reviews.decide',
  payout: 'payouts.decide',
  gig: 'reviews.decide',
  consultation: 'disputes.settle',
  project: 'reviews.decide',
  appeal: 'users.restrict',
  person: 'reviews.decide',
  dispute: 'disputes.settle',
};

const toWaiting = ({ kind, id: number, subject, amount, since }: Waiting) => ({
  kind,
  id: String(number),
  subject,
  amount: amount === undefined ? null : yuanText(amount),
  since: isoOrNull(since),
  needs: needed[kind],
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
      fields: { market: market(), kind: oneOf(decisionKinds) },
      answer: Type.Object({ items: Type.Array(waiting) }),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return { items: (await waitingForDecision(ctx, fields.kind)).map(toWaiting) };
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
            needs: needed[kind],
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
        access: needed[kind],
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
