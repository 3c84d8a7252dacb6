import { Button, Tag } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { Page } from '../../layout/frame.tsx';
import { m } from '../../messages/index.ts';
import { ReasonDialog, ShowOnce } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer } from '../../ui/states.tsx';
import { AddOperator, ChangeOperator } from './operator-forms.tsx';

type Operator = AnswerOf<'operator_list'>['items'][number];
type Asked = 'add' | { readonly does: 'change' | 'reset'; readonly operator: Operator };

export function OperatorsPage() {
  const { me } = useSession();
  const found = useAnswer('operator_list', {});
  const [asked, setAsked] = useState<Asked>();
  const [password, setPassword] = useState<string>();
  const close = () => setAsked(undefined);
  const actions = (operator: Operator) =>
    operator.name !== me?.name && (
      <div className="bar">
        <Button
          aria-label={`${m.operators.change} ${operator.shown_name}`}
          onClick={() => setAsked({ does: 'change', operator })}
        >
          {m.operators.change}
        </Button>
        <Button
          aria-label={`${m.operators.reset} ${operator.shown_name}`}
          onClick={() => setAsked({ does: 'reset', operator })}
        >
          {m.operators.reset}
        </Button>
      </div>
    );
  return (
    <Page title={m.operators.title} actions={<Button onClick={() => setAsked('add')}>{m.operators.add}</Button>}>
      <Answer of={found}>
        {({ items }) => (
          <Rows<Operator>
            name={m.operators.title}
            rows={items}
            keyOf={({ uid }) => uid}
            columns={[
              { title: m.operators.shownName, show: (row) => row.shown_name },
              { title: m.operators.name, show: ({ name }) => name },
              { title: m.operators.role, show: ({ role }) => m.words.role[role] },
              {
                title: m.common.state,
                show: ({ active }) => (
                  <Tag color={active ? 'success' : 'default'}>{active ? m.operators.active : m.operators.inactive}</Tag>
                ),
              },
              { title: m.operators.totp, show: (row) => (row.has_totp ? m.operators.bound : m.operators.unbound) },
              {
                title: m.operators.seen,
                show: (row) => (row.last_seen_at === null ? m.operators.never : <Time of={row.last_seen_at} />),
              },
              { title: m.common.actions, show: actions },
            ]}
          />
        )}
      </Answer>
      {asked === 'add' && <AddOperator onClose={close} onAdded={setPassword} />}
      {typeof asked === 'object' && asked.does === 'change' && <ChangeOperator of={asked.operator} onClose={close} />}
      {typeof asked === 'object' && asked.does === 'reset' && (
        <ReasonDialog
          title={m.operators.reset}
          action={m.operators.reset}
          text={m.operators.resetText(asked.operator.shown_name)}
          done={undefined}
          isDanger
          onClose={close}
          onSubmit={async ({ reason }) => {
            setPassword((await call('operator_password', { uid: asked.operator.uid, reason })).password);
            await refresh(['operator_list', 'audit_list']);
          }}
        />
      )}
      {password !== undefined && (
        <ShowOnce
          title={m.operators.passwordTitle}
          note={m.operators.passwordOnce}
          value={password}
          onClose={() => setPassword(undefined)}
        />
      )}
    </Page>
  );
}
