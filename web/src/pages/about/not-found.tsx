import { Navigate, useLocation } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/states.tsx';
import { toRoute } from '../inbox/notice-route.ts';

/** An address without a page; those that older notices carry are led on. */
export function NotFoundPage() {
  const { pathname } = useLocation();
  const known = toRoute(pathname);
  if (known !== pathname) return <Navigate to={known} replace />;
  return (
    <Page title={m.notFound.title} narrow>
      <Empty
        title={m.notFound.title}
        action={
          <ButtonLink kind="primary" to="/">
            {m.notFound.home}
          </ButtonLink>
        }
      >
        {m.notFound.text}
      </Empty>
    </Page>
  );
}
