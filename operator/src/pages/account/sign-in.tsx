import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call, Refusal } from '../../api/client.ts';
import { renewSession } from '../../api/session.ts';
import { m } from '../../messages/index.ts';
import { sentenceOf } from '../../ui/states.tsx';
import { Gate } from './gate.tsx';

interface Values {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
}

/** Name and password; the code of the authenticator is asked for once those are right. */
export function SignIn() {
  const [form] = Form.useForm<Values>();
  const [asksCode, setAsksCode] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  function askCode(): void {
    setAsksCode(true);
    requestAnimationFrame(() => form.getFieldInstance('code')?.focus());
  }
  async function signIn(values: Values): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await call('session_open', values);
      await renewSession();
    } catch (error) {
      const isCode = error instanceof Refusal && error.code === 'operator.code_required';
      if (isCode) askCode();
      else setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  const rules = [{ required: true, message: m.common.required }];
  return (
    <Gate title={m.signIn.title}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={(values) => void signIn(values)}>
        <Form.Item name="name" label={m.signIn.name} rules={rules}>
          <Input autoComplete="username" autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="password" label={m.signIn.password} rules={rules}>
          <Input type="password" autoComplete="current-password" />
        </Form.Item>
        {asksCode && (
          <Form.Item name="code" label={m.signIn.code} extra={m.signIn.codeHint} rules={rules}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
        )}
        <div className="tight">
          {trouble !== undefined && <Alert type="error" showIcon title={trouble} role="alert" />}
          <Button type="primary" htmlType="submit" block loading={isBusy}>
            {m.signIn.action}
          </Button>
        </div>
      </Form>
    </Gate>
  );
}
