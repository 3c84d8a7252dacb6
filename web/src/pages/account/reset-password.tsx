import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormTrouble, TextField } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';

export function ResetPasswordPage() {
  const navigate = useNavigate();
  const form = useForm({
    values: { username: '', vcode: '', password: '' },
    check: (values) => required(values, ['username', 'vcode', 'password']),
    codes: { 20092: 'vcode', 20093: 'username', 20031: 'vcode', 20032: 'vcode', 20033: 'vcode', 20034: 'vcode' },
    async send(values) {
      await call('forgotpassword', values);
      tell(m.reset.done);
      await navigate('/sign-in');
    },
  });
  return (
    <Page title={m.reset.title} lead={m.reset.lead} narrow>
      <form onSubmit={(event) => void form.submit(event)} className="grid max-w-md gap-4" noValidate>
        <FormTrouble form={form} />
        <TextField form={form} name="username" label={m.signIn.username} autoComplete="username" />
        <CodeField form={form} purpose="forget" to={form.values.username} />
        <TextField form={form} name="password" label={m.reset.password} type="password" autoComplete="new-password" />
        <Button type="submit" kind="primary" busy={form.isBusy}>
          {m.reset.save}
        </Button>
      </form>
    </Page>
  );
}
