/** Renaming, hiding and adding what people choose from. */
import { Form, Input, Select } from 'antd';
import { call } from '../../api/client.ts';
import { refresh } from '../../api/query.ts';
import { m } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { Catalogue, Item, Part } from './catalogue.tsx';

interface Props {
  readonly part: Part;
  readonly onClose: () => void;
}

const renew = () => refresh(['catalogue', 'audit_list']);

function NameFields({ part }: Pick<Props, 'part'>) {
  return (
    <>
      <Form.Item
        name="name"
        label={m.common.name}
        rules={[{ required: true, whitespace: true, message: m.common.required }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      {part === 'questions' && (
        <Form.Item
          name="english"
          label={m.catalogue.english}
          rules={[{ required: true, whitespace: true, message: m.common.required }]}
        >
          <Input maxLength={200} lang="en" />
        </Form.Item>
      )}
    </>
  );
}

interface Names {
  name: string;
  english?: string;
}

export function RenameDialog({ part, item, onClose }: Props & { item: Item }) {
  return (
    <ReasonDialog<Names>
      title={`${m.catalogue.rename}：${item.name}`}
      action={m.catalogue.rename}
      done={m.catalogue.renamed}
      text={m.catalogue.renameText}
      initial={{ name: item.name, ...('english' in item && { english: item.english }) }}
      onClose={onClose}
      onSubmit={async ({ name, english, reason }) => {
        await call('catalogue_rename', { part, id: item.id, name, ...(english !== undefined && { english }), reason });
        await renew();
      }}
    >
      <NameFields part={part} />
    </ReasonDialog>
  );
}

export function HideDialog({ part, item, onClose }: Props & { item: Item }) {
  const words = item.hidden
    ? { action: m.catalogue.show, done: m.catalogue.shown, text: m.catalogue.showText(item.name) }
    : { action: m.catalogue.hide, done: m.catalogue.hidden, text: m.catalogue.hideText(item.name) };
  return (
    <ReasonDialog
      title={`${words.action}：${item.name}`}
      action={words.action}
      done={words.done}
      text={words.text}
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        await call('catalogue_hide', { part, id: item.id, hidden: !item.hidden, reason });
        await renew();
      }}
    />
  );
}

interface Added extends Names {
  type?: string;
  parent?: number;
}

const required = [{ required: true, message: m.common.required }];

export function AddDialog({ part, catalogue, onClose }: Props & { catalogue: Catalogue }) {
  const tops = catalogue.categories.filter(({ parent_id: parent }) => parent === null);
  const leaves = catalogue.categories.filter(({ parent_id: parent }) => parent !== null);
  const asOption = ({ id: value, name: label }: Item) => ({ value, label });
  const types = [...new Set(catalogue.questions.map(({ type }) => type))];
  const typeWords: Readonly<Record<string, string>> = m.words.questionType;
  return (
    <ReasonDialog<Added>
      title={`${m.catalogue.add}：${m.catalogue[part]}`}
      action={m.catalogue.add}
      done={m.catalogue.added}
      onClose={onClose}
      onSubmit={async ({ name, english, type, parent, reason }) => {
        const more = {
          ...(english !== undefined && { english }),
          ...(type !== undefined && { type }),
          ...(parent !== undefined && { parent }),
        };
        await call('catalogue_add', { part, name, ...more, reason });
        await renew();
      }}
    >
      <NameFields part={part} />
      {part === 'questions' && (
        <Form.Item name="type" label={m.common.kind} rules={required}>
          <Select options={types.map((value) => ({ value, label: typeWords[value] ?? m.words.other }))} />
        </Form.Item>
      )}
      {part === 'categories' && (
        <Form.Item name="parent" label={m.catalogue.parent}>
          <Select allowClear placeholder={m.catalogue.top} options={tops.map(asOption)} />
        </Form.Item>
      )}
      {part === 'skills' && (
        <Form.Item name="parent" label={m.catalogue.most} rules={required}>
          <Select options={leaves.map(asOption)} />
        </Form.Item>
      )}
    </ReasonDialog>
  );
}
