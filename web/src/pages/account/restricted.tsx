import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormTrouble, TextArea } from '../../ui/inputs.tsx';
import { Time } from '../../ui/show.tsx';

export interface Proof {
  readonly username: string;
  readonly password: string;
}

export type Restriction = AnswerOf<'restriction'>;

/** Why somebody is kept out, and what they can say against it. The proof is kept as long as the page is, and nowhere else. */
export const restrictionOf = (proof: Proof): Promise<Restriction> => call('restriction', proof);

/** What a restricted person meets where they would sign in. */
export function Restricted({ proof, first, onLeave }: { proof: Proof; first: Restriction; onLeave: () => void }) {
  const [{ reason, restricted_at: since, appeal }, setRestriction] = useState(first);
  return (
    <Page title={m.restricted.title} lead={m.restricted.lead} narrow>
      <div className="grid max-w-md gap-5">
        <dl className="grid gap-3 rounded-xl border border-line bg-card p-4">
          <div>
            <dt className="text-sm text-muted">{m.restricted.reason}</dt>
            <dd className="break-words whitespace-pre-wrap">{reason === '' ? m.restricted.noReason : reason}</dd>
          </div>
          <div>
            <dt className="text-sm text-muted">{m.restricted.since}</dt>
            <dd>
              <Time at={since} as="exact" />
            </dd>
          </div>
        </dl>
        {appeal === null ? (
          <AppealForm proof={proof} onSent={async () => setRestriction(await restrictionOf(proof))} />
        ) : (
          <section className="grid gap-3" aria-live="polite">
            <h2 className="text-lg font-medium">{m.restricted.states[appeal.status]}</h2>
            <p className="text-sm text-muted">
              <Time at={appeal.create_at} as="exact" />
            </p>
            <p className="break-words whitespace-pre-wrap">{appeal.content}</p>
            {appeal.answer !== '' && <p className="break-words">{m.restricted.answer(appeal.answer)}</p>}
            {appeal.status === 'waiting' && <p className="text-muted">{m.restricted.waits}</p>}
          </section>
        )}
        <Button onClick={onLeave}>{m.restricted.back}</Button>
      </div>
    </Page>
  );
}

function AppealForm({ proof, onSent }: { proof: Proof; onSent: () => Promise<void> }) {
  const form = useForm({
    values: { content: '' },
    check: (values) => required(values, ['content']),
    async send({ content }) {
      await call('appeal', { ...proof, content });
      await onSent();
    },
  });
  return (
    <form onSubmit={(event) => void form.submit(event)} className="grid gap-4" noValidate>
      <h2 className="text-lg font-medium">{m.restricted.appeal}</h2>
      <FormTrouble form={form} />
      <TextArea
        form={form}
        name="content"
        label={m.restricted.content}
        hint={m.restricted.once}
        rows={6}
        maxLength={1_000}
      />
      <Button type="submit" kind="primary" busy={form.isBusy}>
        {m.restricted.send}
      </Button>
    </form>
  );
}
