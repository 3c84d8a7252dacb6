import type { ReactNode } from 'react';
import { NavLink, useParams } from 'react-router';
import { type Side, useSide } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { CompanyPart, IdentityPart } from './certification.tsx';
import { NoticesPart } from './notices.tsx';
import { SecurityPart } from './security.tsx';
import { SidesPart } from './sides.tsx';
import { TeamPart } from './team.tsx';

const parts: Readonly<Record<string, { readonly for: readonly Side[]; readonly show: () => ReactNode }>> = {
  notices: { for: ['client', 'freelancer'], show: () => <NoticesPart /> },
  security: { for: ['client', 'freelancer'], show: () => <SecurityPart /> },
  identity: { for: ['freelancer'], show: () => <IdentityPart /> },
  team: { for: ['client'], show: () => <TeamPart /> },
  company: { for: ['client'], show: () => <CompanyPart /> },
  sides: { for: ['client', 'freelancer'], show: () => <SidesPart /> },
};

/** Everything that can be set, by subject. */
export function SettingsPage() {
  const side = useSide() ?? 'freelancer';
  const { part = 'notices' } = useParams();
  const names: Readonly<Record<string, string>> = m.settings.parts;
  const shown = Object.keys(parts).filter((name) => parts[name]?.for.includes(side));
  const current = shown.includes(part) ? part : 'sides';
  return (
    <Page title={m.nav.settings}>
      <div className="grid items-start gap-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <nav aria-label={m.nav.settings} className="flex gap-1 overflow-x-auto lg:grid">
          {shown.map((name) => (
            <NavLink
              key={name}
              to={`/settings/${name}`}
              aria-current={name === current ? 'page' : undefined}
              className="rounded-lg px-3 py-2 whitespace-nowrap hover:bg-sunk aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              {names[name]}
            </NavLink>
          ))}
        </nav>
        <div className="grid max-w-2xl gap-5">{parts[current]?.show()}</div>
      </div>
    </Page>
  );
}
