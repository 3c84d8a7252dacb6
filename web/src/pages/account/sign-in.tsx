import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, Refusal } from '../../api/client.ts';
import { renewSession } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { required, useForm } from '../../ui/form.ts';
import { CheckField, FormTrouble, TextField } from '../../ui/inputs.tsx';
import { type Proof, Restricted, type Restriction, restrictionOf } from './restricted.tsx';

/** A path of ours to go on to, or the first page. */
export function useNext(): string {
  const [query] = useSearchParams();
  const next = query.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

export function SignInPage() {
  const navigate = useNavigate();
  const next = useNext();
  const [kept, setKept] = useState<{ proof: Proof; first: Restriction }>();
  const form = useForm({
    values: { username: '', password: '', remember: true },
    check: (values) => required(values, ['username', 'password']),
    codes: { 20002: 'username', 20003: 'password' },
    async send(values) {
      try {
        await call('signin', values);
      } catch (error) {
        if (!(error instanceof Refusal && error.isRestricted)) throw error;
        const { username, password } = values;
        const proof = { username, password };
        setKept({ proof, first: await restrictionOf(proof) });
        return;
      }
      await renewSession();
      await navigate(next, { replace: true });
    },
  });
  if (kept) return <Restricted {...kept} onLeave={() => setKept(undefined)} />;
  return (
    <Page title={m.signIn.title} narrow>
      <form onSubmit={(event) => void form.submit(event)} className="grid max-w-md gap-4" noValidate>
        <FormTrouble form={form} />
        <TextField form={form} name="username" label={m.signIn.username} autoComplete="username" />
        <TextField
          form={form}
          name="password"
          label={m.signIn.password}
          type="password"
          autoComplete="current-password"
        />
        <CheckField form={form} name="remember" label={m.signIn.remember} />
        <Button type="submit" kind="primary" busy={form.isBusy}>
          {m.nav.signIn}
        </Button>
        <p className="flex flex-wrap justify-between gap-3 text-sm">
          <Link className="link" to="/reset-password">
            {m.signIn.forgotten}
          </Link>
          <span className="text-muted">
            {m.signIn.noAccount}{' '}
            <Link className="link underline" to={`/sign-up?next=${encodeURIComponent(next)}`}>
              {m.nav.signUp}
            </Link>
          </span>
        </p>
      </form>
    </Page>
  );
}
