import { useRef, useState } from 'react';
import { call, filePath } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import type { Uploaded } from '../../api/upload.ts';
import { month } from '../../format.ts';
import { Page, PageAnswer } from '../../layout/page.tsx';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CategoryField } from '../../ui/catalog-fields.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/inputs.tsx';
import { PictureCrop } from '../../ui/picture-crop.tsx';
import { Avatar, Bar, Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { tell } from '../../ui/toast.tsx';
import { CategoriesForm } from './categories-form.tsx';
import { AboutForm, RateForm } from './profile-forms.tsx';
import { Educations, Employments, Entries, LevelForm } from './resume-forms.tsx';

/** A freelancer's own page, to change. */
export function ProfilePage() {
  const answer = useAnswer('profile_get', {});
  return (
    <PageAnswer of={answer} title={m.nav.profile}>
      {({ profile }) => (
        <Page
          title={m.nav.profile}
          actions={<ButtonLink to={`/people/${profile.id}`}>{m.profile.asSeen}</ButtonLink>}
          narrow
        >
          <div className="mb-5 grid gap-4">
            <PictureChange name={profile.name ?? ''} src={profile.avatar ?? ''} kind="avatar" />
            <div className="grid gap-1">
              <p className="text-sm text-muted">{m.desk.complete(profile.completeness ?? 0)}</p>
              <Bar part={(profile.completeness ?? 0) / 100} label={m.desk.complete(profile.completeness ?? 0)} />
            </div>
          </div>
          <Tabs
            label={m.nav.profile}
            tabs={[
              { id: 'about', label: m.profile.about, content: () => <AboutForm profile={profile} /> },
              { id: 'rate', label: m.profile.rate, content: () => <RateForm profile={profile} /> },
              { id: 'categories', label: m.profile.categories, content: () => <CategoriesForm /> },
              {
                id: 'resume',
                label: m.person.resume,
                content: () => (
                  <div className="grid gap-5">
                    <Employments />
                    <Educations />
                    <Card>
                      <LevelForm level={profile.level ?? ''} save={m.common.save} />
                    </Card>
                  </div>
                ),
              },
              { id: 'portfolio', label: m.person.portfolio, content: () => <Works /> },
            ]}
          />
        </Page>
      )}
    </PageAnswer>
  );
}

/** The picture of a person or a team, and the way to another one. */
export function PictureChange({ name, src, kind }: { name: string; src: string; kind: 'avatar' | 'logo' }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  return (
    <div className="flex items-center gap-4">
      <Avatar name={name} src={src} size="large" />
      <div className="grid gap-1">
        <p className="text-lg font-semibold">{name}</p>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/gif,image/webp"
          aria-label={m.picture.choose}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            setFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button size="small" onClick={() => input.current?.click()}>
          {m.picture.choose}
        </Button>
      </div>
      {file && (
        <PictureCrop
          file={file}
          kind={kind}
          onClose={() => setFile(undefined)}
          onDone={() => {
            setFile(undefined);
            tell(m.common.saved);
            void refresh(['profile_get']);
          }}
        />
      )}
    </div>
  );
}

function Works() {
  const answer = useAnswer('portfolio_get', {});
  return (
    <Answer of={answer}>
      {({ portfolios }) => (
        <Entries
          title={m.person.portfolio}
          add={m.profile.addWork}
          none={m.profile.noWorks}
          rows={portfolios}
          show={(work) => (
            <div className="flex gap-3">
              {work.picture.path && (
                <img
                  src={filePath(work.picture.path)}
                  alt=""
                  width={96}
                  height={60}
                  className="h-15 w-24 rounded-md bg-sunk object-cover"
                />
              )}
              <div>
                <p className="font-medium">{work.name}</p>
                <p className="text-sm text-muted">
                  {m.said(work.category.name ?? '')} {work.end_at && `· ${month(work.end_at)}`}
                </p>
              </div>
            </div>
          )}
          form={(work, onClose) => <WorkDialog work={work} onClose={onClose} />}
          remove={async (work) => {
            await call('portfolio_del', { pid: work.id });
            await refresh(['portfolio_get', 'profile_get']);
          }}
        />
      )}
    </Answer>
  );
}

interface Work {
  readonly id: number;
  readonly name: string;
  readonly detail: string;
  readonly category: { readonly id?: number | undefined };
  readonly picture: { readonly id: number; readonly name: string; readonly size: number; readonly path: string };
  readonly link: string;
  readonly end_at: string;
}

function WorkDialog({ work, onClose }: { work: Work | undefined; onClose: () => void }) {
  const known: Uploaded | undefined =
    work && work.picture.id > 0 ? { attachment_id: work.picture.id, ...work.picture } : undefined;
  const [file, setFile] = useState(known);
  const form = useForm({
    values: {
      name: work?.name ?? '',
      category_id: work?.category.id ? String(work.category.id) : '',
      detail: work?.detail ?? '',
      end_at: work?.end_at ?? '',
      link: work?.link ?? '',
    },
    check: (values) => ({
      ...(values.link !== '' && !/^https?:\/\//.test(values.link) && { link: m.profile.linkWrong }),
      ...required(values, ['name', 'category_id', 'detail']),
    }),
    codes: { 20151: 'link' },
    async send({ category_id: category, ...rest }) {
      const isKept = file !== undefined && file.attachment_id === known?.attachment_id;
      const fields = {
        ...rest,
        category_id: Number(category),
        picture_id: isKept ? undefined : (file?.attachment_id ?? 0),
      };
      await (work
        ? call('portfolio_update', { ...fields, pid: work.id })
        : call('portfolio_add', { ...fields, picture_id: file?.attachment_id }));
      await refresh(['portfolio_get', 'profile_get']);
      onClose();
    },
  });
  return (
    <FormDialog title={work ? m.common.edit : m.profile.addWork} form={form} submit={m.common.save} onClose={onClose}>
      <TextField form={form} name="name" label={m.profile.workName} maxLength={100} />
      <CategoryField
        label={m.jobs.category}
        value={form.values.category_id}
        error={form.errors.category_id}
        onChange={(id) => form.set('category_id', id)}
      />
      <TextArea form={form} name="detail" label={m.profile.workDetail} rows={4} maxLength={5_000} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="end_at" label={m.profile.finished} type="month" optional={m.form.optional} />
        <TextField
          form={form}
          name="link"
          label={m.profile.link}
          type="url"
          optional={m.form.optional}
          placeholder="https://"
          maxLength={200}
        />
      </div>
      <FileField label={m.profile.picture} kind="portfolio" accept="image/*" value={file} onChange={setFile} />
    </FormDialog>
  );
}
