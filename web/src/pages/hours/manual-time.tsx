import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { dayKey, hours } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/inputs.tsx';
import { Bar } from '../../ui/show.tsx';
import { tell } from '../../ui/toast.tsx';

const slotMinutes = 10;
const mostSlots = 72;

/** Minutes of a day out of "14:20". */
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The starts of the slots from one time to another. */
export function slotsBetween(from: string, until: string): string[] {
  const first = Math.floor(minutesOf(from) / slotMinutes) * slotMinutes;
  const starts: string[] = [];
  for (let at = first; at < minutesOf(until) && starts.length <= mostSlots; at += slotMinutes) starts.push(clock(at));
  return starts;
}

/** Time entered by hand: a day, from, until, and what was done. Each ten minutes become a slot. */
export function ManualTime({
  contract,
  days,
  onClose,
}: {
  contract: string;
  days: readonly string[];
  onClose: () => void;
}) {
  const [sent, setSent] = useState<readonly [done: number, all: number]>();
  const today = dayKey(new Date());
  const form = useForm({
    values: { day: days.includes(today) ? today : (days[0] ?? ''), from: '', until: '', description: '' },
    check(values) {
      const slots = slotsBetween(values.from, values.until);
      return {
        ...(values.until !== '' && slots.length === 0 && { until: m.manual.order }),
        ...(slots.length > mostSlots && { until: m.manual.tooLong(hours(mostSlots * slotMinutes)) }),
        ...required(values, ['day', 'from', 'until', 'description']),
      };
    },
    codes: { 204010: 'from', 204011: 'from', 204012: 'from', 204013: 'until', 20407: 'day' },
    async send({ day, from, until, description }) {
      const slots = slotsBetween(from, until);
      try {
        for (const [index, start] of slots.entries()) {
          setSent([index, slots.length]);
          await call('weekstoneshot', {
            contract_id: contract,
            shot_time: `${day} ${start}:00`,
            is_auto: '0',
            name: '',
            description,
          });
        }
      } finally {
        setSent(undefined);
        await refresh(['get_weekstoneshot', 'contract_weekstone_list', 'get_weekstone_time']);
      }
      tell(m.manual.done(hours(slots.length * slotMinutes)));
      onClose();
    },
  });
  return (
    <FormDialog title={m.manual.title} form={form} submit={m.manual.save} onClose={onClose}>
      <p className="text-muted">{m.manual.text}</p>
      <SelectField
        form={form}
        name="day"
        label={m.manual.day}
        choices={days.filter((day) => day <= today).map((day) => ({ value: day, label: day }))}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField form={form} name="from" label={m.manual.from} type="time" />
        <TextField form={form} name="until" label={m.manual.until} type="time" />
      </div>
      <TextField form={form} name="description" label={m.manual.description} maxLength={200} />
      {sent && <Bar part={sent[0] / sent[1]} label={m.common.wait} />}
    </FormDialog>
  );
}
