import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { call, type FieldsOf } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import type { Market } from '../../layout/market.ts';
import { m } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

const needed = () => [{ required: true, whitespace: true, message: m.common.required }];
const worded = (names: readonly (keyof typeof m.words.platform)[]) =>
  names.map((value) => ({ value, label: m.words.platform[value] }));

interface Props {
  readonly market: Market;
  readonly onClose: () => void;
}

type BannerValues = Pick<FieldsOf<'banner_add'>, 'platform' | 'title' | 'image' | 'link' | 'sort'> & {
  shown_from: string;
  shown_until?: string;
};

/** What a field for a time holds is a time in Shanghai. */
const instantOf = (local: string): string => `${local}:00+08:00`;

export function AddBanner({ market, onClose }: Props) {
  const [now] = useState(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16));
  return (
    <ReasonDialog<BannerValues>
      title={m.apps.addBanner}
      action={m.apps.addBanner}
      done={m.apps.bannerAdded}
      initial={{ platform: 'all', sort: 0, shown_from: now }}
      onClose={onClose}
      onSubmit={async ({ shown_from: from, shown_until: until, ...rest }) => {
        const times = { shown_from: instantOf(from), ...(until && { shown_until: instantOf(until) }) };
        await call('banner_add', { market, ...rest, ...times });
        await refresh(['market_matter', 'audit_list']);
      }}
    >
      <Form.Item name="title" label={m.apps.bannerTitle} rules={needed()}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="image" label={m.apps.image} extra={m.apps.imageHint} rules={needed()}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="link" label={m.apps.link}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="platform" label={m.apps.platform}>
        <Select options={worded(['all', 'ios', 'android'])} />
      </Form.Item>
      <Form.Item name="sort" label={m.apps.sort} extra={m.apps.sortHint}>
        <InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="shown_from" label={m.apps.from} rules={needed()}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="shown_until" label={m.apps.until} extra={m.apps.forever}>
        <Input type="datetime-local" />
      </Form.Item>
    </ReasonDialog>
  );
}

type VersionValues = Pick<FieldsOf<'version_publish'>, 'platform' | 'version' | 'download_url' | 'note'>;

export function PublishVersion({ market, onClose }: Props) {
  return (
    <ReasonDialog<VersionValues>
      title={m.apps.publish}
      action={m.apps.publish}
      done={m.apps.published}
      initial={{ platform: 'ios' }}
      onClose={onClose}
      onSubmit={async (values) => {
        await call('version_publish', { market, ...values });
        await refresh(['market_matter', 'audit_list']);
      }}
    >
      <Form.Item name="platform" label={m.apps.platform}>
        <Select options={worded(['ios', 'android', 'windows_phone', 'desktop'])} />
      </Form.Item>
      <Form.Item name="version" label={m.apps.version} extra={m.apps.versionHint} rules={needed()}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="download_url" label={m.apps.download} rules={needed()}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="note" label={m.apps.note}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ReasonDialog>
  );
}
