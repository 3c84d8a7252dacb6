import { useSide } from '../../api/session.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { Budget, Timesheet, Transactions, Weekly } from './client-reports.tsx';
import { Figures, Income, InProgress } from './freelancer-reports.tsx';

export function ReportsPage() {
  const side = useSide() ?? 'freelancer';
  const tabs =
    side === 'client'
      ? [
          { id: 'budget', label: m.reports.budget, content: () => <Budget /> },
          { id: 'timesheet', label: m.reports.timesheet, content: () => <Timesheet /> },
          { id: 'weekly', label: m.reports.weekly, content: () => <Weekly /> },
          { id: 'transactions', label: m.reports.transactions, content: () => <Transactions /> },
        ]
      : [
          { id: 'income', label: m.reports.income, content: () => <Income /> },
          { id: 'progress', label: m.reports.progress, content: () => <InProgress /> },
          { id: 'figures', label: m.reports.figures, content: () => <Figures /> },
        ];
  return (
    <Page title={m.nav.reports}>
      <Tabs key={side} label={m.nav.reports} tabs={tabs} />
    </Page>
  );
}
