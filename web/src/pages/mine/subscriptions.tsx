import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { ChecksField, TextField } from '../../ui/inputs.tsx';
import { Card, Chip } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { wordOf } from '../jobs/job-card.tsx';

type Subscription = AnswerOf<'subscribe_list'>['subscribes'][number];
const most = 5;

/** Searches one wants to hear of. */
export function SubscriptionsPage() {
  const answer = useAnswer('subscribe_list', {});
  return (
    <Page title={m.nav.subscriptions} lead={m.subscriptions.lead} narrow>
      <div className="grid gap-5">
        <Answer of={answer}>
          {({ subscribes }) => (
            <>
              {subscribes.length === 0 ? (
                <Empty title={m.subscriptions.none}>{m.subscriptions.noneText}</Empty>
              ) : (
                <ul className="grid gap-3">
                  {subscribes.map((one) => (
                    <Row key={one.id} subscription={one} />
                  ))}
                </ul>
              )}
              {subscribes.length < most && <SubscribeForm />}
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}

interface Wanted {
  readonly keyword: string;
  readonly duration: string;
  readonly workload: string;
  readonly paymethod: string;
  readonly level: string;
}

function Row({ subscription }: { subscription: Subscription }) {
  const [isRemoving, setRemoving] = useState(false);
  const wanted = JSON.parse(subscription.keyword) as Wanted; // The API gives the filters as text.
  const words = [
    [m.words.pay, wanted.paymethod],
    [m.words.level, wanted.level],
    [m.words.duration, wanted.duration],
    [m.words.workload, wanted.workload],
  ] as const;
  const address = new URLSearchParams({
    q: wanted.keyword,
    pay: wanted.paymethod,
    level: wanted.level,
    duration: wanted.duration,
    workload: wanted.workload,
  });
  for (const [name, value] of [...address]) if (value === '') address.delete(name);
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-xl border border-line bg-card p-4">
      <div className="grid gap-2">
        <Link to={`/jobs?${address.toString()}`} className="font-semibold hover:text-accent">
          {subscription.name}
        </Link>
        <p className="flex flex-wrap gap-1.5">
          {wanted.keyword !== '' && <Chip tone="accent">{wanted.keyword}</Chip>}
          {words.flatMap(([texts, values]) =>
            values
              .split(',')
              .filter((value) => value !== '')
              .map((value) => <Chip key={value + wordOf(texts, value)}>{wordOf(texts, value)}</Chip>),
          )}
        </p>
      </div>
      <Button size="small" kind="quiet" onClick={() => setRemoving(true)}>
        {m.common.remove}
      </Button>
      {isRemoving && (
        <Confirm
          title={m.subscriptions.remove}
          action={m.common.remove}
          isDanger
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await call('subscribe_delete', { subscribe_id: subscription.id });
            await refresh(['subscribe_list']);
          }}
        >
          <p>{subscription.name}</p>
        </Confirm>
      )}
    </li>
  );
}

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const listOf = (text: string | null): readonly string[] => (text ?? '').split(',').filter((value) => value !== '');

function SubscribeForm() {
  const [query] = useSearchParams();
  const empty = {
    name: '',
    keyword: '',
    paymethod: [] as readonly string[],
    level: [] as readonly string[],
    duration: [] as readonly string[],
    workload: [] as readonly string[],
  };
  const keyword = query.get('keyword') ?? '';
  const form = useForm({
    values: {
      ...empty,
      name: keyword.slice(0, 20),
      keyword,
      paymethod: listOf(query.get('paymethod')),
      level: listOf(query.get('level')),
      duration: listOf(query.get('duration')),
      workload: listOf(query.get('workload')),
    },
    check: (values) => required(values, ['name']),
    codes: { 20302: 'name', 20308: 'keyword' },
    async send({ paymethod, level, duration, workload, ...rest }) {
      // Each of these is one of the choices offered.
      await call('subscribe_create', {
        ...rest,
        paymethod: paymethod as ('hour' | 'fixed')[],
        level: level as ('entry' | 'middle' | 'expert')[],
        duration: duration.map(Number),
        workload: workload.map(Number),
      });
      await refresh(['subscribe_list']);
      tell(m.subscriptions.done);
      form.reset(empty);
    },
  });
  return (
    <Card title={m.subscriptions.add}>
      <PlainForm form={form} submit={m.subscriptions.save}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField form={form} name="name" label={m.subscriptions.name} maxLength={20} />
          <TextField
            form={form}
            name="keyword"
            label={m.subscriptions.keyword}
            optional={m.form.optional}
            maxLength={29}
          />
        </div>
        <ChecksField form={form} name="paymethod" label={m.jobs.pay} choices={choicesOf(m.words.pay)} />
        <ChecksField form={form} name="level" label={m.jobs.level} choices={choicesOf(m.words.level)} />
        <ChecksField form={form} name="duration" label={m.jobs.duration} choices={choicesOf(m.words.duration)} />
        <ChecksField form={form} name="workload" label={m.jobs.workload} choices={choicesOf(m.words.workload)} />
      </PlainForm>
    </Card>
  );
}
