import { useNavigate } from 'react-router';
import { useAnswer } from '../../api/query.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Bar } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { CategoriesForm } from '../mine/categories-form.tsx';
import { AboutForm, RateForm } from '../mine/profile-forms.tsx';
import { Educations, Employments, LevelForm } from '../mine/resume-forms.tsx';

const steps = ['category', 'profile', 'resume', 'other'] as const;

/** The four steps of joining as a freelancer; the server knows which is next. */
export function OnboardingPage() {
  const navigate = useNavigate();
  const answer = useAnswer('profile_get', {});
  return (
    <Page title={m.onboarding.title} lead={m.onboarding.lead} narrow>
      <Answer of={answer}>
        {({ profile }) => {
          const current = steps.findIndex((step) => step === profile.reg_step);
          if (current === -1) {
            return (
              <Empty
                title={m.onboarding.done}
                action={
                  <span className="flex flex-wrap justify-center gap-2">
                    <ButtonLink kind="primary" to="/jobs">
                      {m.nav.jobs}
                    </ButtonLink>
                    <ButtonLink to="/profile">{m.nav.profile}</ButtonLink>
                  </span>
                }
              >
                {m.onboarding.doneText}
              </Empty>
            );
          }
          return (
            <div className="grid gap-6">
              <div className="grid gap-3">
                <Bar part={current / steps.length} label={m.onboarding.progress(current + 1, steps.length)} />
                <ol className="grid grid-cols-4 gap-2 text-sm">
                  {steps.map((step, index) => (
                    <li
                      key={step}
                      aria-current={index === current ? 'step' : undefined}
                      className={`flex items-center gap-1.5 ${index === current ? 'font-medium text-accent' : index < current ? 'text-good' : 'text-muted'}`}
                    >
                      {index < current ? (
                        <Icon name="check" size={16} />
                      ) : (
                        <span className="tabular-nums">{index + 1}</span>
                      )}
                      <span className="max-sm:sr-only">{m.onboarding.steps[step]}</span>
                    </li>
                  ))}
                </ol>
              </div>
              <h2 className="text-xl font-semibold">{m.onboarding.steps[steps[current] ?? 'category']}</h2>
              {current === 0 && <CategoriesForm save={m.onboarding.next} />}
              {current === 1 && <AboutForm profile={profile} isFirst save={m.onboarding.next} />}
              {current === 2 && (
                <>
                  <Employments />
                  <Educations />
                  <LevelForm level={profile.level ?? ''} save={m.onboarding.next} />
                </>
              )}
              {current === 3 && (
                <RateForm
                  profile={profile}
                  isFirst
                  save={m.onboarding.finish}
                  onDone={() => void navigate('/onboarding')}
                />
              )}
            </div>
          );
        }}
      </Answer>
    </Page>
  );
}
