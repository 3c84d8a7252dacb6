import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, filePath } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import type { Side } from '../../api/session.ts';
import type { Uploaded } from '../../api/upload.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmMoney } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { Icon } from '../../ui/icon.tsx';
import { FormTrouble, TextArea } from '../../ui/inputs.tsx';
import { Bar, Chip, Money, Time } from '../../ui/show.tsx';
import { Answer, Skeleton } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { wordOf } from '../jobs/job-card.tsx';
import type { Contract } from './contracts.tsx';
import { draftsToFields, MilestoneRows, newMilestone, troubleOf } from './milestone-rows.tsx';

type Stone = Contract['stones'][number];
type Asked = 'submit' | 'approve' | 'release' | 'sendBack';

const changes = ['contract_list', 'contract_history', 'milestone_list', 'milestone_pay', 'margin_basic'] as const;
const tones = { finish: 'good', carry_pay: 'warn', refuse: 'bad', dispute: 'bad', carry: 'accent' } as const;
const toneOf = (status: string) => tones[status as keyof typeof tones] ?? 'plain'; // States without a tone are plain.

/** The parts of fixed-price work in their order: how far each has come, and what may be done with it. */
export function Milestones({ contract, side }: { contract: Contract; side: Side }) {
  const [isAdding, setAdding] = useState(false);
  const paid = contract.stones.filter((stone) => stone.status === 'finish').length;
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <p className="text-sm text-muted">{m.milestone.progress(paid, contract.stones.length)}</p>
        <Bar
          part={contract.stones.length > 0 ? paid / contract.stones.length : 0}
          label={m.milestone.progress(paid, contract.stones.length)}
        />
      </div>
      <ol className="grid gap-3">
        {contract.stones.map((stone) => (
          <li key={stone.id}>
            <Milestone stone={stone} contract={contract} side={side} />
          </li>
        ))}
      </ol>
      {side === 'client' && contract.status === 'carry' && (
        <div>
          <Button onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {m.milestone.add}
          </Button>
        </div>
      )}
      {isAdding && <AddDialog contract={contract} onClose={() => setAdding(false)} />}
    </div>
  );
}

function Milestone({ stone, contract, side }: { stone: Stone; contract: Contract; side: Side }) {
  const [asked, setAsked] = useState<Asked>();
  const [opened, setOpened] = useState<boolean>();
  const isOpen = opened ?? stone.status === 'carry_pay';
  const may = (move: Asked) => stone.moves.includes(move);
  const settles = may('approve') ? ('approve' as const) : may('release') ? ('release' as const) : undefined;
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h3 className="font-semibold">
            <span className="me-2 text-muted tabular-nums">{stone.term}</span>
            {stone.name}
          </h3>
          {stone.end_at !== '' && (
            <p className="text-sm text-muted">
              {m.milestone.due} <Time at={stone.end_at} as="day" />
            </p>
          )}
        </div>
        <div className="grid justify-items-end gap-1">
          <Money of={stone.amount} className="text-lg font-semibold" />
          <Chip tone={toneOf(stone.status)}>{wordOf(m.words.stone, stone.status)}</Chip>
        </div>
      </div>
      {stone.audit_reason !== '' && stone.status === 'refuse' && (
        <p className="rounded-lg bg-bad-soft px-3 py-2 break-words text-bad">
          {m.milestone.sentBack(stone.audit_reason ?? '')}
        </p>
      )}
      {stone.request_at !== '' && (
        <details open={isOpen} onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary className="link">{m.milestone.records}</summary>
          {isOpen && <Records contract={contract} stone={stone} />}
        </details>
      )}
      <div className="flex flex-wrap gap-2">
        {may('submit') && (
          <Button kind="primary" size="small" onClick={() => setAsked('submit')}>
            {m.milestone.submit}
          </Button>
        )}
        {settles && (
          <Button kind={settles === 'approve' ? 'primary' : 'plain'} size="small" onClick={() => setAsked(settles)}>
            {m.milestone[settles]}
          </Button>
        )}
        {may('sendBack') && (
          <Button size="small" onClick={() => setAsked('sendBack')}>
            {m.milestone.sendBack}
          </Button>
        )}
      </div>
      {(asked === 'approve' || asked === 'release') && (
        <PayDialog stone={stone} contract={contract} move={asked} onClose={() => setAsked(undefined)} />
      )}
      {(asked === 'submit' || asked === 'sendBack') && (
        <SayDialog stone={stone} side={side} onClose={() => setAsked(undefined)} />
      )}
    </article>
  );
}

