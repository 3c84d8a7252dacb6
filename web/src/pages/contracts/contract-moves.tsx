import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import type { Side } from '../../api/session.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { QuestionField } from '../../ui/catalog-fields.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RadioCards, TextArea } from '../../ui/inputs.tsx';
import { Menu } from '../../ui/menu.tsx';
import { tell } from '../../ui/toast.tsx';
import { BonusDialog } from '../money/bonus.tsx';
import { WeekReview } from '../hours/week-review.tsx';
import { AddMilestones } from './add-milestones.tsx';
import { type Contract, TurnLine } from './contracts.tsx';
import { MilestoneMoves, nextMilestone } from './milestone-moves.tsx';

type Status = 'accept' | 'refuse' | 'revoke' | 'pause' | 'carry' | 'finish';
type Asked = Status | 'bonus';

/** Moves of the lifecycle as the documented call names them; ending and disputing are one question there. */
const statusOf: Readonly<Record<string, Status>> = {
  accept: 'accept',
  refuse: 'refuse',
  revoke: 'revoke',
  pause: 'pause',
  resume: 'carry',
  finish: 'finish',
};

const changes = [
  'contract_list',
  'contract_history',
  'margin_basic',
  'proposal_list',
  'contract_weekstone_list',
] as const;

/** Whether the reader may still say how the work together was. */
const canReview = ({ status, is_evaluate: isReviewed }: Contract) =>
  ['finish', 'service'].includes(status) && !isReviewed;

/** Whose turn it is, and what may be done now: one next move, the others behind a menu. The server says which there are. */
export function ContractMoves({ contract, side }: { contract: Contract; side: Side }) {
  const [asked, setAsked] = useState<Asked>();
  const allowed = contract.moves.flatMap((move) => statusOf[move] ?? []);
  const hasRun = ['carry', 'pause', 'finish', 'service'].includes(contract.status);
  const main = allowed.find((status) => status === 'accept' || status === 'carry');
  const others: readonly Asked[] = [
    ...allowed.filter((status) => status !== main),
    ...(side === 'client' && hasRun ? (['bonus'] as const) : []),
  ];
  const stone = nextMilestone(contract, side);

  return (
    <div className="grid gap-3">
      <div className="flex items-start justify-between gap-3">
        <div className="grid gap-1 pt-2">
          <TurnLine contract={contract} side={side} />
          {canReview(contract) && <p className="text-sm font-medium text-accent">{m.review.ask}</p>}
          {stone && (
            <p className="text-sm text-muted">
              {stone.name} · {money(stone.amount)}
            </p>
          )}
        </div>
        {others.length > 0 && (
          <Menu
            label={m.common.more}
            trigger={<Icon name="more" />}
            items={others.map((one) => ({
              label: one === 'bonus' ? m.bonus.title : m.contract.moves[one].label,
              onSelect: () => setAsked(one),
              isDanger: one === 'finish' || one === 'refuse' || one === 'revoke',
            }))}
          />
        )}
      </div>
      <NextMoves contract={contract} side={side} main={main} onAsk={setAsked} />
      {asked === 'bonus' && <BonusDialog contract={contract} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked !== 'bonus' && (
        <Ask contract={contract} side={side} status={asked} onClose={() => setAsked(undefined)} />
      )}
    </div>
  );
}

interface NextProps {
  readonly contract: Contract;
  readonly side: Side;
  readonly main: Status | undefined;
  readonly onAsk: (asked: Asked) => void;
}

