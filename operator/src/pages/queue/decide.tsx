/** The decision itself: what is done, why, and, where money moves, how much goes to whom before it is confirmed. */
import { Alert, App, Button, Form, InputNumber, type InputRef, Modal, Radio, Input } from 'antd';
import { type RefObject, useState } from 'react';
import { call } from '../../api/client.ts';
import { queries, refresh } from '../../api/query.ts';
import { money } from '../../format.ts';
import { m } from '../../messages/index.ts';
import { Pairs } from '../../ui/show.tsx';
import { sentenceOf } from '../../ui/states.tsx';
import { type Fact, factOf } from './facts.tsx';
import type { Waiting } from './waiting.ts';

export type Choice = 'accept' | 'reject';
interface Values {
  readonly choice: Choice;
  readonly reason: string;
  readonly toFreelancer?: number;
}

interface Props {
  readonly of: Pick<Waiting, 'market' | 'kind' | 'id'>;
  readonly subject: string;
  readonly facts: readonly Fact[];
  readonly choice: Choice | undefined;
  readonly onChoice: (choice: Choice) => void;
  readonly reasonField: RefObject<InputRef | null>;
  readonly onDecided: () => void;
}

const movesMoney = ['payout', 'dispute', 'consultation'];
const rounded = (yuan: number) => Math.round(yuan * 100) / 100;

export function Decide({ of, subject, facts, choice, onChoice, reasonField, onDecided }: Props) {
  const { market, kind, id } = of;
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState<Values>();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const { message } = App.useApp();
  const disputed = Number(factOf(facts, 'disputed') || '0');
  const words = choice === 'reject' ? m.words.reject[kind] : m.words.accept[kind];

  async function send({ choice: wanted, reason, toFreelancer }: Values): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      const split =
        kind === 'dispute' && wanted === 'accept' ? { to_freelancer: rounded(toFreelancer ?? disputed) } : {};
      const { done } = await call(`decide_${kind}`, {
        market,
        id: Number(id),
        accept: wanted === 'accept',
        reason,
        ...split,
      });
      void message.success(done ? m.decision.done : m.decision.open);
      await refresh(['decision_list', 'audit_list', 'dashboard', 'payout_list']);
      onDecided();
    } catch (error) {
      setTrouble(sentenceOf(error));
      void queries.invalidateQueries({ queryKey: ['decision_list'] });
    } finally {
      setBusy(false);
      setAsked(undefined);
    }
  }

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => {
        const whole = { ...values, choice: choice ?? 'accept' };
        if (movesMoney.includes(kind)) setAsked(whole);
        else void send(whole);
      }}
    >
      <Radio.Group
        aria-label={m.decision.title}
        vertical
        value={choice}
        onChange={(event) => onChoice(event.target.value as Choice)}
        options={[
          { value: 'accept', label: m.words.accept[kind] },
          { value: 'reject', label: m.words.reject[kind] },
        ]}
      />
      {kind === 'dispute' && choice === 'accept' && (
        <Form.Item
          name="toFreelancer"
          label={m.decision.split}
          initialValue={disputed}
          extra={m.decision.splitHint(money(disputed))}
          rules={[{ required: true, message: m.common.required }]}
          style={{ marginBlockStart: 16 }}
        >
          <InputNumber prefix="¥" min={0} max={disputed} precision={2} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={choice ? m.decision.reasonFor(words) : m.common.reason}
        extra={m.common.reasonHint}
        rules={[{ required: true, whitespace: true, message: m.common.reasonNeeded }]}
        style={{ marginBlockStart: 16 }}
      >
        <Input.TextArea ref={reasonField as never} rows={4} maxLength={500} />
      </Form.Item>
      <div className="tight">
        {trouble !== undefined && <Alert type="error" showIcon title={trouble} role="alert" />}
        <Button
          type="primary"
          htmlType="submit"
          block
          danger={choice === 'reject'}
          disabled={!choice}
          loading={isBusy && !asked}
        >
          {choice ? words : m.decision.submit}
        </Button>
      </div>
      {asked && (
        <Modal
          open
          title={m.decision.confirmTitle}
          okText={m.decision.confirm(words)}
          cancelText={m.common.cancel}
          okButtonProps={{ danger: choice === 'reject', loading: isBusy }}
          onCancel={() => setAsked(undefined)}
          onOk={() => void send(asked)}
        >
          <Consequence kind={kind} subject={subject} facts={facts} values={asked} />
        </Modal>
      )}
    </Form>
  );
}

/** Who gets how much, in the words of whoever confirms it. */
function Consequence({
  kind,
  subject,
  facts,
  values,
}: {
  kind: Waiting['kind'];
  subject: string;
  facts: readonly Fact[];
  values: Values;
}) {
  const fact = (name: Fact['name']) => factOf(facts, name);
  const isAccepted = values.choice === 'accept';
  if (kind === 'payout') {
    const account = `${m.words.payoutAccount[fact('account_kind') as 'alipay'] ?? ''} ${fact('account_shown')} ${fact('holder')}`;
    return (
      <Pairs
        of={[
          [m.decision.amount, money(fact('amount'))],
          [m.decision.to, subject],
          [m.decision.account, account.trim()],
          [m.common.action, isAccepted ? m.words.accept.payout : m.words.reject.payout],
        ]}
      />
    );
  }
  const whole = Number(fact(kind === 'dispute' ? 'disputed' : 'price'));
  const paid = isAccepted ? rounded(values.toFreelancer ?? whole) : 0;
  return (
    <Pairs
      of={[
        [m.queue.subject, subject],
        [`${m.decision.toFreelancer}（${fact('freelancer')}）`, money(paid)],
        [`${m.decision.toClient}（${fact('client')}）`, money(rounded(whole - paid))],
      ]}
    />
  );
}
