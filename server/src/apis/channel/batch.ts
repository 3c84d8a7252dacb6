/** Many of one kind in one request (an extension: the document pushes one by one). */
import { Type, type TObject } from 'typebox';
import { each, recall, remember } from '../../domain/channels/index.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Vault } from '../../kernel/vault.ts';
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
import { change, keyedOf, orNull } from './forms.ts';
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

export interface Making<F extends Fields> {
  /** As in the documented ids: "user" makes user_create and user_batch. */
  readonly noun: string;
  readonly path: string;
  /** What is made, for the reference. */
  readonly what: string;
  readonly notes: string;
  readonly fields: F;
  readonly answer: TObject;
  /** Whether what one of them may be never depends on another of the same request. */
  readonly inAnyOrder?: boolean;
  readonly add: (ctx: WriteContext, vault: Vault, values: ValuesOf<F>) => Promise<Record<string, string>>;
}

/** The endpoints that make one of a kind, and many of it. */
export function makingEndpoints<F extends Fields>(means: ChannelMeans, making: Making<F>) {
  return [makingEndpoint(means, making), batchEndpoint(means, making)];
}

function makingEndpoint<F extends Fields>({ vault }: ChannelMeans, making: Making<F>) {
  const { noun, path, what, notes, fields, answer, add } = making;
  return endpoint({
    id: `${noun}_create`,
    method: 'POST',
    paths: [path],
    title: `创建${what}`,
    notes,
    access: 'channel',
    bodyOnly: true,
    fields,
    answer,
    status: 201,
    handle: (call) => change(call, vault, `${noun}_create`, (ctx) => add(ctx, vault, call.fields)),
  });
}

function batchEndpoint<F extends Fields>(
  { vault }: ChannelMeans,
  { noun, path, what, fields, answer, add, inAnyOrder = false }: Making<F>,
) {
  const id = `${noun}_batch`;
  const result = Type.Object({
    index: Type.Integer({ description: '在 items 中的位置，从 0 开始' }),
    code: Type.Integer({ description: '错误码，0 表示成功' }),
    message: Type.String(),
    data: orNull(answer),
  });
  const refused = (index: number, refusal: Refusal) => {
    const { numbers, message } = wordsOf(refusal);
    return { index, code: numbers[1] as number, message, data: null };
  };
  return endpoint({
    id,
    method: 'POST',
    paths: [`${path}/batch`],
    title: `批量创建${what}`,
    notes: '扩展：最多 1000 条，按顺序逐条处理，每条各自成功或失败，可整体重复提交',
    access: 'channel',
    bodyOnly: true,
    fields: { items: items(fields).required() },
    answer: Type.Object({ list: Type.Array(result), succeeded: Type.Integer(), failed: Type.Integer() }),
    async handle(call) {
      const keyed = keyedOf(call, id);
      type Answer = { list: ReturnType<typeof refused>[]; succeeded: number; failed: number };
      const earlier = keyed && (await call.write((ctx) => recall<Answer>(ctx, vault, keyed)));
      if (earlier) return earlier.answer;
      const read = call.fields.items;
      const fit = read.flatMap((one, index) => ('values' in one ? [{ index, values: one.values }] : []));
      const results = await each(call, fit, (ctx, { values }) => add(ctx, vault, values), { inAnyOrder });
      const outcomes = new Map(fit.map(({ index }, at) => [index, results[at]]));
      const list = read.map((one, index) => {
        if ('trouble' in one) return refused(index, { kind: 'field', trouble: one.trouble });
        const outcome = outcomes.get(index);
        if (outcome instanceof DomainError) return refused(index, { kind: 'domain', error: outcome });
        return { index, code: 0, message: 'success', data: outcome ?? null };
      });
      const succeeded = list.filter((one) => one.code === 0).length;
      const done = { list, succeeded, failed: list.length - succeeded };
      if (keyed) await call.write((ctx) => remember(ctx, vault, keyed, done));
      return done;
    },
  });
}
