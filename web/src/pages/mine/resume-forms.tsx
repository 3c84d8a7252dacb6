/** Work and schools of a freelancer: lists that can be added to, changed and shortened. */
import { type ReactNode, useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { month } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CityField } from '../../ui/catalog-fields.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog, PlainForm } from '../../ui/form-dialog.tsx';
import { CheckField, RadioCards, SelectField, TextArea, TextField } from '../../ui/inputs.tsx';
import { Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { wordOf } from '../jobs/job-card.tsx';

type Employment = AnswerOf<'employment_get'>['employments'][number];
type Education = AnswerOf<'education_get'>['educations'][number];

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** A list with ways to add, change and remove. */
export function Entries<T extends { id: number }>({
  title,
  add,
  none,
  rows,
  show,
  form,
  remove,
}: {
  title: string;
  add: string;
  none: string;
  rows: readonly T[];
  show: (row: T) => ReactNode;
  form: (row: T | undefined, onClose: () => void) => ReactNode;
  remove: (row: T) => Promise<unknown>;
}) {
  const [open, setOpen] = useState<T | 'new'>();
  const [removing, setRemoving] = useState<T>();
  return (
    <Card
      title={title}
      side={
        <Button size="small" onClick={() => setOpen('new')}>
          {add}
        </Button>
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul className="grid gap-3">
          {rows.map((row) => (
            <li
              key={row.id}
              className="flex flex-wrap items-start justify-between gap-3 border-b border-line pb-3 last:border-0 last:pb-0"
            >
              <div className="min-w-0">{show(row)}</div>
              <span className="flex gap-1">
                <Button size="small" kind="quiet" onClick={() => setOpen(row)}>
                  {m.common.edit}
                </Button>
                <Button size="small" kind="quiet" onClick={() => setRemoving(row)}>
                  {m.common.remove}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {open !== undefined && form(open === 'new' ? undefined : open, () => setOpen(undefined))}
      {removing && (
        <Confirm
          title={m.profile.removeTitle}
          action={m.common.remove}
          isDanger
          onClose={() => setRemoving(undefined)}
          onConfirm={() => remove(removing)}
        >
          {show(removing)}
        </Confirm>
      )}
    </Card>
  );
}

export function Employments() {
  const answer = useAnswer('employment_get', {});
  return (
    <Answer of={answer}>
      {({ employments }) => (
        <Entries
          title={m.profile.employments}
          add={m.profile.addEmployment}
          none={m.profile.noEmployments}
          rows={employments}
          show={(row) => (
            <>
              <p className="font-medium">
                {row.title} · {row.company}
              </p>
              <p className="text-sm text-muted">
                {month(row.start_at)} – {row.working ? m.person.present : month(row.end_at)} · {row.city.name}
              </p>
            </>
          )}
          form={(row, onClose) => <EmploymentDialog employment={row} onClose={onClose} />}
          remove={async (row) => {
            await call('employment_del', { eid: row.id });
            await refresh(['employment_get', 'profile_get']);
          }}
        />
      )}
    </Answer>
  );
}

function EmploymentDialog({ employment, onClose }: { employment: Employment | undefined; onClose: () => void }) {
  const form = useForm({
    values: {
      company: employment?.company ?? '',
      title: employment?.title ?? '',
      role: employment ? String(employment.role) : '',
      city_id: employment?.city.id ? String(employment.city.id) : '',
      start_at: employment?.start_at ?? '',
      end_at: employment?.end_at ?? '',
      working: employment?.working ?? false,
      detail: employment?.detail ?? '',
    },
    check: (values) => ({
      ...(!values.working && values.end_at === '' && { end_at: m.form.required }),
      ...required(values, ['company', 'title', 'role', 'city_id', 'start_at']),
    }),
    codes: { 20134: 'city_id', 20133: 'role' },
    async send({ role, city_id: city, ...rest }) {
      const fields = { ...rest, role: Number(role), city_id: Number(city) };
      await (employment
        ? call('employment_update', { ...fields, eid: employment.id })
        : call('employment_add', fields));
      await refresh(['employment_get', 'profile_get']);
      onClose();
    },
  });
  return (
    <FormDialog
      title={employment ? m.common.edit : m.profile.addEmployment}
      form={form}
      submit={m.common.save}
      onClose={onClose}
    >
      <TextField form={form} name="company" label={m.profile.company} maxLength={100} />
      <TextField form={form} name="title" label={m.profile.position} maxLength={100} />
      <SelectField form={form} name="role" label={m.profile.role} choices={choicesOf(m.words.role)} />
      <CityField
        label={m.compare.place}
        value={form.values.city_id}
        known={employment?.city}
        error={form.errors.city_id}
        onChange={(id) => form.set('city_id', id)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="start_at" label={m.profile.from} type="month" />
        {!form.values.working && <TextField form={form} name="end_at" label={m.profile.until} type="month" />}
      </div>
      <CheckField form={form} name="working" label={m.profile.working} />
      <TextArea
        form={form}
        name="detail"
        label={m.profile.detail}
        optional={m.form.optional}
        rows={4}
        maxLength={5_000}
      />
    </FormDialog>
  );
}

export function Educations() {
  const answer = useAnswer('education_get', {});
  return (
    <Answer of={answer}>
      {({ educations }) => (
        <Entries
          title={m.profile.educations}
          add={m.profile.addEducation}
          none={m.profile.noEducations}
          rows={educations}
          show={(row) => (
            <>
              <p className="font-medium">
                {row.school} · {wordOf(m.words.degree, row.degree)}
              </p>
              <p className="text-sm text-muted">
                {row.start_at} – {row.end_at} {row.area}
              </p>
            </>
          )}
          form={(row, onClose) => <EducationDialog education={row} onClose={onClose} />}
          remove={async (row) => {
            await call('education_del', { eid: row.id, kind: 'education' });
            await refresh(['education_get', 'profile_get']);
          }}
        />
      )}
    </Answer>
  );
}

const isYear = (text: string) => /^(19|20)\d{2}$/.test(text);

function EducationDialog({ education, onClose }: { education: Education | undefined; onClose: () => void }) {
  const form = useForm({
    values: {
      school: education?.school ?? '',
      degree: education?.degree ?? '',
      area: education?.area ?? '',
      start_at: education?.start_at ?? '',
      end_at: education?.end_at ?? '',
      detail: education?.detail ?? '',
    },
    check: (values) => ({
      ...(!isYear(values.start_at) && { start_at: m.profile.yearWrong }),
      ...(!isYear(values.end_at) && { end_at: m.profile.yearWrong }),
      ...required(values, ['school', 'degree']),
    }),
    async send({ degree, ...rest }) {
      const fields = { ...rest, degree: degree as 'bachelor' }; // One of the choices offered.
      await (education ? call('education_update', { ...fields, eid: education.id }) : call('education_add', fields));
      await refresh(['education_get', 'profile_get']);
      onClose();
    },
  });
  return (
    <FormDialog
      title={education ? m.common.edit : m.profile.addEducation}
      form={form}
      submit={m.common.save}
      onClose={onClose}
    >
      <TextField form={form} name="school" label={m.profile.school} maxLength={100} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField form={form} name="degree" label={m.profile.degree} choices={choicesOf(m.words.degree)} />
        <TextField form={form} name="area" label={m.profile.area} optional={m.form.optional} maxLength={100} />
        <TextField form={form} name="start_at" label={m.profile.fromYear} inputMode="numeric" maxLength={4} />
        <TextField form={form} name="end_at" label={m.profile.untilYear} inputMode="numeric" maxLength={4} />
      </div>
    </FormDialog>
  );
}

/** How experienced one is, in one's own judgement. */
export function LevelForm({ level, save }: { level: string; save: string }) {
  const form = useForm({
    values: { level },
    check: (values) => required(values, ['level']),
    async send(values) {
      await call('user_resume', { level: values.level as 'entry' }); // One of the choices offered.
      await refresh(['profile_get']);
      tell(m.common.saved);
    },
  });
  return (
    <PlainForm form={form} submit={save}>
      <RadioCards
        form={form}
        name="level"
        label={m.profile.level}
        choices={(['entry', 'middle', 'expert'] as const).map((value) => ({
          value,
          label: m.words.level[value],
          note: m.profile.levels[value],
        }))}
      />
    </PlainForm>
  );
}
