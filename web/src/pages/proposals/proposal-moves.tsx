import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { QuestionField, type QuestionKind } from '../../ui/catalog-fields.tsx';
import { amountOf, useForm } from '../../ui/form.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MoneyField, TextArea } from '../../ui/inputs.tsx';
import { Menu } from '../../ui/menu.tsx';
import { tell } from '../../ui/toast.tsx';

export type Proposal = AnswerOf<'proposal_list'>['proposals'][number];
type Operate = 'accept' | 'refuse' | 'revoke' | 'archive' | 'reactive' | 'unfreeze';
type Side = 'client' | 'freelancer';

const operates: readonly Operate[] = ['accept', 'refuse', 'revoke', 'archive', 'reactive', 'unfreeze'];

/** The reasons that a move asks for. */
const questionsOf: Readonly<Partial<Record<Operate, Readonly<Record<Side, QuestionKind>>>>> = {
  refuse: { client: 'proposal_refuse_c', freelancer: 'proposal_refuse_f' },
  revoke: { client: 'proposal_revoke_f', freelancer: 'proposal_revoke_f' },
};

/** Address of the form that makes an offer of a proposal. */
export const offerPath = (proposal: Proposal) =>
  `/offers/new?job=${proposal.job.id}&person=${proposal.user.freelancer.id}`;

/** What may be done with a proposal now: the next move as a button, the others behind a menu. */
export function ProposalMoves({ proposal, side }: { proposal: Proposal; side: Side }) {
  const [asked, setAsked] = useState<Operate>();
  const allowed = operates.filter((operate) => proposal.moves.includes(operate));
  const main = allowed.find((operate) => operate === 'accept');
  const canOffer = proposal.moves.includes('offer');
  const others = [
    ...(canOffer && main ? [{ label: m.proposal.offer, to: offerPath(proposal) }] : []),
    ...allowed
      .filter((operate) => operate !== main)
      .map((operate) => ({
        label: m.proposal.moves[operate][side],
        onSelect: () => setAsked(operate),
        isDanger: operate === 'refuse' || operate === 'revoke',
      })),
  ];
  return (
    <div className={`flex flex-wrap items-center gap-2 ${main || canOffer ? '' : 'justify-end'}`}>
      {canOffer && !main && (
        <ButtonLink kind={proposal.status === 'interview' ? 'primary' : 'plain'} size="small" to={offerPath(proposal)}>
          {m.proposal.offer}
        </ButtonLink>
      )}
      {main && (
        <Button kind="primary" size="small" onClick={() => setAsked(main)}>
          {m.proposal.moves[main][side]}
        </Button>
      )}
      {others.length > 0 && <Menu label={m.common.more} trigger={<Icon name="more" />} items={others} />}
      {asked && <MoveDialog proposal={proposal} side={side} operate={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

function MoveDialog({
  proposal,
  side,
  operate,
  onClose,
}: {
  proposal: Proposal;
  side: Side;
  operate: Operate;
  onClose: () => void;
}) {
  const qtype = questionsOf[operate]?.[side];
  const setsPrice =
    side === 'freelancer' && (operate === 'reactive' || (operate === 'accept' && proposal.ptype === 'I'));
  const other = side === 'client' ? proposal.user.freelancer.name : proposal.user.client.name;
  const form = useForm({
    values: { question: '', message: '', amount: proposal.price > 0 ? String(proposal.price) : '' },
    check: (values) => ({
      ...(qtype !== undefined && values.question === '' && { question: m.form.required }),
      ...(setsPrice && amountOf(values.amount) === undefined && { amount: m.form.amountWrong }),
    }),
    codes: { 203416: 'question', 203415: 'amount' },
    async send({ question, message, amount }) {
      await call('proposal_update', {
        proposal_id: proposal.proposal_id,
        operate,
        question_id: Number(question) || undefined,
        message: message || undefined,
        amount: setsPrice ? amount : undefined,
      });
      await refresh(['proposal_list', 'jobs_proposal', 'jobs_one', 'proposal_msg_list']);
      tell(m.proposal.moved[operate]);
      onClose();
    },
  });
  return (
    <FormDialog
      title={m.proposal.moves[operate][side]}
      form={form}
      submit={m.proposal.moves[operate][side]}
      isDanger={operate === 'refuse' || operate === 'revoke'}
      onClose={onClose}
    >
      <p>{m.proposal.about(other, proposal.job.name)}</p>
      <p className="text-muted">{m.proposal.moveTexts[operate]}</p>
      {setsPrice && (
        <MoneyField
          form={form}
          name="amount"
          label={m.bid.price}
          {...(proposal.job.paymethod === 'hour' && { per: m.money.perHour })}
        />
      )}
      {qtype !== undefined && <QuestionField form={form} name="question" label={m.proposal.reason} kind={qtype} />}
      {operate !== 'unfreeze' && (
        <TextArea
          form={form}
          name="message"
          label={m.proposal.words}
          optional={m.form.optional}
          rows={3}
          maxLength={500}
        />
      )}
    </FormDialog>
  );
}
