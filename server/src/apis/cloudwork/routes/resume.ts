import { Type } from 'typebox';
import {
  addEducation,
  addEmployment,
  changeEducation,
  changeEmployment,
  type EducationRow,
  educationsOf,
  type EmploymentRow,
  employmentsOf,
  removeEducation,
  removeEmployment,
} from '../../../domain/profiles/index.ts';
import type { Catalog } from '../../../domain/catalog/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, id, int, oneOf, text, uid, type ValuesOf } from '../../../platform/http/fields.ts';
import { nothing } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { placeAnswer, toPlace } from '../profiles.ts';
import { endpoint } from '../wire.ts';
import { portfolioRoutes } from './portfolio.ts';

const month = (code: number) => text({ max: 7, pattern: /^(19|20)\d{2}-(0[1-9]|1[0-2])$/ }).failsWith(code);
const degrees = ['senior', 'college', 'bachelor', 'master', 'mba', 'emba', 'doctor', 'others'] as const;

const whose = (code: number) => ({
  eid: id().failsWith(code).says('不传则查询全部'),
  user_id: uid().says('开发者 uuid，不传则为自己'),
});

const employmentFields = {
  company: text({ max: 100 }).required(20131).failsWith(20132),
  city_id: int({ min: 1 }).required(20131).failsWith(20134).says('城市 ID'),
  title: text({ max: 100 }).required(20131).failsWith(20132),
  role: int({ min: 1, max: 6 }).required(20131).failsWith(20133),
  start_at: month(20131).required().says('yyyy-MM'),
  end_at: month(20131).says('yyyy-MM，在职时忽略'),
  working: flag().failsWith(20131).says('是否在职；不传时以 end_at 为准'),
  detail: text({ max: 5_000 }).or('').failsWith(20131),
};
const employmentErrors = {
  'request.incomplete': 20131,
  'profile.entry_dates': 20131,
  'region.unknown': 20134,
  'profile.not_found': 20135,
} as const;

function employmentOf(sent: ValuesOf<typeof employmentFields>) {
  const { company, city_id, title, role, start_at, end_at, working, detail } = sent;
  const endMonth = working === true ? undefined : end_at;
  if (working !== true && endMonth === undefined) throw new DomainError('request.incomplete', { field: 'end_at' });
  return { company, regionId: city_id, title, role, startMonth: start_at, endMonth, detail };
}

const toEmployment = (row: EmploymentRow, catalog: Catalog) => ({
  id: Number(row.id),
  company: row.company,
  city: toPlace(row.region_id, catalog),
  title: row.title,
  role: row.role,
  start_at: row.start_month,
  end_at: row.end_month ?? '',
  working: row.end_month === null,
  detail: row.detail,
});

const year = () => text({ max: 7, pattern: /^(19|20)\d{2}(-\d{2})?$/ }).failsWith(20142);

const educationFields = {
  start_at: year().required().says('yyyy'),
  end_at: year().required().says('yyyy'),
  school: text({ max: 100 }).required(20142).failsWith(20141),
  degree: oneOf(degrees).required(20142).failsWith(20143),
  area: text({ max: 100 }).or('').failsWith(20141).says('专业'),
  detail: text({ max: 5_000 }).or('').failsWith(20142),
};
const educationErrors = {
  'profile.entry_dates': 20142,
  'profile.not_found': 20144,
} as const;

function educationOf(sent: ValuesOf<typeof educationFields>) {
  const { start_at, end_at, school, degree, area, detail } = sent;
  return { startYear: Number(start_at.slice(0, 4)), endYear: Number(end_at.slice(0, 4)), school, degree, area, detail };
}

const toEducation = (row: EducationRow) => ({
  id: Number(row.id),
  start_at: String(row.start_year),
  end_at: String(row.end_year),
  school: row.school,
  degree: row.degree,
  area: row.area,
  detail: row.detail,
});

/** What a freelancer has done (seed 000: 工作经历查询 … 项目经历删除). */
export function resumeRoutes(means: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [...employmentRoutes(means), ...educationRoutes(), ...portfolioRoutes(means)];
}

