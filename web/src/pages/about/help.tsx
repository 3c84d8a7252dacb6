import { keptMs, useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';

/** How the house works, with its real fee and times. */
export function HelpPage() {
  const { data } = useAnswer('market_rules', {}, { staleMs: keptMs });
  const sections = m.help.sections({
    fee: data?.fee_percent ?? 10,
    offerDays: data?.offer_days ?? 2,
    reviewDays: data?.review_days ?? 2,
    leastWithdrawal: data?.withdrawal_min ?? 100,
  });
  return (
    <Page title={m.nav.help} lead={m.help.lead} narrow>
      <div className="grid gap-6">
        {sections.map((section) => (
          <section key={section.title}>
            <h2 className="mb-2 text-lg font-semibold">{section.title}</h2>
            <div className="grid gap-2">
              {section.questions.map(([question, answer]) => (
                <details key={question} className="rounded-xl border border-line bg-card">
                  <summary className="px-4 py-3 font-medium">{question}</summary>
                  <p className="px-4 pb-4 text-muted">{answer}</p>
                </details>
              ))}
            </div>
          </section>
        ))}
        <div>
          <ButtonLink to="/feedback">{m.help.ask}</ButtonLink>
        </div>
      </div>
    </Page>
  );
}
