import { Link } from 'react-router';
import { Page } from '../layout/frame.tsx';
import { m } from '../messages/index.ts';

export function LostPage() {
  return (
    <Page title={m.app.lost}>
      <p>
        <Link to="/">{m.nav.queue}</Link>
      </p>
    </Page>
  );
}
