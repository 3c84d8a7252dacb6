import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { CityField } from '../../ui/catalog-fields.tsx';
import { required, useForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/inputs.tsx';
import { Card } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { PictureChange } from '../mine/profile.tsx';

type Profile = AnswerOf<'profile_get'>['profile'];

/** The team a client hires with. */
export function TeamPart() {
  const answer = useAnswer('profile_get', {});
  return (
    <Card title={m.settings.parts.team}>
      <Answer of={answer}>
        {({ profile }) => (
          <div className="grid gap-5">
            <PictureChange name={profile.team_name ?? ''} src={profile.logo ?? ''} kind="logo" />
            <TeamForm profile={profile} />
          </div>
        )}
      </Answer>
    </Card>
  );
}

function TeamForm({ profile }: { profile: Profile }) {
  const [known] = useState(profile.location);
  const form = useForm({
    values: {
      client_name: profile.team_name ?? '',
      overview: profile.overview,
      link: profile.link ?? '',
      location_id: profile.location.id ? String(profile.location.id) : '',
      address: profile.address,
      email: profile.email ?? '',
    },
    check: (values) => required(values, ['client_name']),
    codes: {
      20542: 'client_name',
      205410: 'client_name',
      20543: 'link',
      20547: 'email',
      20544: 'location_id',
      205411: 'overview',
    },
    async send({ location_id: location, email, ...rest }) {
      await call('profile_update', { ...rest, location_id: Number(location) || undefined, email: email || undefined });
      await refresh(['profile_get', 'role_get']);
      tell(m.common.saved);
    },
  });
  return (
    <PlainForm form={form} submit={m.common.save}>
      <TextField form={form} name="client_name" label={m.team.name} maxLength={150} />
      <TextArea
        form={form}
        name="overview"
        label={m.team.overview}
        optional={m.form.optional}
        rows={4}
        maxLength={5_000}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          form={form}
          name="link"
          label={m.team.link}
          optional={m.form.optional}
          placeholder="https://"
          maxLength={100}
        />
        <TextField
          form={form}
          name="email"
          label={m.profile.email}
          optional={m.form.optional}
          type="email"
          autoComplete="email"
        />
      </div>
      <CityField
        label={m.compare.place}
        value={form.values.location_id}
        known={known}
        error={form.errors.location_id}
        onChange={(id) => form.set('location_id', id)}
      />
      <TextField form={form} name="address" label={m.profile.address} optional={m.form.optional} maxLength={100} />
    </PlainForm>
  );
}
