import { Type } from 'typebox';
import { addItem, editableCatalogues, hideItem, renameItem } from '../../../domain/catalog/index.ts';
import { audit } from '../../../domain/operators/index.ts';
import { flag, int, oneOf, text } from '../../../platform/http/fields.ts';
import { nothing, orNull, reason, textOrNull } from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const item = {
  id: Type.Integer(),
  name: Type.String(),
  hidden: Type.Boolean({ description: '表单中不再提供，已用之处照常显示' }),
  added: Type.Boolean({ description: '由操作员添加' }),
  former: Type.Array(Type.String(), { description: '曾用名' }),
};

interface Edited {
  readonly id: number;
  readonly name: string;
  readonly isHidden?: boolean;
  readonly isAdded?: boolean;
  readonly former?: readonly string[];
}

const toItem = ({ id, name, isHidden = false, isAdded = false, former = [] }: Edited) => ({
  id,
  name,
  hidden: isHidden,
  added: isAdded,
  former: [...former],
});

const part = () => oneOf(editableCatalogues).required();
const itemId = () => int({ min: 1 }).required();
const itemName = () => text({ min: 1, max: 100 }).required();
const english = () => text({ max: 200 }).says('仅问题');

/** What people choose from in every market: the reference that came with the release, and what operators make of it. */
export function catalogueRoutes({ catalog }: OperatorApiMeans) {
  return [
    endpoint({
      id: 'catalogue',
      method: 'GET',
      paths: ['/catalogue'],
      title: '类目、技能与问题',
      notes: '随版本发布，操作员的更改另外保存；各市场共用',
      access: 'operator',
      fields: {},
      answer: Type.Object({
        categories: Type.Array(Type.Object({ ...item, parent: textOrNull, parent_id: orNull(Type.Integer()) })),
        skills: Type.Array(Type.Object({ ...item, category: textOrNull })),
        questions: Type.Array(Type.Object({ ...item, type: Type.String(), english: Type.String() })),
      }),
      async handle() {
        const { categories, skills, questions } = await catalog.read();
        const nameOf = (id: number | null) => (id === null ? null : (categories.byId(id)?.name ?? null));
        return {
          categories: categories.all.map((row) => ({
            ...toItem(row),
            parent: nameOf(row.parentId),
            parent_id: row.parentId,
          })),
          skills: skills.all.map((row) => ({ ...toItem(row), category: nameOf(row.category) })),
          questions: questions.all.map((row) => ({ ...toItem(row), type: row.qtype, english: row.ename })),
        };
      },
    }),
    endpoint({
      id: 'catalogue_add',
      method: 'POST',
      paths: ['/catalogue/:part'],
      title: '添加类目、技能或问题',
      notes: '数秒内对所有进程生效',
      access: 'market.change',
      bodyOnly: true,
      fields: {
        part: part(),
        name: itemName(),
        english: english(),
        type: text({ max: 50 }).says('问题必填：哪一种问题'),
        parent: int({ min: 1 }).says('类目的上级，不填为一级；技能必填：最常用于哪个类目'),
        reason: reason(),
      },
      answer: Type.Object({ id: Type.Integer() }),
      async handle(call) {
        const { part: catalogue, name, english: ename, type: qtype, parent: parentId, reason: why } = call.fields;
        const added = await call.write(async (ctx) => {
          const id = await addItem(ctx, { catalogue, name, ename, qtype, parentId });
          await audit(ctx, { action: 'catalogue.add', subject: `${catalogue}:${id}`, reason: why, facts: { name } });
          return id;
        });
        await catalog.follow();
        return { id: added };
      },
    }),
    endpoint({
      id: 'catalogue_rename',
      method: 'PUT',
      paths: ['/catalogue/:part/:id/name'],
      title: '改名',
      notes: '已用旧名之处照旧；旧名仍然认得',
      access: 'market.change',
      bodyOnly: true,
      fields: { part: part(), id: itemId(), name: itemName(), english: english(), reason: reason() },
      answer: nothing,
      async handle(call) {
        const { part: catalogue, id, name, english: ename, reason: why } = call.fields;
        await call.write(async (ctx) => {
          const before = await renameItem(ctx, { catalogue, id, name, ename });
          const facts = { before, after: name };
          await audit(ctx, { action: 'catalogue.rename', subject: `${catalogue}:${id}`, reason: why, facts });
        });
        await catalog.follow();
        return {};
      },
    }),
    endpoint({
      id: 'catalogue_hide',
      method: 'PUT',
      paths: ['/catalogue/:part/:id/hidden'],
      title: '隐藏或恢复',
      notes: '隐藏后表单中不再提供，已用之处照常显示',
      access: 'market.change',
      bodyOnly: true,
      fields: { part: part(), id: itemId(), hidden: flag().required(), reason: reason() },
      answer: nothing,
      async handle(call) {
        const { part: catalogue, id, hidden: isHidden, reason: why } = call.fields;
        await call.write(async (ctx) => {
          const name = await hideItem(ctx, { catalogue, id, isHidden });
          const action = isHidden ? 'catalogue.hide' : 'catalogue.show';
          await audit(ctx, { action, subject: `${catalogue}:${id}`, reason: why, facts: { name } });
        });
        await catalog.follow();
        return {};
      },
    }),
  ];
}
