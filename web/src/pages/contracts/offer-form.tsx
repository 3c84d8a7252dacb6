import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import type { Uploaded } from '../../api/upload.ts';
import { money } from '../../format.ts';
import { Page, WithSide } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { feeOf } from '../../ui/confirm.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { amountOf, required, useForm } from '../../ui/form.ts';
import { CheckField, FormTrouble, MoneyField, RadioCards, TextArea, TextField } from '../../ui/inputs.tsx';
import { Avatar, Card, Facts } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { draftsToFields, MilestoneRows, newMilestone, sumOf, troubleOf } from './milestone-rows.tsx';

/** An offer to one person for one job: the terms, and what will be paid into escrow. */
export function OfferFormPage() {
  const [query] = useSearchParams();
  const [jobId, personId] = [query.get('job') ?? '', query.get('person') ?? ''];
  const job = useAnswer('jobs_one', { job_id: jobId }, { enabled: jobId !== '' });
  const person = useAnswer('profile_get', { uuid: personId }, { enabled: personId !== '' });
  const bids = useAnswer('proposal_list', { job_id: jobId, pagesize: 100 }, { enabled: jobId !== '' });
  return (
    <Page
      title={m.offer.title}
      lead={m.offer.lead}
      back={{ to: `/my/jobs/${jobId}`, label: job.data?.job.name ?? m.nav.myJobs }}
    >
      {jobId === '' || personId === '' ? (
        <Empty title={m.offer.nobody} action={<ButtonLink to="/my/jobs">{m.nav.myJobs}</ButtonLink>} />
      ) : (
        <Answer of={job}>
          {({ job: shown }) => (
            <Answer of={person}>
              {({ profile }) => (
                <Answer of={bids}>
                  {({ proposals }) => (
                    <OfferForm
                      job={{
                        id: shown.id,
                        name: shown.name,
                        isHourly: shown.paymethod === 'hour',
                        budget: shown.budget,
                      }}
                      person={{
                        id: personId,
                        name: profile.name ?? '',
                        avatar: profile.avatar ?? '',
                        title: profile.title ?? '',
                      }}
                      price={proposals.find((one) => one.user.freelancer.id === personId)?.price ?? 0}
                    />
                  )}
                </Answer>
              )}
            </Answer>
          )}
        </Answer>
      )}
    </Page>
  );
}

interface OfferProps {
  readonly job: { readonly id: string; readonly name: string; readonly isHourly: boolean; readonly budget: number };
  readonly person: { readonly id: string; readonly name: string; readonly avatar: string; readonly title: string };
  /** What the person has asked for; 0 when nothing. */
  readonly price: number;
}