function employmentRoutes({ catalog }: Pick<CloudworkMeans, 'catalog'>) {
  return [
    endpoint({
      id: 'employment_get',
      method: 'GET',
      paths: ['/api/employment'],
      title: '工作经历查询',
      access: 'signed-in',
      fields: whose(80003),
      answer: Type.Object({
        employments: Type.Array(
          Type.Object({
            id: Type.Integer(),
            company: Type.String(),
            city: placeAnswer,
            title: Type.String(),
            role: Type.Integer(),
            start_at: Type.String(),
            end_at: Type.String({ description: '在职时为空' }),
            working: Type.Boolean(),
            detail: Type.String(),
          }),
        ),
      }),
      errors: employmentErrors,
      async handle(call) {
        const { eid, user_id } = call.fields;
        const rows = await employmentsOf(call.read(), { id: eid, uid: user_id });
        const lists = await catalog.read();
        return { employments: rows.map((row) => toEmployment(row, lists)) };
      },
    }),
    endpoint({
      id: 'employment_add',
      method: 'POST',
      paths: ['/api/employment'],
      title: '工作经历新增',
      access: 'freelancer',
      fields: employmentFields,
      answer: Type.Object({ employment_id: Type.Integer() }),
      errors: employmentErrors,
      async handle(call) {
        const entry = employmentOf(call.fields);
        const { regions } = await catalog.read();
        return { employment_id: Number(await call.write((ctx) => addEmployment(ctx, entry, regions))) };
      },
    }),
    endpoint({
      id: 'employment_update',
      method: 'PUT',
      paths: ['/api/employment'],
      title: '工作经历修改',
      access: 'freelancer',
      fields: { eid: id().required().failsWith(20131), ...employmentFields },
      answer: nothing,
      errors: employmentErrors,
      async handle(call) {
        const { eid, ...sent } = call.fields;
        const { regions } = await catalog.read();
        await call.write((ctx) => changeEmployment(ctx, eid, employmentOf(sent), regions));
        return {};
      },
    }),
    endpoint({
      id: 'employment_del',
      method: 'DELETE',
      paths: ['/api/employment'],
      title: '工作经历删除',
      access: 'freelancer',
      when: ({ kind }) => kind !== 'education',
      fields: { eid: id().required().failsWith(20131) },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeEmployment(ctx, call.fields.eid));
        return {};
      },
    }),
  ];
}

function educationRoutes() {
  return [
    endpoint({
      id: 'education_get',
      method: 'GET',
      paths: ['/api/education'],
      title: '教育经历查询',
      access: 'signed-in',
      fields: whose(80003),
      answer: Type.Object({
        educations: Type.Array(
          Type.Object({
            id: Type.Integer(),
            start_at: Type.String(),
            end_at: Type.String(),
            school: Type.String(),
            degree: Type.String(),
            area: Type.String(),
            detail: Type.String(),
          }),
        ),
      }),
      errors: educationErrors,
      async handle(call) {
        const { eid, user_id } = call.fields;
        return { educations: (await educationsOf(call.read(), { id: eid, uid: user_id })).map(toEducation) };
      },
    }),
    endpoint({
      id: 'education_add',
      method: 'POST',
      paths: ['/api/education'],
      title: '教育经历新增',
      access: 'freelancer',
      fields: educationFields,
      answer: Type.Object({ education_id: Type.Integer() }),
      errors: educationErrors,
      async handle(call) {
        const entry = educationOf(call.fields);
        return { education_id: Number(await call.write((ctx) => addEducation(ctx, entry))) };
      },
    }),
    endpoint({
      id: 'education_update',
      method: 'PUT',
      paths: ['/api/education'],
      title: '教育经历修改',
      access: 'freelancer',
      fields: { eid: id().required().failsWith(20142), ...educationFields },
      answer: nothing,
      errors: educationErrors,
      async handle(call) {
        const { eid, ...sent } = call.fields;
        await call.write((ctx) => changeEducation(ctx, eid, educationOf(sent)));
        return {};
      },
    }),
    endpoint({
      id: 'education_del',
      method: 'DELETE',
      paths: ['/api/employment', '/api/education'],
      title: '教育经历删除',
      notes: 'DELETE /api/employment 须传 kind=education，否则删除的是工作经历；DELETE /api/education 无须此参数',
      access: 'freelancer',
      // At /api/education nothing else could be meant, so that it answers there without a kind.
      when: ({ kind }) => kind === 'education',
      fields: { eid: id().required().failsWith(20142), kind: text({ max: 20 }) },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeEducation(ctx, call.fields.eid));
        return {};
      },
    }),
  ];
}
