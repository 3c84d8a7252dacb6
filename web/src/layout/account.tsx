import { NavLink, useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { useAnswer } from '../api/query.ts';
import { renewSession, type Side, useMe } from '../api/session.ts';
import { forgetSession } from '../api/who.ts';
import { m } from '../messages/index.ts';
import { sentenceOf } from '../ui/form.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { Avatar } from '../ui/show.tsx';
import { tellTrouble } from '../ui/toast.tsx';

/** The person at the head of every page: notices, and everything of their own. */
export function Account({ side }: { side: Side }) {
  const navigate = useNavigate();
  const me = useMe();
  const profile = useAnswer('profile_get', {}, { staleMs: 60_000 });
  const notices = useAnswer('notify_list', { rtype: 'number' });
  const unread = notices.data?.count ?? 0;
  const shown = profile.data?.profile;
  const name = (side === 'client' ? shown?.team_name : shown?.name) ?? me?.name ?? '';
  const picture = (side === 'client' ? shown?.logo || shown?.freelancer?.avatar : shown?.avatar) ?? '';

  async function leave(): Promise<void> {
    try {
      await call('signout', {});
      forgetSession();
      await renewSession();
      await navigate('/');
    } catch (error) {
      tellTrouble(sentenceOf(error));
    }
  }

  return (
    <>
      <NavLink
        to="/notices"
        aria-label={m.nav.noticesCount(unread)}
        className="relative grid size-10 place-items-center rounded-lg hover:bg-sunk"
      >
        <Icon name="bell" size={20} />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute end-0.5 top-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-bad px-1 text-xs text-card tabular-nums"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </NavLink>
      <Menu
        label={m.nav.account(name)}
        heading={
          <>
            <div className="font-medium">{name}</div>
            <div className="text-sm text-muted">{m.side.acting[side]}</div>
          </>
        }
        trigger={
          <>
            <Avatar name={name} src={picture} size="small" />
            <span className="hidden max-w-32 truncate lg:inline">{name}</span>
            <Icon name="chevron" size={16} />
          </>
        }
        items={[
          ...(side === 'freelancer'
            ? [
                { label: m.nav.profile, to: '/profile' },
                { label: m.nav.hours, to: '/hours' },
                { label: m.nav.subscriptions, to: '/subscriptions' },
              ]
            : [
                { label: m.nav.jobs, to: '/jobs' },
                { label: m.nav.hours, to: '/hours' },
                { label: m.nav.hired, to: '/my/people' },
              ]),
          { label: m.nav.wallet, to: '/wallet' },
          { label: m.nav.reports, to: '/reports' },
          { label: m.nav.favorites, to: '/favorites' },
          { label: m.nav.settings, to: '/settings' },
          { label: m.nav.sides, to: '/settings/sides' },
          { label: m.nav.help, to: '/help' },
          { label: m.nav.signOut, onSelect: () => void leave() },
        ]}
      />
    </>
  );
}
