import { useSession } from '../../api/session.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { m } from '../../messages/index.ts';
import { Pairs } from '../../ui/show.tsx';
import { PasswordForm, TotpForm } from './set-up.tsx';

/** One's own access. */
export function AccountPage() {
  const { me } = useSession();
  if (!me) return null;
  const may = me.permissions.map((one) => m.words.permission[one]).join('、');
  return (
    <Page title={m.nav.account}>
      <div className="card">
        <Pairs
          of={[
            [m.operators.shownName, me.shown_name],
            [m.operators.name, me.name],
            [m.operators.role, m.words.role[me.role]],
            [m.account.may, may === '' ? m.account.look : may],
          ]}
        />
      </div>
      <div className="charts">
        <Part title={m.setUp.changePassword}>
          <div className="card">
            <PasswordForm />
          </div>
        </Part>
        <Part title={me.has_totp ? m.setUp.totpAgain : m.setUp.totpTitle}>
          <div className="card tight">
            <p>{me.has_totp ? m.setUp.totpHas : m.setUp.totpHasNot}</p>
            <TotpForm />
          </div>
        </Part>
      </div>
    </Page>
  );
}
