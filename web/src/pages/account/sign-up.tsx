import { Link, useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api/client.ts';
import { keptMs, useAnswer } from '../../api/query.ts';
import { renewSession } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { CheckField, FormTrouble, RadioCards, TextField } from '../../ui/inputs.tsx';
import { useNext } from './sign-in.tsx';

const kinds = ['1', '3', '2'] as const;

export function SignUpPage() {
  const navigate = useNavigate();
  const next = useNext();
  const [query] = useSearchParams();
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const { password_min: least = 8, password_max: most = 20 } = rules.data ?? {};
  const form = useForm({
    values: {
      rtype: kinds.find((kind) => kind === query.get('kind')) ?? ('1' as string),
      name: '',
      cname: '',
      phone: '',
      vcode: '',
      password: '',
      notice: true,
      agrees: false,
    },
    check(values) {
      const isShort = values.password.length < least || values.password.length > most;
      return {
        ...(isShort && { password: m.signUp.passwordLength(least, most) }),
        ...(!values.agrees && { agrees: m.signUp.mustAgree }),
        ...(!/^1[3-9]\d{9}$/.test(values.phone) && { phone: m.signUp.phoneWrong }),
        ...required(
          values,
          values.rtype === '2'
            ? ['name', 'cname', 'phone', 'vcode', 'password']
            : ['name', 'phone', 'vcode', 'password'],
        ),
      };
    },
    codes: { 20024: 'vcode', 20025: 'phone', 20031: 'vcode', 20032: 'vcode', 20033: 'vcode', 20034: 'vcode' },
    async send({ rtype, agrees: _agrees, cname, ...rest }) {
      await call('signup', { ...rest, rtype: rtype as '1' | '2' | '3', ...(rtype === '2' && { cname }) });
      await renewSession();
      await navigate(rtype === '1' ? '/onboarding' : next, { replace: true });
    },
  });
  const isCompany = form.values.rtype === '2';
  return (
    <Page title={m.signUp.title} lead={m.signUp.lead} narrow>
      <form onSubmit={(event) => void form.submit(event)} className="grid gap-4" noValidate>
        <FormTrouble form={form} />
        <RadioCards
          form={form}
          name="rtype"
          label={m.signUp.kind}
          choices={kinds.map((kind) => ({ value: kind, ...m.signUp.kinds[kind] }))}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="name"
            label={isCompany ? m.signUp.contactName : m.signUp.name}
            autoComplete="name"
            maxLength={30}
          />
          {isCompany && (
            <TextField form={form} name="cname" label={m.signUp.company} autoComplete="organization" maxLength={100} />
          )}
          <TextField
            form={form}
            name="phone"
            label={m.signUp.phone}
            inputMode="tel"
            autoComplete="tel-national"
            maxLength={11}
          />
          <CodeField form={form} purpose="register" to={form.values.phone} />
          <TextField
            form={form}
            name="password"
            label={m.signIn.password}
            type="password"
            autoComplete="new-password"
            hint={m.signUp.passwordLength(least, most)}
          />
        </div>
        <CheckField form={form} name="notice" label={m.signUp.notice} />
        <div>
          <CheckField form={form} name="agrees" label={m.signUp.agree} />
          {form.errors.agrees && (
            <p role="alert" className="text-sm text-bad">
              {form.errors.agrees}
            </p>
          )}
          <Link to="/help" className="link text-sm">
            {m.signUp.rules}
          </Link>
        </div>
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" kind="primary" busy={form.isBusy}>
            {m.nav.signUp}
          </Button>
          <span className="text-sm text-muted">
            {m.signUp.hasAccount}{' '}
            <Link className="link underline" to={`/sign-in?next=${encodeURIComponent(next)}`}>
              {m.nav.signIn}
            </Link>
          </span>
        </div>
      </form>
    </Page>
  );
}
