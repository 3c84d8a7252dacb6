import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SelectField, TextArea } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Invites a person to one of the client's open jobs, or to the job that is looked at. */
export function InviteButton({ person, job }: { person: Person; job?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" kind="primary" onClick={() => setOpen(true)}>
        {m.invite.title}
      </Button>
      {isOpen && <InviteDialog person={person} {...(job !== undefined && { job })} onClose={() => setOpen(false)} />}
    </>
  );
}

function InviteDialog({ person, job, onClose }: { person: Person; job?: string; onClose: () => void }) {
  const jobs = useAnswer('my_jobs_list', { status: 'normal', pagesize: 100 }, { enabled: job === undefined });
  const form = useForm({
    values: { job: job ?? '', message: m.invite.greeting(person.name) },
    check: (values) => required(values, ['job', 'message']),
    async send({ job: chosen, message }) {
      await call('proposal', { job_id: chosen, user_id: person.id, message });
      await refresh(['proposal_list', 'job_freelancer_recom', 'jobs_proposal']);
      tell(m.invite.done(person.name));
      onClose();
    },
  });
  const hasNone = job === undefined && jobs.data?.jobs.length === 0;
  if (hasNone)
    return (
      <Dialog title={m.invite.heading(person.name)} onClose={onClose}>
        <div className="grid justify-items-start gap-3">
          <p>{m.invite.noJobs}</p>
          <ButtonLink kind="primary" to="/jobs/new">
            {m.myJobs.post}
          </ButtonLink>
        </div>
      </Dialog>
    );
  return (
    <FormDialog title={m.invite.heading(person.name)} form={form} submit={m.invite.send} onClose={onClose}>
      {job === undefined && (
        <SelectField
          form={form}
          name="job"
          label={m.invite.job}
          choices={(jobs.data?.jobs ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <TextArea form={form} name="message" label={m.invite.message} rows={5} maxLength={4096} />
    </FormDialog>
  );
}
