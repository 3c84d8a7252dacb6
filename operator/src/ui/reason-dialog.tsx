/** A change with its reason, which goes into the audit log. */
import { Alert, App, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { m } from '../messages/index.ts';
import { sentenceOf } from './states.tsx';

interface Props<Values extends object> {
  readonly title: string;
  readonly action: string;
  readonly done: string | undefined;
  readonly isDanger?: boolean;
  readonly initial?: Partial<Values>;
  /** What is about to happen, in words. */
  readonly text?: ReactNode;
  /** Fields beside the reason. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** The dialog stays, with the server's sentence, when it throws. */
  readonly onSubmit: (values: Values & { reason: string }) => Promise<unknown>;
}

export function ReasonDialog<Values extends object>(props: Props<Values>) {
  const { title, action, done, isDanger = false, initial, text, children, onClose, onSubmit } = props;
  const [form] = Form.useForm<Values & { reason: string }>();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const { message } = App.useApp();
  async function submit(values: Values & { reason: string }): Promise<void> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await onSubmit(values);
      if (done !== undefined) void message.success(done);
      onClose();
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText={m.common.cancel}
      okButtonProps={{ danger: isDanger, loading: isBusy }}
      onCancel={onClose}
      onOk={form.submit}
    >
      <Form
        form={form}
        // The page below may have a field of the same name: ids of this form's begin so.
        name="change"
        layout="vertical"
        requiredMark={false}
        {...(initial && { initialValues: initial })}
        onFinish={(values) => void submit(values)}
      >
        <div className="stack">
          {text && <div>{text}</div>}
          <div>
            {children}
            <ReasonField />
          </div>
          {trouble !== undefined && <Alert type="error" showIcon title={trouble} role="alert" />}
        </div>
      </Form>
    </Modal>
  );
}

/** The reason that every change needs. */
export function ReasonField({ label = m.common.reason }: { label?: string }) {
  return (
    <Form.Item
      name="reason"
      label={label}
      extra={m.common.reasonHint}
      rules={[{ required: true, whitespace: true, message: m.common.reasonNeeded }]}
    >
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}

/** Shows something once that is never shown again: a password, a key. */
export function ShowOnce({
  title,
  note,
  value,
  onClose,
}: {
  title: string;
  note: string;
  value: string;
  onClose: () => void;
}) {
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <div className="stack">
        <p>{note}</p>
        <p className="secret card">{value}</p>
      </div>
    </Modal>
  );
}
