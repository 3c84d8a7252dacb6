import { Type } from 'typebox';
import { orNull } from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const nameOrNull = orNull(Type.String());

/** What people choose from in every market. The files in database/reference are its only source, so it is read only. */
export function catalogueRoutes({ catalog }: OperatorApiMeans) {
  return [
    endpoint({
      id: 'catalogue',
      method: 'GET',
      paths: ['/catalogue'],
      title: '类目、技能与问题',
      notes: '随版本发布，各市场共用',
      access: 'operator',
      fields: {},
      answer: Type.Object({
        categories: Type.Array(Type.Object({ name: Type.String(), parent: nameOrNull })),
        skills: Type.Array(Type.Object({ name: Type.String(), category: nameOrNull })),
        questions: Type.Array(Type.Object({ type: Type.String(), name: Type.String(), english: Type.String() })),
      }),
      async handle() {
        const { categories, skills, questions } = await catalog.read();
        const nameOf = (id: number | null) => (id === null ? null : (categories.byId(id)?.name ?? null));
        return {
          categories: categories.all.map(({ name, parentId }) => ({ name, parent: nameOf(parentId) })),
          skills: skills.all.map(({ name, category }) => ({ name, category: nameOf(category) })),
          questions: questions.all.map(({ qtype, name, ename }) => ({ type: qtype, name, english: ename })),
        };
      },
    }),
  ];
}
