import { call } from '../../api/client.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';

const kinds = ['suggest', 'bug', 'unusual', 'run_slow', 'signin_slow', 'message_slow', 'other'] as const;

export function FeedbackPage() {
  const form = useForm({
    values: { t: 'suggest', score: '', content: '', contact: '' },
    check: (values) => required(values, ['t', 'content']),
    codes: { 20722: 'content', 20723: 'contact' },
    async send({ t, score, ...rest }) {
      await call('new_feedback', {
        ...rest,
        t: kinds.find((kind) => kind === t) ?? 'suggest',
        score: Number(score) || undefined,
      });
      tell(m.feedback.done);
      form.reset();
    },
  });
  return (
    <Page title={m.nav.feedback} lead={m.feedback.lead} narrow>
      <PlainForm form={form} submit={m.feedback.send}>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            form={form}
            name="t"
            label={m.feedback.kind}
            choices={kinds.map((kind) => ({ value: kind, label: m.feedback.kinds[kind] }))}
          />
          <SelectField
            form={form}
            name="score"
            label={m.feedback.score}
            optional={m.form.optional}
            choices={Array.from({ length: 10 }, (_, index) => ({
              value: String(10 - index),
              label: m.feedback.points(10 - index),
            }))}
          />
        </div>
        <TextArea form={form} name="content" label={m.feedback.content} rows={7} maxLength={5_000} />
        <TextField form={form} name="contact" label={m.feedback.contact} optional={m.form.optional} maxLength={50} />
      </PlainForm>
    </Page>
  );
}
