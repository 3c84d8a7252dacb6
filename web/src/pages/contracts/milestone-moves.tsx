import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import type { Side } from '../../api/session.ts';
import type { Uploaded } from '../../api/upload.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmMoney } from '../../ui/confirm.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { required, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea } from '../../ui/inputs.tsx';
import { tell } from '../../ui/toast.tsx';
import type { Contract } from './contracts.tsx';

type Stone = Contract['stones'][number];
type Asked = 'submit' | 'approve' | 'release' | 'sendBack';

const changes = ['contract_list', 'contract_history', 'milestone_list', 'milestone_pay', 'margin_basic'] as const;

/** The part that this side's turn is about. Its moves stand with the line that says so, not with the part itself. */
export function nextMilestone({ turn, stones }: Contract, side: Side): Stone | undefined {
  return turn.by === side ? stones.find(({ moves }) => moves.includes(turn.move)) : undefined;
}

interface Props {
  readonly stone: Stone;
  readonly contract: Contract;
  readonly side: Side;
  /** Whether it is what the contract waits for. */
  readonly isNext?: boolean;
}

/** What may be done with one part of the work. */
export function MilestoneMoves({ stone, contract, side, isNext = false }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const may = (move: Asked) => stone.moves.includes(move);
  const settles = may('approve') ? ('approve' as const) : may('release') ? ('release' as const) : undefined;
  const kind = isNext ? 'primary' : 'plain';
  const size = isNext ? 'normal' : 'small';
  if (!settles && !may('submit') && !may('sendBack')) return null;
  return (
    <>
      <div className={`flex flex-wrap gap-2 ${isNext ? '*:grow' : ''}`}>
        {may('submit') && (
          <Button kind={kind} size={size} onClick={() => setAsked('submit')}>
            {m.milestone.submit}
          </Button>
        )}
        {settles && (
          <Button kind={kind} size={size} onClick={() => setAsked(settles)}>
            {m.milestone[settles]}
          </Button>
        )}
        {may('sendBack') && (
          <Button size={size} onClick={() => setAsked('sendBack')}>
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
    </>
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
    <FormDialog
      title={isSubmit ? m.milestone.submit : m.milestone.sendBack}
      form={form}
      submit={isSubmit ? m.milestone.submit : m.milestone.sendBack}
      onClose={onClose}
    >
      <p className="text-muted">
        {stone.name} · {money(stone.amount)}
      </p>
      <TextArea
        form={form}
        name="message"
        label={isSubmit ? m.milestone.what : m.milestone.missing}
        rows={5}
        maxLength={500}
      />
      <FileField label={m.bid.file} kind="milestone" value={file} onChange={setFile} />
    </FormDialog>
  );
}
