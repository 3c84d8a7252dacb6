import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import type { Uploaded } from '../../api/upload.ts';
import { Page } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryField, SkillsField } from '../../ui/catalog-fields.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { amountOf, required, useForm } from '../../ui/form.ts';
import {
  ChecksField,
  FormTrouble,
  MoneyField,
  RadioCards,
  SelectField,
  TextArea,
  TextField,
} from '../../ui/inputs.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { toHtml, toText } from '../../ui/rich-text.tsx';
import { Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { durations } from './bid-form.tsx';

type Job = AnswerOf<'jobs_one'>['job'];

const empty = {
  name: '',
  description: '',
  category_id: '',
  hires: '1',
  paymethod: 'fixed',
  level: 'middle',
  duration: '',
  workload: '',
  budget: '',
  stage: '',
  skills: [] as readonly string[],
  platforms: [] as readonly string[],
  api: [] as readonly string[],
  frameworks: '',
  languages: '',
};
type Values = typeof empty;

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const textOrNone = (value: number) => (value > 0 ? String(value) : '');

const valuesOf = (job: Job): Values => ({
  name: job.name,
  description: toText(job.description),
  category_id: String(job.category.id),
  hires: String(job.hires),
  paymethod: job.paymethod,
  level: job.level,
  duration: textOrNone(job.duration),
  workload: textOrNone(job.workload),
  budget: textOrNone(job.budget),
  stage: job.stage,
  skills: job.skills,
  platforms: job.platforms,
  api: job.api,
  frameworks: job.frameworks.join(', '),
  languages: job.languages.join(', '),
});

export function NewJobPage() {
  return (
    <Page title={m.jobForm.newTitle} lead={m.jobForm.lead} back={{ to: '/my/jobs', label: m.nav.myJobs }} narrow>
      <JobForm />
    </Page>
  );
}

export function EditJobPage() {
  const { id = '' } = useParams();
  const answer = useAnswer('jobs_one', { job_id: id });
  return (
    <Page title={m.jobForm.editTitle} back={{ to: `/jobs/${id}`, label: m.jobForm.toJob }} narrow>
      <Answer of={answer}>{({ job }) => <JobForm job={job} />}</Answer>
    </Page>
  );
}

/** The fields of the API out of what the form holds; choices are one of those offered. */
function fieldsOf(values: Values) {
  const words = (text: string) =>
    text
      .split(/[,，、]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  return {
    name: values.name,
    description: toHtml(values.description),
    category_id: Number(values.category_id),
    hires: Number(values.hires),
    paymethod: values.paymethod as 'hour' | 'fixed',
    level: values.level as 'entry' | 'middle' | 'expert',
    duration: Number(values.duration) || undefined,
    workload: values.paymethod === 'hour' ? Number(values.workload) || undefined : undefined,
    budget: values.budget || undefined,
    stage: (values.stage || undefined) as 'design' | undefined,
    skills: values.skills,
    platforms: values.platforms as readonly 'other'[],
    api: values.api as readonly 'other'[],
    frameworks: words(values.frameworks),
    languages: words(values.languages),
  };
}

function JobForm({ job }: { job?: Job }) {
  const navigate = useNavigate();
  const [file, setFile] = useState<Uploaded>();
  const [isDraft, setDraft] = useState(false);
  const form = useForm<Values>({
    values: job ? valuesOf(job) : empty,
    ...(!job && { draft: 'job' }),
    check: (values) => ({
      ...(values.budget !== '' && amountOf(values.budget) === undefined && { budget: m.form.amountWrong }),
      ...(!/^[1-9]\d{0,3}$/.test(values.hires) && { hires: m.jobForm.hiresWrong }),
      ...required(values, [
        'name',
        'description',
        'category_id',
        'level',
        ...(values.paymethod === 'hour' ? (['workload'] as const) : []),
      ]),
    }),
    codes: { 200114: 'name', 200110: 'skills', 200112: 'category_id' },
    async send(values) {
      const fields = { ...fieldsOf(values), attachment_id: file?.attachment_id };
      const { job_id: id } = job
        ? await call('jobs_update', { ...fields, job_id: job.id })
        : await call('jobs_add', { ...fields, status: isDraft ? 'draft' : 'normal' });
      await refresh(['jobs_one', 'my_jobs_list', 'jobs_proposal', 'jobs_search']);
      tell(job ? m.common.saved : isDraft ? m.jobForm.draftKept : m.jobForm.posted);
      await navigate(job ? `/jobs/${id}` : isDraft ? '/my/jobs?tab=draft' : `/my/jobs/${id}?tab=recommended`);
    },
  });
  const isHourly = form.values.paymethod === 'hour';
  const category = Number(form.values.category_id) || 0;
  const options = useAnswer('category_options', { category_id: category }, { enabled: category > 0, keeps: true }).data
    ?.options;

  return (
    <form onSubmit={(event) => void form.submit(event)} className="grid gap-5" noValidate>
      <LeaveGuard isOn={job !== undefined && form.isChanged && !form.isBusy} />
      <Card title={m.jobForm.what}>
        <div className="grid gap-4">
          <TextField form={form} name="name" label={m.jobForm.name} hint={m.jobForm.nameHint} maxLength={100} />
          <TextArea
            form={form}
            name="description"
            label={m.job.description}
            hint={m.jobForm.descriptionHint}
            rows={9}
            maxLength={2_500}
          />
          <CategoryField
            label={m.jobs.category}
            value={form.values.category_id}
            error={form.errors.category_id}
            onChange={(id) => form.set('category_id', id)}
          />
          <SkillsField
            label={m.job.skills}
            most={5}
            value={form.values.skills}
            error={form.errors.skills}
            onChange={(skills) => form.set('skills', skills)}
          />
          <FileField label={m.jobForm.file} kind="job" value={file} onChange={setFile} />
        </div>
      </Card>
      <Card title={m.jobForm.terms}>
        <div className="grid gap-4">
          <RadioCards
            form={form}
            name="paymethod"
            label={m.job.payKind}
            columns={2}
            hint={job && m.jobForm.payFixedNow}
            choices={(['fixed', 'hour'] as const)
              .filter((kind) => !job || kind === job.paymethod)
              .map((kind) => ({ value: kind, ...m.jobForm.payKinds[kind] }))}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <MoneyField
              form={form}
              name="budget"
              label={m.jobForm.budget}
              optional={m.form.optional}
              hint={m.jobForm.budgetHint}
            />
            <TextField form={form} name="hires" label={m.job.hires} inputMode="numeric" />
            <SelectField
              form={form}
              name="duration"
              label={m.jobs.duration}
              optional={m.form.optional}
              choices={durations()}
            />
            {isHourly && (
              <SelectField form={form} name="workload" label={m.jobs.workload} choices={choicesOf(m.words.workload)} />
            )}
          </div>
          <RadioCards
            form={form}
            name="level"
            label={m.job.level}
            choices={(['entry', 'middle', 'expert'] as const).map((level) => ({
              value: level,
              label: m.words.level[level],
              note: m.jobForm.levels[level],
            }))}
          />
        </div>
      </Card>
      {(options?.stage || options?.platform || options?.api || options?.framework || options?.language) && (
        <Card title={m.job.needs}>
          <div className="grid gap-4">
            {options.stage && (
              <SelectField
                form={form}
                name="stage"
                label={m.job.stage}
                optional={m.form.optional}
                choices={choicesOf(m.words.stage)}
              />
            )}
            {options.platform && (
              <ChecksField
                form={form}
                name="platforms"
                label={m.job.platforms}
                optional={m.form.optional}
                choices={choicesOf(m.words.platform)}
              />
            )}
            {options.api && (
              <ChecksField
                form={form}
                name="api"
                label={m.job.apis}
                optional={m.form.optional}
                choices={choicesOf(m.words.api)}
              />
            )}
            {options.framework && (
              <TextField
                form={form}
                name="frameworks"
                label={m.job.frameworks}
                optional={m.form.optional}
                hint={m.jobForm.commas}
              />
            )}
            {options.language && (
              <TextField
                form={form}
                name="languages"
                label={m.job.languages}
                optional={m.form.optional}
                hint={m.jobForm.commas}
              />
            )}
          </div>
        </Card>
      )}
      <FormTrouble form={form} />
      <div className="flex flex-wrap justify-end gap-2">
        {!job && (
          <Button type="submit" busy={form.isBusy && isDraft} onClick={() => setDraft(true)}>
            {m.jobForm.keepDraft}
          </Button>
        )}
        <Button type="submit" kind="primary" busy={form.isBusy && !isDraft} onClick={() => setDraft(false)}>
          {job ? m.common.save : m.jobForm.post}
        </Button>
      </div>
    </form>
  );
}