function OfferForm({ job, person, price }: OfferProps) {
  const navigate = useNavigate();
  const [file, setFile] = useState<Uploaded>();
  const asked = price > 0 ? price : job.budget;
  const form = useForm({
    values: {
      name: job.name.slice(0, 49),
      message: '',
      payKind: job.isHourly ? 'hourly' : 'fixed',
      parts: 'one',
      amount: asked > 0 ? String(asked) : '',
      rows: [newMilestone()],
      hourly: asked > 0 ? String(asked) : '',
      workload: '20',
      manual: true,
      start_at: '',
      end_at: '',
    },
    draft: `offer:${job.id}:${person.id}`,
    check: (values) => ({
      ...(values.name.trim().length < 6 && { name: m.offer.nameShort }),
      ...(values.message.trim().length < 6 && { message: m.offer.messageShort }),
      ...(job.isHourly && amountOf(values.hourly) === undefined && { hourly: m.form.amountWrong }),
      ...(job.isHourly &&
        !(Number(values.workload) >= 1 && Number(values.workload) <= 120) && { workload: m.offer.workloadWrong }),
      ...(!job.isHourly &&
        values.parts === 'one' &&
        amountOf(values.amount) === undefined && { amount: m.form.amountWrong }),
      ...(!job.isHourly && values.parts === 'several' && troubleOf(values.rows)),
      ...required(values, ['name']),
    }),
    codes: {
      20367: 'hourly',
      20368: 'workload',
      20369: 'start_at',
      203610: 'amount',
      203611: 'rows',
      203612: 'end_at',
    },
    async send(values) {
      const shared = {
        user_id: person.id,
        job_id: job.id,
        name: values.name,
        message: values.message,
        start_at: values.start_at || undefined,
        end_at: values.end_at || undefined,
        attachment_id: file?.attachment_id,
      };
      const isSplit = values.parts === 'several';
      const made = await call(
        'contract_create',
        job.isHourly
          ? { ...shared, hourly: values.hourly, workload: Number(values.workload), manual: values.manual }
          : {
              ...shared,
              amount: isSplit ? sumOf(values.rows).toFixed(2) : values.amount,
              ...(isSplit && { milestones: draftsToFields(values.rows) }),
            },
      );
      await refresh(['contract_list', 'proposal_list']);
      await navigate(`/pay/${made.contract_id}/${made.ptype}/${made.trade_no}`);
    },
  });
  const { values } = form;
  const held = job.isHourly
    ? (amountOf(values.hourly) ?? 0) * (Number(values.workload) || 0)
    : values.parts === 'several'
      ? sumOf(values.rows)
      : (amountOf(values.amount) ?? 0);
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <WithSide side={<Summary held={held} person={person} isHourly={job.isHourly} isBusy={form.isBusy} />}>
        <FormTrouble form={form} />
        <Card title={m.offer.about}>
          <div className="grid gap-4">
            <TextField form={form} name="name" label={m.offer.name} maxLength={49} />
            <TextArea
              form={form}
              name="message"
              label={m.offer.message}
              hint={m.offer.messageHint}
              rows={6}
              maxLength={499}
            />
            <FileField label={m.bid.file} kind="contract" value={file} onChange={setFile} />
          </div>
        </Card>
        <Card title={m.offer.pay}>
          {job.isHourly ? (
            <div className="grid gap-4 sm:grid-cols-2">
              <MoneyField form={form} name="hourly" label={m.bid.rate} per={m.money.perHour} />
              <TextField
                form={form}
                name="workload"
                label={m.offer.workload}
                inputMode="numeric"
                hint={m.offer.workloadHint}
              />
              <CheckField form={form} name="manual" label={m.offer.manual} />
            </div>
          ) : (
            <div className="grid gap-4">
              <RadioCards
                form={form}
                name="parts"
                label={m.offer.parts}
                columns={2}
                choices={[
                  { value: 'one', ...m.offer.onePart },
                  { value: 'several', ...m.offer.severalParts },
                ]}
              />
              {values.parts === 'one' ? (
                <MoneyField form={form} name="amount" label={m.money.amount} />
              ) : (
                <MilestoneRows
                  rows={values.rows}
                  error={form.errors.rows}
                  onChange={(rows) => form.set('rows', [...rows])}
                />
              )}
            </div>
          )}
        </Card>
        <Card title={m.offer.dates}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField form={form} name="start_at" label={m.contract.start} type="date" optional={m.form.optional} />
            <TextField form={form} name="end_at" label={m.contract.end} type="date" optional={m.form.optional} />
          </div>
        </Card>
      </WithSide>
    </form>
  );
}

function Summary({
  held,
  person,
  isHourly,
  isBusy,
}: {
  held: number;
  person: OfferProps['person'];
  isHourly: boolean;
  isBusy: boolean;
}) {
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const percent = rules.data?.fee_percent ?? 0;
  const fee = feeOf(held, percent);
  return (
    <Card>
      <div className="grid gap-4">
        <div className="flex items-center gap-3">
          <Avatar name={person.name} src={person.avatar} />
          <div>
            <p className="font-semibold">{person.name}</p>
            <p className="text-sm text-muted">{person.title}</p>
          </div>
        </div>
        <Facts
          rows={[
            [
              isHourly ? m.offer.holdWeek : m.offer.hold,
              <span key="held" className="text-lg font-semibold tabular-nums">
                {money(held)}
              </span>,
            ],
            [m.money.fee(percent), `− ${money(fee)}`],
            [m.offer.gets(person.name), money(Math.round((held - fee) * 100) / 100)],
          ]}
        />
        <p className="text-sm text-muted">{m.offer.next(rules.data?.offer_days ?? 2)}</p>
        <Button type="submit" kind="primary" wide busy={isBusy}>
          {m.offer.toPay}
        </Button>
      </div>
    </Card>
  );
}
