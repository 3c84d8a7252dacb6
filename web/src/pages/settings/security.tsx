import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import { renewSession } from '../../api/session.ts';
import { forgetSession } from '../../api/who.ts';
import { m } from '../../messages/index.ts';
import { QuestionField } from '../../ui/catalog-fields.tsx';
import { required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/inputs.tsx';
import { Card } from '../../ui/show.tsx';
import { tell } from '../../ui/toast.tsx';

export function SecurityPart() {
  return (
    <>
      <PasswordForm />
      <QuestionForm />
    </>
  );
}

/** A new password ends every session, this one too. */
function PasswordForm() {
  const navigate = useNavigate();
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const { password_min: least = 8, password_max: most = 20 } = rules.data ?? {};
  const form = useForm({
    values: { password_old: '', password: '', again: '' },
    check: (values) => ({
      ...((values.password.length < least || values.password.length > most) && {
        password: m.signUp.passwordLength(least, most),
      }),
      ...(values.password !== values.again && { again: m.settings.notSame }),
      ...required(values, ['password_old', 'password', 'again']),
    }),
    codes: { 20094: 'password_old' },
    async send({ again: _again, ...fields }) {
      await call('password_change', fields);
      forgetSession();
      await renewSession();
      tell(m.reset.done);
      await navigate('/sign-in');
    },
  });
  return (
    <Card title={m.settings.password}>
      <PlainForm form={form} submit={m.settings.changePassword} isNarrow>
        <TextField
          form={form}
          name="password_old"
          label={m.settings.passwordOld}
          type="password"
          autoComplete="current-password"
        />
        <TextField
          form={form}
          name="password"
          label={m.reset.password}
          type="password"
          autoComplete="new-password"
          hint={m.signUp.passwordLength(least, most)}
        />
        <TextField
          form={form}
          name="again"
          label={m.settings.passwordAgain}
          type="password"
          autoComplete="new-password"
        />
        <p className="text-sm text-muted">{m.settings.passwordText}</p>
      </PlainForm>
    </Card>
  );
}

function QuestionForm() {
  const own = useAnswer('question_get', {});
  const known = own.data?.questions[0];
  const isSet = known !== undefined && known.question_id > 0;
  const form = useForm({
    values: { question: '', answer: '', answer_old: '' },
    check: (values) => required(values, isSet ? ['question', 'answer', 'answer_old'] : ['question', 'answer']),
    codes: { 20242: 'question', 20244: 'answer_old' },
    async send({ question, answer, answer_old }) {
      const fields = { question_id: Number(question), answer };
      await (isSet ? call('question_update', { ...fields, answer_old }) : call('question_add', fields));
      await refresh(['question_get']);
      tell(m.common.saved);
      form.reset();
    },
  });
  return (
    <Card title={m.settings.question}>
      <PlainForm form={form} submit={m.common.save} isNarrow>
        <p className="text-muted">{isSet ? m.settings.questionSet(m.said(known.name)) : m.settings.questionNone}</p>
        {isSet && (
          <TextField form={form} name="answer_old" label={m.settings.answerOld} autoComplete="off" maxLength={100} />
        )}
        <QuestionField form={form} name="question" label={m.settings.questionNew} kind="user" />
        <TextField form={form} name="answer" label={m.settings.answer} autoComplete="off" maxLength={100} />
      </PlainForm>
    </Card>
  );
}
