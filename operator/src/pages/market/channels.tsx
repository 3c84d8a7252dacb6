import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { m } from '../../messages/index.ts';
import { ReasonDialog, ShowOnce } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { Standing } from './standing.tsx';

export type Channel = AnswerOf<'channel_list'>['items'][number];

export function ChannelsPage() {
  const may = useMay();
  const found = useAnswer('channel_list', {});
  const [isAsked, setAsked] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <Page
      title={m.channels.title}
      actions={may('channels.change') && <Button onClick={() => setAsked(true)}>{m.channels.add}</Button>}
    >
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={m.channels.empty}>{m.channels.emptyText}</Empty>
          ) : (
            <Rows<Channel>
              name={m.channels.title}
              rows={items}
              keyOf={(row) => row.client_id}
              columns={[
                {
                  title: m.channels.shownName,
                  show: (row) => <Link to={`/channels/${row.client_id}`}>{row.name}</Link>,
                },
                { title: m.channels.clientId, show: (row) => row.client_id },
                { title: m.common.state, show: (row) => <Standing of={row} /> },
                { title: m.channels.callsToday, show: (row) => number(row.calls_today), isNumber: true },
                { title: m.channels.webhooks, show: (row) => number(row.webhooks), isNumber: true },
                { title: m.channels.failed, show: (row) => number(row.failed_deliveries), isNumber: true },
                { title: m.channels.created, show: (row) => <Time of={row.created_at} /> },
              ]}
            />
          )
        }
      </Answer>
      {isAsked && <AddChannel onClose={() => setAsked(false)} onAdded={setSecret} />}
      {secret !== undefined && (
        <ShowOnce
          title={m.channels.secretTitle}
          note={m.channels.secretOnce}
          value={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
}

function AddChannel({ onClose, onAdded }: { onClose: () => void; onAdded: (secret: string) => void }) {
  return (
    <ReasonDialog<{ client_id: string; name: string; sandbox?: boolean }>
      title={m.channels.add}
      action={m.channels.add}
      done={undefined}
      onClose={onClose}
      onSubmit={async (values) => {
        const { secret } = await call('channel_add', { ...values, sandbox: values.sandbox ?? false });
        await refresh(['channel_list', 'audit_list']);
        onAdded(secret);
      }}
    >
      <Form.Item
        name="client_id"
        label={m.channels.clientId}
        extra={m.channels.clientIdHint}
        rules={[{ required: true, pattern: /^[A-Za-z0-9][\w.-]+$/, message: m.channels.clientIdHint }]}
      >
        <Input maxLength={100} autoCapitalize="none" />
      </Form.Item>
      <Form.Item
        name="name"
        label={m.channels.shownName}
        rules={[{ required: true, whitespace: true, message: m.common.required }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="sandbox" valuePropName="checked">
        <Checkbox>{m.channels.sandbox}</Checkbox>
      </Form.Item>
    </ReasonDialog>
  );
}
