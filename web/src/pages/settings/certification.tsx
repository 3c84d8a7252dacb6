import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import type { Uploaded } from '../../api/upload.ts';
import { m } from '../../messages/index.ts';
import { FileField } from '../../ui/file-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/inputs.tsx';
import { Card, Chip, Facts, Verified } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';

type Profile = AnswerOf<'profile_get'>['profile'];

/** A freelancer proves their name. */
export function IdentityPart() {
  const answer = useAnswer('profile_get', {});
  return (
    <Card title={m.settings.parts.identity}>
      <Answer of={answer}>
        {({ profile }) =>
          profile.is_verify ? (
            <div className="grid gap-4">
              <Verified />
              <Facts
                rows={[
                  [m.signUp.name, profile.name],
                  [m.identity.number, profile.id_number],
                ]}
              />
            </div>
          ) : (
            <IdentityForm name={profile.name ?? ''} />
          )
        }
      </Answer>
    </Card>
  );
}

function IdentityForm({ name }: { name: string }) {
  const form = useForm({
    values: { name, id_number: '' },
    check: (values) => ({
      ...(!/^\d{14,17}[\dXx]$/.test(values.id_number) && { id_number: m.identity.numberWrong }),
      ...required(values, ['name']),
    }),
    codes: { 20264: 'id_number' },
    async send(values) {
      await call('verify', values);
      await refresh(['profile_get']);
      tell(m.identity.done);
    },
  });
  return (
    <PlainForm form={form} submit={m.identity.send} isNarrow>
      <p className="text-muted">{m.identity.text}</p>
      <TextField form={form} name="name" label={m.signUp.name} maxLength={30} />
      <TextField form={form} name="id_number" label={m.identity.number} autoComplete="off" maxLength={18} />
    </PlainForm>
  );
}

const tones = { uncheck: 'plain', checking: 'warn', pass: 'good', unpass: 'bad' } as const;

/** A company shows its papers. */
export function CompanyPart() {
  const answer = useAnswer('profile_get', {});
  return (
    <Card title={m.settings.parts.company}>
      <Answer of={answer}>
        {({ profile }) => {
          const state = (profile.company_verify?.is_verify ?? 'uncheck') as keyof typeof tones; // The API has no other words.
          const mayApply = state === 'uncheck' || state === 'unpass';
          return (
            <div className="grid gap-4">
              <p className="flex flex-wrap items-center gap-2">
                <Chip tone={tones[state]}>{m.company.states[state]}</Chip>
                {profile.company_verify?.reason && <span className="text-bad">{profile.company_verify.reason}</span>}
              </p>
              {mayApply ? (
                <CompanyForm profile={profile} />
              ) : (
                <Facts
                  rows={[
                    [m.signUp.company, profile.company_name],
                    [m.signUp.contactName, profile.contact],
                    [m.company.phone, profile.contact_phone],
                    [m.company.permit, profile.permit_number],
                    [m.company.org, profile.org_number],
                  ]}
                />
              )}
            </div>
          );
        }}
      </Answer>
    </Card>
  );
}

function CompanyForm({ profile }: { profile: Profile }) {
  const [permit, setPermit] = useState<Uploaded>();
  const [org, setOrg] = useState<Uploaded>();
  const form = useForm({
    values: {
      company_name: profile.company_name || profile.team_name || '',
      name: profile.contact ?? '',
      phone: profile.contact_phone ?? '',
      permit_number: '',
      org_number: '',
    },
    check: (values) => required(values, ['company_name', 'name', 'phone', 'permit_number', 'org_number']),
    codes: { 20562: 'name', 20563: 'phone', 20567: 'company_name' },
    async send(values) {
      await call('client_verify', { ...values, permit_id: permit?.attachment_id, org_id: org?.attachment_id });
      await refresh(['profile_get']);
      tell(m.company.sent);
    },
  });
  return (
    <PlainForm form={form} submit={m.identity.send}>
      <p className="text-muted">{m.company.text}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="company_name" label={m.signUp.company} maxLength={100} />
        <TextField form={form} name="name" label={m.signUp.contactName} maxLength={30} />
        <TextField form={form} name="phone" label={m.company.phone} inputMode="tel" maxLength={20} />
        <TextField form={form} name="permit_number" label={m.company.permit} maxLength={30} />
        <TextField form={form} name="org_number" label={m.company.org} maxLength={30} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <FileField label={m.company.permitFile} kind="company" accept="image/*" value={permit} onChange={setPermit} />
        <FileField label={m.company.orgFile} kind="company" accept="image/*" value={org} onChange={setOrg} />
      </div>
    </PlainForm>
  );
}
