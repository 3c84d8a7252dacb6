import { type Static, type TObject, Type } from 'typebox';
import {
  addBackground,
  type Background,
  type BackgroundEntry,
  type BackgroundKind,
  backgroundOf,
  changeBackground,
  removeBackground,
  replaceBackground,
} from '../../../domain/profiles/index.ts';
import { type Fields, id, int, rowsOf, text, type ValuesOf } from '../../../platform/http/fields.ts';
import { changing, credentials, dataOf, done, made, nothing, personIn, stampedDay, toMade } from '../forms.ts';
import { endpoint } from '../wire.ts';

/** One kind of entry in this API's words. */
interface Noun<K extends BackgroundKind, F extends Fields> {
  readonly kind: K;
  readonly path: string;
  readonly title: string;
  readonly fields: F;
  /** What there must be at least. */
  readonly name: keyof F & string;
  readonly blank: Background[K];
  readonly row: TObject;
  read(values: Partial<ValuesOf<F>>): { readonly [P in keyof Background[K]]: Background[K][P] | undefined };
  show(entry: BackgroundEntry<K>): Static<TObject>;
}

const longText = () => text({ max: 2_000 });

/** What is given of an entry, without what is not. */
const given = <T extends object>(values: { readonly [P in keyof T]: T[P] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>; // Only undefined is left out.

/** Add, change, delete, and the list that deployed clients replace at once. */
function entryRoutes<K extends BackgroundKind, F extends Fields>(noun: Noun<K, F>) {
  const { kind, path, title, fields } = noun;
  const [first] = [fields[noun.name]];
  if (!first) throw new Error(`no field ${noun.name}`);
  const needed = { ...fields, [noun.name]: first.required() };
  const entryOf = (values: Partial<ValuesOf<F>>): Background[K] => ({ ...noun.blank, ...given(noun.read(values)) });
  const valuesIn = (sent: object) => sent as Partial<ValuesOf<F>>; // Read by these very fields.
  return [
    endpoint({
      id: `${path}_add`,
      method: changing,
      paths: [`/user/${path}/add`],
      title: `${title}添加`,
      access: 'person',
      fields: { ...credentials, ...needed },
      answer: made,
      handle: async (call) =>
        toMade(await call.write((ctx) => addBackground(ctx, kind, entryOf(valuesIn(call.fields))))),
    }),
    endpoint({
      id: `${path}_edit`,
      method: changing,
      paths: [`/user/${path}/edit`],
      title: `${title}修改`,
      notes: '只修改所给的字段',
      access: 'person',
      fields: { ...credentials, id: id().required(), ...fields },
      answer: nothing,
      async handle(call) {
        const changes = given<Background[K]>(noun.read(valuesIn(call.fields)));
        const { id: entryId } = call.fields as { readonly id: bigint }; // Declared above, beside the kind's own.
        await call.write((ctx) => changeBackground(ctx, kind, entryId, changes));
        return done;
      },
    }),
    endpoint({
      id: `${path}_del`,
      method: changing,
      paths: [`/user/${path}/del`],
      title: `${title}删除`,
      access: 'person',
      fields: { ...credentials, id: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeBackground(ctx, kind, call.fields.id));
        return done;
      },
    }),
    endpoint({
      id: `${path}_all`,
      method: changing,
      paths: [`/user/${path}/all`],
      title: `${title}列表`,
      notes: '扩展：给出 skill（行的数组）时整体替换，不给时只读取；返回现有的全部记录',
      access: 'person',
      fields: { ...credentials, skill: rowsOf(needed, { max: 50 }) },
      answer: dataOf(Type.Array(noun.row)),
      async handle(call) {
        const rows = call.fields.skill?.map((row) => entryOf(valuesIn(row)));
        if (rows) await call.write((ctx) => replaceBackground(ctx, kind, rows));
        const ctx = call.read();
        const entries = await backgroundOf(ctx, personIn(ctx).partyId, kind);
        return { data: entries.map((entry) => noun.show(entry)) };
      },
    }),
  ];
}

const idAnswer = { id: Type.Integer() };
const texts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, Type.String()]));
const days = { begin: stampedDay(), end: stampedDay() };

/** Works, skills, jobs and schools of a person (seed 002: user_person_*). */
export function backgroundRoutes() {
  return [
    ...entryRoutes({
      kind: 'work',
      path: 'user_person_des',
      title: '工作详情',
      name: 'name',
      fields: { name: text(), type: text(), link: text({ max: 500 }), key: longText(), des: longText(), z: longText() },
      blank: { name: '', type: '', link: '', keyFeature: '', detail: '', duty: '' },
      read: ({ name, type, link, key, des, z }) => ({ name, type, link, keyFeature: key, detail: des, duty: z }),
      row: Type.Object({ ...idAnswer, ...texts('name', 'type', 'link', 'key', 'des', 'z') }),
      show: ({ id: number, name, type, link, keyFeature, detail, duty }) => ({
        ...{ id: Number(number), name, type, link, key: keyFeature, des: detail, z: duty },
      }),
    }),
    ...entryRoutes({
      kind: 'skill',
      path: 'user_person_ji',
      title: '工作技能',
      name: 'name',
      fields: { name: text().says('技能描述'), fen: int({ max: 100 }).says('评分，0 至 100') },
      blank: { name: '', mark: 0 },
      read: ({ name, fen }) => ({ name, mark: fen }),
      row: Type.Object({ ...idAnswer, name: Type.String(), fen: Type.Integer() }),
      show: ({ id: number, name, mark }) => ({ id: Number(number), name, fen: mark }),
    }),
    ...entryRoutes({
      kind: 'job',
      path: 'user_person_job',
      title: '工作经历',
      name: 'company',
      fields: { ...days, company: text(), job: text(), des: longText() },
      blank: { begin: null, end: null, company: '', title: '', detail: '' },
      read: ({ begin, end, company, job, des }) => ({ begin, end, company, title: job, detail: des }),
      row: Type.Object({ ...idAnswer, ...texts('begin', 'end', 'company', 'job', 'des') }),
      show: ({ id: number, begin, end, company, title, detail }) => ({
        ...{ id: Number(number), begin: begin ?? '', end: end ?? '', company, job: title, des: detail },
      }),
    }),
    ...entryRoutes({
      kind: 'school',
      path: 'user_person_edu',
      title: '学习经历',
      name: 'school',
      fields: { ...days, school: text(), job: text().says('专业名称'), li: text().says('学历'), des: longText() },
      blank: { begin: null, end: null, school: '', major: '', degree: '', detail: '' },
      read: ({ begin, end, school, job, li, des }) => ({ begin, end, school, major: job, degree: li, detail: des }),
      row: Type.Object({ ...idAnswer, ...texts('begin', 'end', 'school', 'job', 'li', 'des') }),
      show: ({ id: number, begin, end, school, major, degree, detail }) => ({
        ...{ id: Number(number), begin: begin ?? '', end: end ?? '', school, job: major, li: degree, des: detail },
      }),
    }),
  ];
}