/** What was handed in, and what was said to it. */
function Records({ contract, stone }: { contract: Contract; stone: Stone }) {
  const answer = useAnswer('milestone_list', { contract_id: contract.id, milestone_id: stone.id });
  return (
    <Answer of={answer} skeleton={<Skeleton className="mt-2 h-12" />}>
      {({ milestones: [found] }) => (
        <ul className="mt-2 grid gap-3 border-s-2 border-line ps-3">
          {found?.records?.map((record) => (
            <li key={record.create_at} className="grid gap-1">
              <p className="text-sm text-muted">
                {contract.user.freelancer.name} · <Time at={record.create_at} as="exact" />
              </p>
              <p className="break-words whitespace-pre-line">{record.message}</p>
              <FileLink file={record.attachment} />
              {record.reason !== '' && <p className="text-bad">{m.milestone.sentBack(record.reason)}</p>}
              <FileLink file={record.audit_attachment} />
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

function FileLink({ file }: { file: { path?: string | undefined; name?: string | undefined } }) {
  if (!file.path) return null;
  return (
    <a href={filePath(file.path)} className="link inline-flex items-center gap-1.5">
      <Icon name="file" size={16} />
      {file.name}
    </a>
  );
}

function PayDialog({
  stone,
  contract,
  move,
  onClose,
}: {
  stone: Stone;
  contract: Contract;
  move: 'approve' | 'release';
  onClose: () => void;
}) {
  const [ends, setEnds] = useState(false);
  const others = contract.stones.filter(
    (one) => one.id !== stone.id && ['paid', 'carry', 'refuse'].includes(one.status),
  );
  const back = others.reduce((sum, one) => sum + one.amount, 0);
  return (
    <ConfirmMoney
      title={m.milestone[move]}
      action={m.milestone.pay(money(stone.amount))}
      amount={stone.amount}
      feePercent={contract.fee_percent}
      from={m.money.escrow}
      to={contract.user.freelancer.name}
      note={
        <label className="flex items-start gap-2.5 text-base text-ink">
          <input
            type="checkbox"
            className="mt-1 size-4 accent-(--color-accent)"
            checked={ends}
            onChange={(event) => setEnds(event.target.checked)}
          />
          <span>
            {m.milestone.endsContract}
            {back > 0 && <span className="block text-sm text-muted">{m.milestone.comesBack(money(back))}</span>}
          </span>
        </label>
      }
      onClose={onClose}
      onConfirm={async () => {
        await call('milestone_update', {
          milestone_id: stone.id,
          is_agree: move === 'approve' ? 'accept' : 'release',
          is_stop: ends,
        });
        await refresh(changes);
        tell(m.milestone.paid(contract.user.freelancer.name, money(stone.amount)));
      }}
    />
  );
}

/** Handing in, or sending back with what is missing: words, and a file. */
function SayDialog({ stone, side, onClose }: { stone: Stone; side: Side; onClose: () => void }) {
  const [file, setFile] = useState<Uploaded>();
  const isSubmit = side === 'freelancer';
  const form = useForm({
    values: { message: '' },
    check: (values) => required(values, ['message']),
    codes: { 203911: 'message' },
    async send({ message }) {
      const fields = { milestone_id: stone.id, message, attachment_id: file?.attachment_id };
      await call('milestone_update', isSubmit ? fields : { ...fields, is_agree: 'refuse', is_stop: false });
      await refresh(changes);
      tell(isSubmit ? m.milestone.submitted : m.milestone.returned);
      onClose();
    },
  });
  return (
    <Dialog title={isSubmit ? m.milestone.submit : m.milestone.sendBack} onClose={onClose}>
      <form onSubmit={(event) => void form.submit(event)} className="grid gap-4" noValidate>
        <p className="text-muted">
          {stone.name} · {money(stone.amount)}
        </p>
        <FormTrouble form={form} />
        <TextArea
          form={form}
          name="message"
          label={isSubmit ? m.milestone.what : m.milestone.missing}
          rows={5}
          maxLength={500}
        />
        <FileField label={m.bid.file} kind="milestone" value={file} onChange={setFile} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common.cancel}</Button>
          <Button type="submit" kind="primary" busy={form.isBusy}>
            {isSubmit ? m.milestone.submit : m.milestone.sendBack}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Further parts of the work, which are paid into escrow on the next page. */
function AddDialog({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const navigate = useNavigate();
  const form = useForm({
    values: { rows: [newMilestone()] },
    check: ({ rows }) => troubleOf(rows),
    codes: { 20391: 'rows' },
    async send({ rows }) {
      const { trade_no: trade } = await call('milestone_create', {
        contract_id: contract.id,
        milestones: draftsToFields(rows),
      });
      await navigate(`/pay/${contract.id}/milestone/${trade}`);
    },
  });
  return (
    <Dialog title={m.milestone.add} shape="wide" onClose={onClose}>
      <form onSubmit={(event) => void form.submit(event)} className="grid gap-4" noValidate>
        <FormTrouble form={form} />
        <MilestoneRows
          rows={form.values.rows}
          error={form.errors.rows}
          onChange={(rows) => form.set('rows', [...rows])}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common.cancel}</Button>
          <Button type="submit" kind="primary" busy={form.isBusy}>
            {m.week.toPay}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
