import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, setCookie } from '../../api/client.ts';
import { renewSession, useMe } from '../../api/session.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { required, sentenceOf, useForm } from '../../ui/form.ts';
import { FormTrouble, TextField, Trouble } from '../../ui/inputs.tsx';
import { Card, Chip } from '../../ui/show.tsx';
import { tell } from '../../ui/toast.tsx';

/** The sides a person acts for: one who works, and the team they hire with. */
export function SidesPart() {
  const me = useMe();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  if (!me) return null;
  const isClient = me.side === 'client';

  async function change(work: () => Promise<unknown>, side: 'client' | 'freelancer', then: string): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
      setCookie('cuid', side === 'client' ? 'c' : 'f');
      await renewSession();
      tell(m.sides.done(m.side.names[side]));
      await navigate(then);
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  const toFreelancer = () =>
    change(
      async () => {
        // Who already works is only told so; then it is a change of sides.
        await call('create_freelancer', {});
        const { role } = await call('role_get', {});
        if (role !== 'f') await call('role_update', { id: `f${me.id}` });
      },
      'freelancer',
      '/',
    );

  return (
    <Card title={m.settings.parts.sides}>
      <div className="grid gap-4">
        <p className="text-muted">{m.sides.text}</p>
        {trouble && <Trouble>{trouble}</Trouble>}
        <ul className="grid gap-3">
          <li className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4">
            <span>
              <span className="block font-medium">{m.side.names.freelancer}</span>
              <span className="text-sm text-muted">{me.name}</span>
            </span>
            {isClient ? (
              <Button busy={isBusy} onClick={() => void toFreelancer()}>
                {m.sides.actAsFreelancer}
              </Button>
            ) : (
              <Chip tone="good">{m.sides.current}</Chip>
            )}
          </li>
          {me.teams.map((team) => (
            <li
              key={team.team_id}
              className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4"
            >
              <span>
                <span className="block font-medium">{m.side.names.client}</span>
                <span className="text-sm text-muted">{team.name}</span>
              </span>
              {isClient ? (
                <Chip tone="good">{m.sides.current}</Chip>
              ) : (
                <Button
                  busy={isBusy}
                  onClick={() => void change(() => call('role_update', { id: team.team_id }), 'client', '/')}
                >
                  {m.sides.actAsClient}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {me.teams.length === 0 && <NewTeam />}
      </div>
    </Card>
  );
}

function NewTeam() {
  const form = useForm({
    values: { name: '' },
    check: (values) => required(values, ['name']),
    codes: { 20251: 'name' },
    async send(values) {
      await call('client_add', values);
      await renewSession();
      tell(m.sides.teamMade);
    },
  });
  return (
    <form
      onSubmit={(event) => void form.submit(event)}
      className="grid gap-3 rounded-lg border border-line p-4"
      noValidate
    >
      <p className="font-medium">{m.sides.newTeam}</p>
      <FormTrouble form={form} />
      <TextField form={form} name="name" label={m.team.name} maxLength={30} />
      <div>
        <Button type="submit" busy={form.isBusy}>
          {m.sides.make}
        </Button>
      </div>
    </form>
  );
}
