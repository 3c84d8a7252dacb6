import { Checkbox, Form, Input, Select } from 'antd';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

type Operator = AnswerOf<'operator_list'>['items'][number];
type Role = Operator['role'];

function RoleField() {
  const roles = Object.entries(m.words.role).map(([value, label]) => ({ value, label }));
  return (
    <Form.Item name="role" label={m.operators.role} rules={[{ required: true, message: m.common.required }]}>
      <Select options={roles} />
    </Form.Item>
  );
}

export function AddOperator({ onClose, onAdded }: { onClose: () => void; onAdded: (password: string) => void }) {
  return (
    <ReasonDialog<{ name: string; shown_name: string; role: Role }>
      title={m.operators.add}
      action={m.operators.add}
      done={undefined}
      onClose={onClose}
      onSubmit={async (values) => {
        const { password } = await call('operator_add', values);
        await refresh(['operator_list', 'audit_list']);
        onAdded(password);
      }}
    >
      <Form.Item
        name="name"
        label={m.operators.name}
        extra={m.operators.nameHint}
        rules={[{ required: true, pattern: /^[A-Za-z0-9][\w.@-]+$/, message: m.operators.nameHint }]}
      >
        <Input maxLength={50} autoCapitalize="none" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="shown_name"
        label={m.operators.shownName}
        rules={[{ required: true, whitespace: true, message: m.common.required }]}
      >
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <RoleField />
    </ReasonDialog>
  );
}

export function ChangeOperator({ of: operator, onClose }: { of: Operator; onClose: () => void }) {
  return (
    <ReasonDialog<{ role: Role; active: boolean; forget_totp?: boolean }>
      title={`${m.operators.change}：${operator.shown_name}`}
      action={m.common.save}
      text={m.operators.endsSessions}
      done={m.operators.changed}
      initial={{ role: operator.role, active: operator.active }}
      onClose={onClose}
      onSubmit={async (values) => {
        await call('operator_change', { uid: operator.uid, ...values });
        await refresh(['operator_list', 'audit_list']);
      }}
    >
      <RoleField />
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>{m.operators.isActive}</Checkbox>
      </Form.Item>
      {operator.has_totp && (
        <Form.Item name="forget_totp" valuePropName="checked" extra={m.operators.forgetHint}>
          <Checkbox>{m.operators.forgetTotp}</Checkbox>
        </Form.Item>
      )}
    </ReasonDialog>
  );
}
