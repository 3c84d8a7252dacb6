/** What an operator owes before anything else, and may change later: a password of their own, an authenticator. */
import { Alert, App, Button, Form, Input, QRCode } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { sentenceOf } from '../../ui/states.tsx';
import { Gate } from './gate.tsx';

export function SetUp({ owes }: { owes: 'password' | 'totp' }) {
  return owes === 'password' ? (
    <Gate title={m.setUp.passwordTitle}>
      <p className="muted">{m.setUp.passwordLead}</p>
      <PasswordForm />
    </Gate>
  ) : (
    <Gate title={m.setUp.totpTitle}>
      <TotpForm />
    </Gate>
  );
}

/** What a form says when it was refused, and whether it is under way. */
function useSending() {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  async function send(work: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, send, alert: trouble !== undefined && <Alert type="error" showIcon title={trouble} role="alert" /> };
}

const rules = () => [{ required: true, message: m.common.required }];

export function PasswordForm() {
  const [form] = Form.useForm<{ old_password: string; password: string }>();
  const { message } = App.useApp();
  const { isBusy, send, alert } = useSending();
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) =>
        void send(async () => {
          await call('own_password', values);
          form.resetFields();
          void message.success(m.setUp.passwordChanged);
          await refresh(['session_read']);
        })
      }
    >
      <Form.Item name="old_password" label={m.setUp.oldPassword} rules={rules()}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="password" label={m.setUp.newPassword} extra={m.setUp.newHint} rules={rules()}>
        <Input type="password" autoComplete="new-password" />
      </Form.Item>
      <div className="tight">
        {alert}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {m.setUp.changePassword}
        </Button>
      </div>
    </Form>
  );
}

export function TotpForm() {
  const [offer, setOffer] = useState<AnswerOf<'totp_offer'>>();
  const { message } = App.useApp();
  const { isBusy, send, alert } = useSending();
  if (!offer) {
    return (
      <div className="tight">
        <p className="muted">{m.setUp.totpLead}</p>
        {alert}
        <Button loading={isBusy} onClick={() => void send(async () => setOffer(await call('totp_offer', {})))}>
          {m.setUp.totpOffer}
        </Button>
      </div>
    );
  }
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ code }) =>
        void send(async () => {
          await call('totp_confirm', { secret: offer.secret, code });
          setOffer(undefined);
          void message.success(m.setUp.totpBound);
          await refresh(['session_read']);
        })
      }
    >
      <div className="tight">
        <p className="muted">{m.setUp.totpLead}</p>
        <div role="img" aria-label={m.setUp.qr}>
          <QRCode value={offer.uri} type="svg" color="#000000" bgColor="#ffffff" />
        </div>
        <p className="small muted">{m.setUp.secret}</p>
        <p className="secret">{offer.secret}</p>
        <Form.Item name="code" label={m.signIn.code} rules={rules()}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        {alert}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {m.setUp.bind}
        </Button>
      </div>
    </Form>
  );
}
