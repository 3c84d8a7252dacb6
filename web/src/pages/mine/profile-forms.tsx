/** The parts of a freelancer's profile; the same forms serve joining and changing. */
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { CityField, SkillsField } from '../../ui/catalog-fields.tsx';
import { amountOf, required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { CheckField, MoneyField, SelectField, TextArea, TextField } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';

export type Profile = AnswerOf<'profile_get'>['profile'];

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const textOrNone = (value: number | undefined) => (value ? String(value) : '');

interface PartProps {
  readonly profile: Profile;
  /** Whether it is the first time, as a step of joining. */
  readonly isFirst?: boolean;
  readonly save?: string;
  readonly onDone?: () => void;
}

/** Title, overview, skills, languages, time. */
export function AboutForm({ profile, isFirst = false, save = m.common.save }: PartProps) {
  const form = useForm({
    values: {
      title: profile.title ?? '',
      overview: profile.overview,
      email: profile.email ?? '',
      skills: (profile.skills ?? []) as readonly string[],
      english: textOrNone(profile.english),
      workload: textOrNone(profile.workload),
      available: profile.available ?? true,
    },
    check: (values) => required(values, ['title', 'overview', 'email', 'skills', 'english', 'workload']),
    codes: { 20122: 'title', 20123: 'overview', 20124: 'email', 20129: 'email', 202711: 'email', 20127: 'skills' },
    async send({ english, workload, available, ...rest }) {
      const fields = { ...rest, english: Number(english), workload: Number(workload) };
      await (isFirst ? call('profile_add', fields) : call('profile_update', { ...fields, available }));
      await refresh(['profile_get']);
      tell(m.common.saved);
    },
  });
  return (
    <PlainForm form={form} submit={save}>
      <TextField form={form} name="title" label={m.profile.title} hint={m.profile.titleHint} maxLength={29} />
      <TextArea
        form={form}
        name="overview"
        label={m.person.overview}
        hint={m.profile.overviewHint}
        rows={7}
        maxLength={5_000}
      />
      <SkillsField
        label={m.job.skills}
        most={20}
        value={form.values.skills}
        error={form.errors.skills}
        onChange={(skills) => form.set('skills', skills)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="email" label={m.profile.email} type="email" autoComplete="email" />
        <SelectField form={form} name="english" label={m.person.english} choices={choicesOf(m.words.english)} />
        <SelectField form={form} name="workload" label={m.jobs.workload} choices={choicesOf(m.words.workload)} />
      </div>
      {!isFirst && <CheckField form={form} name="available" label={m.profile.available} />}
    </PlainForm>
  );
}

/** Rate and place. */
export function RateForm({ profile, isFirst = false, save = m.common.save, onDone }: PartProps) {
  const [known] = useState(profile.location);
  const form = useForm({
    values: {
      hourly: textOrNone(profile.hourly),
      location_id: textOrNone(profile.location.id),
      address: profile.address,
      postcode: profile.postcode ?? '',
    },
    check: (values) => ({
      ...(amountOf(values.hourly) === undefined && { hourly: m.form.amountWrong }),
      ...required(values, isFirst ? ['location_id', 'address'] : ['location_id']),
    }),
    codes: {
      20163: 'hourly',
      20277: 'hourly',
      20167: 'location_id',
      20272: 'location_id',
      20162: 'address',
      20274: 'postcode',
    },
    async send({ location_id: location, ...rest }) {
      const fields = { ...rest, location_id: Number(location) };
      await (isFirst ? call('profile_other', fields) : call('profile_update', fields));
      await refresh(['profile_get']);
      tell(m.common.saved);
      onDone?.();
    },
  });
  return (
    <PlainForm form={form} submit={save}>
      <div className="max-w-xs">
        <MoneyField form={form} name="hourly" label={m.compare.rate} per={m.money.perHour} />
      </div>
      <CityField
        label={m.compare.place}
        value={form.values.location_id}
        known={known}
        error={form.errors.location_id}
        onChange={(id) => form.set('location_id', id)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="address" label={m.profile.address} hint={m.profile.addressHint} maxLength={100} />
        <TextField form={form} name="postcode" label={m.profile.postcode} optional={m.form.optional} maxLength={20} />
      </div>
    </PlainForm>
  );
}