/** What moves the contract on now: to pay, to answer, to hand in, to approve, to review. Nothing while it is the other side's turn. */
function NextMoves({ contract, side, main, onAsk }: NextProps) {
  const navigate = useNavigate();
  const payPath = `/pay/${contract.id}/${contract.hourly > 0 ? 'weekstone' : 'milestone'}/${contract.order_id}`;
  const stone = nextMilestone(contract, side);
  const isMyTurn = contract.turn.by === side;
  const reviews =
    side === 'client' && contract.hourly > 0 && contract.stones.some((week) => week.status === 'carry_pay');

  async function openWeek(): Promise<void> {
    const { trade_no: trade } = await call('weekstone_create', { contract_id: contract.id });
    await navigate(`/pay/${contract.id}/weekstone/${trade}`);
  }

  return (
    <>
      {contract.moves.includes('fund') && (
        <ButtonLink kind="primary" wide to={payPath}>
          {m.contract.payNow}
        </ButtonLink>
      )}
      {reviews && <WeekReview contract={contract} />}
      {side === 'client' && contract.is_open_next && <OpenWeek onOpen={openWeek} />}
      {main && (
        <Button kind="primary" wide onClick={() => onAsk(main)}>
          {m.contract.moves[main].label}
        </Button>
      )}
      {stone && <MilestoneMoves stone={stone} contract={contract} side={side} isNext />}
      {isMyTurn && contract.turn.move === 'record' && (
        <ButtonLink kind="primary" wide to={`/hours/${contract.id}`}>
          {m.turn.moves.record}
        </ButtonLink>
      )}
      {isMyTurn && contract.turn.move === 'addMilestones' && <AddMilestones contract={contract} isNext />}
      {canReview(contract) && (
        <ButtonLink kind="primary" wide to={`/contracts/${contract.id}/review`}>
          {m.review.write}
        </ButtonLink>
      )}
    </>
  );
}

function OpenWeek({ onOpen }: { onOpen: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button kind="primary" wide onClick={() => setAsking(true)}>
        {m.week.open}
      </Button>
      {isAsking && (
        <Confirm title={m.week.open} action={m.week.toPay} onClose={() => setAsking(false)} onConfirm={onOpen}>
          <p>{m.week.openText}</p>
        </Confirm>
      )}
    </>
  );
}

interface AskProps {
  readonly contract: Contract;
  readonly side: Side;
  readonly status: Status;
  readonly onClose: () => void;
}

function Ask(props: AskProps) {
  const { contract, side, status, onClose } = props;
  const words = m.contract.moves[status];
  if (status === 'refuse' || status === 'revoke' || status === 'finish') return <AskWhy {...props} />;
  return (
    <Confirm
      title={words.label}
      action={words.label}
      onClose={onClose}
      onConfirm={async () => {
        await call('a_r_contract', { contract_id: contract.id, status });
        await refresh(changes);
        tell(words.done);
      }}
    >
      <p>{words.text}</p>
      {status === 'accept' && (
        <p className="font-medium">{m.contract.acceptTerms(contract.name, money(contract.amount))}</p>
      )}
      {status === 'carry' && side === 'client' && contract.hourly > 0 && (
        <p className="text-muted">{m.contract.resumeHourly(money(contract.amount))}</p>
      )}
    </Confirm>
  );
}

const qtypes = { refuse: 'contract_refuse', revoke: 'contract_revoke', finish: undefined } as const;

/** Refusing, revoking and ending want to know why; a client who ends says what becomes of the work under way. */
function AskWhy({ contract, side, status, onClose }: AskProps) {
  const words = m.contract.moves[status];
  const qtype = status === 'refuse' || status === 'revoke' ? qtypes[status] : undefined;
  const pays = status === 'finish' && side === 'client';
  const form = useForm({
    values: { question: '', reason: '', pays: '' },
    check: (values) => ({
      ...(qtype !== undefined && values.question === '' && { question: m.form.required }),
      ...(pays && values.pays === '' && { pays: m.form.required }),
    }),
    codes: { 20376: 'question', 203715: 'question', 203713: 'pays' },
    async send(values) {
      await call('a_r_contract', {
        contract_id: contract.id,
        status,
        question_id: Number(values.question) || undefined,
        reason: values.reason || undefined,
        is_pay: pays ? values.pays === 'yes' : undefined,
      });
      await refresh(changes);
      tell(words.done);
      onClose();
    },
  });
  return (
    <FormDialog title={words.label} form={form} submit={words.label} isDanger onClose={onClose}>
      <p>
        {side === 'freelancer' && status === 'finish'
          ? m.contract.finishAsFreelancer(money(contract.in_escrow))
          : words.text}
      </p>
      {qtype !== undefined && <QuestionField form={form} name="question" label={m.proposal.reason} kind={qtype} />}
      {pays && (
        <RadioCards
          form={form}
          name="pays"
          columns={2}
          label={m.contract.finishQuestion}
          choices={[
            { value: 'yes', ...m.contract.finishPays(money(contract.in_escrow)) },
            { value: 'no', ...m.contract.finishDisputes },
          ]}
        />
      )}
      <TextArea
        form={form}
        name="reason"
        label={m.proposal.words}
        optional={m.form.optional}
        rows={3}
        maxLength={500}
      />
    </FormDialog>
  );
}
