import { Button, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { money, number, percent } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { type Market, useMarket } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Answer } from '../../ui/states.tsx';

type Setting = AnswerOf<'setting_list'>['items'][number];
type Kind = 'percent' | 'days' | 'places' | 'money' | 'flag';

const kindOf: Readonly<Record<Setting['name'], Kind>> = {
  feeBasisPoints: 'percent',
  offerDays: 'days',
  reviewDays: 'days',
  passwordMin: 'places',
  passwordMax: 'places',
  clientWithdrawalMin: 'money',
  payoutApproval: 'flag',
  payoutSecondAbove: 'money',
  personReview: 'flag',
};

/** How each kind is read, and how what was typed is sent. */
const reads: Readonly<Record<Kind, (value: string) => string>> = {
  percent: (value) => percent(Number(value)),
  days: (value) => m.settings.days(number(Number(value))),
  places: (value) => m.settings.places(number(Number(value))),
  money,
  flag: (value) => (value === 'true' ? m.common.yes : m.common.no),
};

export function SettingsPage() {
  const market = useMarket();
  const may = useMay();
  const found = useAnswer('setting_list', { market });
  const [changed, setChanged] = useState<Setting>();
  const [reset, setReset] = useState<Setting>();
  const isOwn = ({ value, standard }: Setting) => value !== standard;
  return (
    <Page title={`${m.settings.title} · ${m.words.market[market]}`} lead={m.settings.lead}>
      <Answer of={found}>
        {({ items }) => (
          <Rows<Setting>
            name={m.settings.title}
            rows={items}
            keyOf={({ name }) => name}
            columns={[
              { title: m.settings.name, show: ({ name }) => m.words.setting[name] },
              {
                title: m.settings.value,
                show: (row) =>
                  isOwn(row) ? (
                    <strong>{reads[kindOf[row.name]](row.value)}</strong>
                  ) : (
                    reads[kindOf[row.name]](row.value)
                  ),
              },
              { title: m.settings.standard, show: ({ name, standard }) => reads[kindOf[name]](standard) },
              ...(may('market.change')
                ? [
                    {
                      title: m.common.actions,
                      show: (row: Setting) => (
                        <div className="bar">
                          <Button
                            aria-label={`${m.settings.change} ${m.words.setting[row.name]}`}
                            onClick={() => setChanged(row)}
                          >
                            {m.settings.change}
                          </Button>
                          {isOwn(row) && <Button onClick={() => setReset(row)}>{m.settings.reset}</Button>}
                        </div>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answer>
      {changed && <Change of={changed} market={market} onClose={() => setChanged(undefined)} />}
      {reset && <Reset of={reset} market={market} onClose={() => setReset(undefined)} />}
    </Page>
  );
}

interface Props {
  readonly of: Setting;
  readonly market: Market;
  readonly onClose: () => void;
}

/** Without a value the setting is as the environment says again. */
async function send(market: Market, name: Setting['name'], value: string | undefined, reason: string): Promise<void> {
  await call('setting_change', { market, name, ...(value !== undefined && { value }), reason });
  await refresh(['setting_list', 'audit_list']);
}

function Reset({ of: { name, standard }, market, onClose }: Props) {
  return (
    <ReasonDialog
      title={`${m.settings.reset}：${m.words.setting[name]}`}
      action={m.settings.reset}
      done={m.settings.changed}
      text={`${m.settings.standard}：${reads[kindOf[name]](standard)}`}
      onClose={onClose}
      onSubmit={({ reason }) => send(market, name, undefined, reason)}
    />
  );
}

function Change({
  of: { name, value, standard },
  market,
  onClose,
}: {
  of: Setting;
  market: Market;
  onClose: () => void;
}) {
  const kind = kindOf[name];
  const inFigures = kind === 'percent' ? Number(value) / 100 : Number(value);
  return (
    <ReasonDialog<{ value: number | string }>
      title={`${m.settings.change}：${m.words.setting[name]}`}
      action={m.settings.change}
      done={m.settings.changed}
      text={`${m.settings.standard}：${reads[kind](standard)}`}
      initial={{ value: kind === 'flag' ? value : inFigures }}
      onClose={onClose}
      onSubmit={({ value: given, reason }) => send(market, name, asSent(kind, given), reason)}
    >
      <Form.Item
        name="value"
        label={m.words.setting[name]}
        extra={
          kind === 'percent' ? m.settings.hints.feeBasisPoints : kind === 'flag' ? undefined : m.settings.hints[kind]
        }
        rules={[{ required: true, message: m.common.required }]}
      >
        {kind === 'flag' ? (
          <Select
            options={[
              { value: 'true', label: m.common.yes },
              { value: 'false', label: m.common.no },
            ]}
          />
        ) : (
          <InputNumber min={0} precision={kind === 'percent' || kind === 'money' ? 2 : 0} style={{ width: '100%' }} />
        )}
      </Form.Item>
    </ReasonDialog>
  );
}

function asSent(kind: Kind, given: number | string): string {
  if (kind === 'percent') return String(Math.round(Number(given) * 100));
  return kind === 'money' ? Number(given).toFixed(2) : String(given);
}
