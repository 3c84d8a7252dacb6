import { Tag } from 'antd';
import type { AnswerOf } from '../../api/client.ts';
import { m } from '../../messages/index.ts';

/** Whether a partner may call, and whether it is for trying out only. */
export function Standing({ of }: { of: AnswerOf<'channel_list'>['items'][number] }) {
  return (
    <>
      <Tag color={of.suspended_at === null ? 'success' : 'error'}>
        {of.suspended_at === null ? m.channels.working : m.channels.suspended}
      </Tag>
      <Tag>{of.sandbox ? m.channels.sandbox : m.channels.live}</Tag>
    </>
  );
}
