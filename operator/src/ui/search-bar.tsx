import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { m } from '../messages/index.ts';

/** One field that finds things; what is found is told by the page. */
export function SearchBar({
  label,
  value,
  onSearch,
  children,
}: {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  children?: ReactNode;
}) {
  return (
    <Form<{ q: string }>
      key={value}
      className="bar"
      role="search"
      initialValues={{ q: value }}
      onFinish={({ q }) => onSearch(q.trim())}
    >
      <Form.Item name="q" noStyle>
        <Input
          aria-label={label}
          placeholder={label}
          allowClear
          style={{ width: 'min(420px, 100%)' }}
          maxLength={100}
        />
      </Form.Item>
      <Button htmlType="submit">{m.common.search}</Button>
      {children}
    </Form>
  );
}
