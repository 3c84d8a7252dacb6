/** Many of one kind in one request (an extension: the document pushes one by one). */
import { Type, type TObject } from 'typebox';
import { each, recall, remember } from '../../domain/channels/index.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Refusal } from '../../platform/http/endpoint.ts';
import {
  type Field,
  field,
  type Fields,
  objectSchema,
  readFields,
  unfit,
  type ValuesOf,
} from '../../platform/http/fields.ts';
import { wordsOf } from './errors.ts';
import { keyedOf, orNull } from './forms.ts';
import type { ChannelMeans } from './means.ts';
import { endpoint } from './wire.ts';

const maxItems = 1_000;

type Read<F extends Fields> = ReturnType<typeof readFields<F>>;

/** Objects that are each read for themselves, so that one that does not fit spoils no other. */
function items<F extends Fields>(fields: F): Field<readonly Read<F>[] | undefined> {
  return field<readonly Read<F>[] | undefined>({
    schema: { type: 'array', minItems: 1, maxItems, items: objectSchema(fields) },
    read(raw) {
      if (!Array.isArray(raw) || raw.length === 0 || raw.length > maxItems) return unfit;
      return raw.map((one: unknown) => {
        const isObject = typeof one === 'object' && one !== null && !Array.isArray(one);
        if (!isObject) return { trouble: { name: 'items', problem: 'unfit', code: undefined } } as const;
        return readFields(fields, one as Record<string, unknown>); // Checked on the line before.
      });
    },
  });
}

export interface Batch<F extends Fields> {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly fields: F;
  readonly answer: TObject;
  readonly add: (ctx: WriteContext, values: ValuesOf<F>) => Promise<Record<string, string>>;
}

/** The endpoint that makes many of one kind, each as the single one would be. */
export function batchEndpoint<F extends Fields>({ vault }: ChannelMeans, batch: Batch<F>) {
  const result = Type.Object({
    index: Type.Integer({ description: '在 items 中的位置，从 0 开始' }),
    code: Type.Integer({ description: '错误码，0 表示成功' }),
    message: Type.String(),
    data: orNull(batch.answer),
  });
  const refused = (index: number, refusal: Refusal) => {
    const { numbers, message } = wordsOf(refusal);
    return { index, code: numbers[1] as number, message, data: null };
  };
  return endpoint({
    id: batch.id,
    method: 'POST',
    paths: [batch.path],
    title: batch.title,
    notes: '扩展：最多 1000 条，按顺序逐条处理，每条各自成功或失败，可整体重复提交',
    access: 'channel',
    bodyOnly: true,
    fields: { items: items(batch.fields).required() },
    answer: Type.Object({ list: Type.Array(result), succeeded: Type.Integer(), failed: Type.Integer() }),
    async handle(call) {
      const keyed = keyedOf(call, batch.id);
      type Answer = { list: ReturnType<typeof refused>[]; succeeded: number; failed: number };
      const earlier = keyed && (await call.write((ctx) => recall<Answer>(ctx, vault, keyed)));
      if (earlier) return earlier.answer;
      const read = call.fields.items;
      const fit = read.flatMap((one, index) => ('values' in one ? [{ index, values: one.values }] : []));
      const done = await each(call, fit, (ctx, { values }) => batch.add(ctx, values));
      const outcomes = new Map(fit.map(({ index }, at) => [index, done[at]]));
      const list = read.map((one, index) => {
        if ('trouble' in one) return refused(index, { kind: 'field', trouble: one.trouble });
        const outcome = outcomes.get(index);
        if (outcome instanceof DomainError) return refused(index, { kind: 'domain', error: outcome });
        return { index, code: 0, message: 'success', data: outcome ?? null };
      });
      const succeeded = list.filter((one) => one.code === 0).length;
      const answer = { list, succeeded, failed: list.length - succeeded };
      if (keyed) await call.write((ctx) => remember(ctx, vault, keyed, answer));
      return answer;
    },
  });
}
