import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { Page, Part } from '../../layout/frame.tsx';
import { m } from '../../messages/index.ts';
import { ReasonDialog, ShowOnce } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Pairs, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';
import { LostPage } from '../lost.tsx';
import { Deliveries, eventName } from './deliveries.tsx';
import { Standing } from './standing.tsx';

type Channel = AnswerOf<'channel_list'>['items'][number];
type Webhook = AnswerOf<'channel_webhooks'>['items'][number];

/** One partner: its key, where it hears of changes, and what has reached it. */
export function ChannelPage() {
  const { client: clientId = '' } = useParams();
  const found = useAnswer('channel_list', {});
  return (
    <Answer of={found}>
      {({ items }) => {
        const channel = items.find((one) => one.client_id === clientId);
        return channel ? <Record of={channel} /> : <LostPage />;
      }}
    </Answer>
  );
}

function Record({ of: channel }: { of: Channel }) {
  const may = useMay();
  const [asked, setAsked] = useState<'secret' | 'suspend'>();
  const [secret, setSecret] = useState<string>();
  const { client_id, name } = channel;
  const isSuspended = channel.suspended_at !== null;
  const close = () => setAsked(undefined);
  const toggle = isSuspended ? m.channels.restore : m.channels.suspend;
  return (
    <Page
      title={name}
      actions={
        may('channels.change') && (
          <>
            <Button onClick={() => setAsked('secret')}>{m.channels.renew}</Button>
            <Button danger={!isSuspended} onClick={() => setAsked('suspend')}>
              {toggle}
            </Button>
          </>
        )
      }
    >
      <div className="card">
        <Pairs
          of={[
            [m.channels.clientId, client_id],
            [m.common.state, <Standing key="standing" of={channel} />],
            [m.channels.created, <Time key="at" of={channel.created_at} isExact />],
          ]}
        />
      </div>
      <Webhooks clientId={client_id} />
      <Deliveries clientId={client_id} />
      {asked === 'secret' && (
        <ReasonDialog
          title={m.channels.renew}
          action={m.channels.renew}
          text={m.channels.renewText}
          done={undefined}
          onClose={close}
          onSubmit={async ({ reason }) => {
            setSecret((await call('channel_secret', { client_id, reason })).secret);
            await refresh(['audit_list']);
          }}
        />
      )}
      {asked === 'suspend' && (
        <ReasonDialog
          title={toggle}
          action={toggle}
          text={isSuspended ? m.channels.restoreText(name) : m.channels.suspendText(name)}
          done={m.channels.changed}
          isDanger={!isSuspended}
          onClose={close}
          onSubmit={async ({ reason }) => {
            await call('channel_suspend', { client_id, suspended: !isSuspended, reason });
            await refresh(['channel_list', 'audit_list']);
          }}
        />
      )}
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

function Webhooks({ clientId }: { clientId: string }) {
  const found = useAnswer('channel_webhooks', { client_id: clientId });
  const eventsOf = ({ events }: Webhook) =>
    events.length === 0
      ? m.channels.allEvents
      : events.map((one) => eventName(...(one.split('.') as [string, string]))).join('、');
  return (
    <Part title={m.channels.webhooks}>
      <Answer of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={m.channels.noWebhooks} />
          ) : (
            <Rows<Webhook>
              name={m.channels.webhooks}
              rows={items}
              keyOf={({ url, created_at: at }) => url + at}
              columns={[
                { title: m.channels.url, show: ({ url }) => url },
                { title: m.channels.events, show: eventsOf },
                { title: m.common.state, show: ({ active }) => (active ? m.channels.working : m.channels.off) },
                { title: m.channels.created, show: (row) => <Time of={row.created_at} /> },
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}
