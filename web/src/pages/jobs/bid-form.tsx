import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { keptMs, refresh, useAnswer } from '../../api/query.ts';
import type { Uploaded } from '../../api/upload.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { feeOf } from '../../ui/confirm.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { amountOf, required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MoneyField, SelectField, TextArea } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';

export const durations = () => Object.entries(m.words.duration).map(([value, label]) => ({ value, label }));

/** What arrives of an amount when the house has kept its part. */
export function NetHint({ amount }: { amount: string }) {
  const rules = useAnswer('market_rules', {}, { staleMs: keptMs });
  const typed = amountOf(amount);
  if (!rules.data || typed === undefined) return m.bid.feeHint;
  const { fee_percent: percent } = rules.data;
  return m.bid.net(money(typed - feeOf(typed, percent)), percent);
}

/** A bid on a job; what is written is kept on this device until it is sent. */
export function BidForm({ job, onClose }: { job: AnswerOf<'jobs_one'>['job']; onClose: () => void }) {
  const navigate = useNavigate();
  const [file, setFile] = useState<Uploaded>();
  const isFixed = job.paymethod === 'fixed';
  const form = useForm({
    values: { amount: '', duration: '', message: '' },
    draft: `bid:${job.id}`,
    check: (values) => ({
      ...(amountOf(values.amount) === undefined && { amount: m.form.amountWrong }),
      ...required(values, isFixed ? ['amount', 'duration', 'message'] : ['amount', 'message']),
    }),
    codes: { 203415: 'amount', 203420: 'duration' },
    async send({ amount, duration, message }) {
      const { proposal_id: id } = await call('proposal', {
        job_id: job.id,
        amount,
        duration: Number(duration) || undefined,
        message,
        attachment_id: file?.attachment_id,
      });
      await refresh(['jobs_one', 'proposal_list']);
      tell(m.bid.done);
      await navigate(`/proposals/${id}`);
    },
  });
  return (
    <FormDialog title={m.bid.title} form={form} submit={m.bid.send} onClose={onClose}>
      <p className="text-muted">{job.name}</p>
      <MoneyField
        form={form}
        name="amount"
        label={isFixed ? m.bid.price : m.bid.rate}
        hint={<NetHint amount={form.values.amount} />}
        {...(!isFixed && { per: m.money.perHour })}
      />
      {isFixed && <SelectField form={form} name="duration" label={m.bid.duration} choices={durations()} />}
      <TextArea form={form} name="message" label={m.bid.message} hint={m.bid.messageHint} rows={7} maxLength={4096} />
      <FileField label={m.bid.file} kind="proposal" value={file} onChange={setFile} />
    </FormDialog>
  );
}
