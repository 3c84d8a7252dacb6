/** Who has taken it: taking it oneself, giving it to a colleague, giving it back. */
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { type Permission, useMay, useSession } from '../../api/session.ts';
import { m } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { sentenceOf } from '../../ui/states.tsx';
import type { Waiting } from './waiting.ts';

interface Props {
  readonly of: Pick<Waiting, 'market' | 'kind' | 'id' | 'holder' | 'needs'>;
}

/** Hands it to somebody, or to nobody. */
async function hand({ market, kind, id }: Props['of'], to: string | undefined, reason: string): Promise<void> {
  await call(`hold_${kind}`, { market, id: Number(id), ...(to !== undefined && { to }), reason });
  await refresh(['decision_list', `decision_${kind}`, 'audit_list']);
}

export function Held({ of }: Props) {
  const { me } = useSession();
  const may = useMay();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<'give' | 'return'>();
  if (!me) return null;
  const { holder, needs } = of;
  const isMine = holder?.uid === me.uid;
  const mayChange = holder === null || isMine || may('operators.change');
  const take = () =>
    hand(of, me.uid, m.holder.taking).then(
      () => void message.success(m.holder.taken),
      (error: unknown) => void message.error(sentenceOf(error)),
    );
  return (
    <div className="tight">
      <p>
        {m.holder.title}：
        <strong>{holder === null ? m.holder.nobody : isMine ? m.holder.me : holder.shown_name}</strong>
      </p>
      {may(needs) && mayChange && (
        <div className="bar">
          {!isMine && <Button onClick={() => void take()}>{m.holder.take}</Button>}
          <Button onClick={() => setAsked('give')}>{m.holder.give}</Button>
          {holder !== null && <Button onClick={() => setAsked('return')}>{m.holder.return}</Button>}
        </div>
      )}
      {asked === 'give' && <Give of={of} needs={needs} onClose={() => setAsked(undefined)} />}
      {asked === 'return' && (
        <ReasonDialog
          title={m.holder.return}
          action={m.holder.return}
          done={m.holder.returned}
          text={m.holder.returnText}
          onClose={() => setAsked(undefined)}
          onSubmit={({ reason }) => hand(of, undefined, reason)}
        />
      )}
    </div>
  );
}

function Give({ of, needs, onClose }: Props & { needs: Permission; onClose: () => void }) {
  const { data } = useAnswer('colleagues', { needs });
  const { me } = useSession();
  const others = (data?.items ?? []).filter(({ uid }) => uid !== of.holder?.uid && uid !== me?.uid);
  return (
    <ReasonDialog<{ to: string }>
      title={m.holder.give}
      action={m.holder.give}
      done={m.holder.given}
      onClose={onClose}
      onSubmit={({ to, reason }) => hand(of, to, reason)}
    >
      <Form.Item name="to" label={m.holder.colleague} rules={[{ required: true, message: m.common.required }]}>
        <Select options={others.map(({ uid, shown_name: label }) => ({ value: uid, label }))} />
      </Form.Item>
    </ReasonDialog>
  );
}
