/** Projects as this API shows them. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import { type MemberRow, membersById } from '../../domain/members/index.ts';
import type {
  HiringState,
  ProjectDetail,
  ProjectRow,
  ProjectState,
  ShownStep,
  StepState,
} from '../../domain/projects/index.ts';
import { dayOf } from '../../kernel/clock.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { yuanNumber } from '../../kernel/money.ts';
import type { PageOf } from '../../kernel/page.ts';
import { answerOf, named, pageAnswer, toNamed } from './forms.ts';
import { pictureUrl } from './people.ts';

/** Project states (seed 001, 4.8). */
export const projectNumbers: Readonly<Record<ProjectState, number>> = {
  rejected: 0,
  in_review: 1,
  recruiting: 2,
  ready: 3,
  running: 4,
  finished: 5,
  terminated: 6,
};

/** Step states (4.9). */
const stepNumbers: Readonly<Record<StepState, number>> = {
  waiting: 0,
  recruiting: 1,
  running: 2,
  in_acceptance: 3,
  accepted: 4,
};

/** Of hirings that stand; those that do not are shown nowhere. */
const hiringNumbers: Readonly<Partial<Record<HiringState, number>>> = { offered: 1, accepted: 2, ending: 2 };

const maker = Type.Object({ id: Type.Integer(), username: Type.String(), name: Type.String(), avatar: Type.String() });
const ratedMaker = Type.Object({
  id: Type.Integer(),
  username: Type.String(),
  avatar: Type.String(),
  rating: Type.Number({ description: '在本项目中得到的平均评分，-1 表示未评分' }),
});

export const projectsAnswer = pageAnswer(
  Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    title: Type.String(),
    manager: maker,
    broker: Type.Union([maker, Type.Null()]),
    shortDesc: Type.String(),
    desc: Type.String(),
    status: Type.Integer({ description: '0 未通过 1 审核中 2 招募中 3 已就绪 4 进行中 5 已完成 6 已终止' }),
    startDate: Type.String(),
    endDate: Type.String(),
    city: named,
    industry: named,
    minPay: Type.Number(),
    maxPay: Type.Number(),
    isLongTerm: Type.Boolean(),
    headcount: Type.Integer(),
    hired: Type.Integer(),
    image: Type.String(),
  }),
);

const shortLength = 300;

const toMaker = (member: MemberRow | undefined, baseUrl: string) => ({
  id: Number(member?.user_id ?? 0n),
  username: member?.name ?? '',
  name: member?.name ?? '',
  avatar: pictureUrl(baseUrl, member?.avatar_uid),
});

/** Projects of a list (4.6.1), with their managers and brokers. */
export async function toProjects(ctx: ReadContext, { items }: PageOf<ProjectRow>, catalog: Catalog, baseUrl: string) {
  const people = await membersById(
    ctx,
    items.flatMap((row) => (row.broker_id === null ? [row.manager_id] : [row.manager_id, row.broker_id])),
  );
  return items.map((row) => {
    const short = [...row.description].slice(0, shortLength).join('');
    return {
      id: Number(row.id),
      name: row.title,
      title: row.title,
      manager: toMaker(people.get(row.manager_id), baseUrl),
      broker: row.broker_id === null ? null : toMaker(people.get(row.broker_id), baseUrl),
      shortDesc: short,
      desc: short,
      status: projectNumbers[row.state],
      startDate: row.start_day ?? '',
      endDate: row.end_day ?? '',
      city: toNamed(catalog.regions, row.city_id),
      industry: toNamed(catalog.industries, row.industry_id),
      minPay: yuanNumber(row.min_pay),
      maxPay: yuanNumber(row.max_pay),
      isLongTerm: row.is_long_term,
      headcount: row.headcount,
      hired: row.hired,
      image: row.image,
    };
  });
}

export const detailAnswer = answerOf(
  Type.Object({
    id: Type.Integer(),
    title: Type.String(),
    status: Type.Integer(),
    creationDate: Type.String(),
    startDate: Type.String(),
    endDate: Type.String(),
    geo: Type.Object({ province: named, city: named, district: named }),
    minPay: Type.Number(),
    maxPay: Type.Number(),
    industry: Type.Integer(),
    industryName: Type.String(),
    headcount: Type.Integer(),
    headCount: Type.Integer(),
    hired: Type.Integer(),
    industryAge: Type.Integer(),
    skills: Type.Array(named),
    manager: ratedMaker,
    designers: Type.Array(ratedMaker),
    designer: Type.Array(ratedMaker),
    broker: Type.Union([ratedMaker, Type.Null()]),
    desc: Type.String(),
    description: Type.String(),
    image: Type.String(),
    isLongTerm: Type.Boolean(),
  }),
);

/** A project (4.8.12). */
export function toDetail(detail: ProjectDetail, { regions, industries, crafts }: Catalog, baseUrl: string) {
  const { project, manager, broker, freelancers, ratings } = detail;
  const rated = (member: MemberRow | undefined) => {
    const { id, username, avatar } = toMaker(member, baseUrl);
    return { id, username, avatar, rating: (member && ratings.get(member.user_id)) ?? -1 };
  };
  const designers = freelancers.map(rated);
  return {
    id: Number(project.id),
    title: project.title,
    status: projectNumbers[project.state],
    creationDate: dayOf(project.created_at),
    startDate: project.start_day ?? '',
    endDate: project.end_day ?? '',
    geo: {
      province: toNamed(regions, project.province_id),
      city: toNamed(regions, project.city_id),
      district: toNamed(regions, project.district_id),
    },
    minPay: yuanNumber(project.min_pay),
    maxPay: yuanNumber(project.max_pay),
    industry: project.industry_id,
    industryName: industries.byId(project.industry_id)?.name ?? '',
    headcount: project.headcount,
    headCount: project.headcount,
    hired: project.hired,
    industryAge: project.industry_years,
    skills: project.craft_ids.map((one) => toNamed(crafts, one)),
    manager: rated(manager),
    designers,
    designer: designers,
    broker: broker ? rated(broker) : null,
    desc: project.description,
    description: project.description,
    image: project.image,
    isLongTerm: project.is_long_term,
  };
}

/** A position, in both spellings of the document (4.9.4, 4.10.1). */
export const position = Type.Object({
  positionId: Type.Integer(),
  positionid: Type.Integer(),
  positionName: Type.String(),
  positionType: Type.Integer(),
  salary: Type.Number(),
  headcount: Type.Integer(),
  headCount: Type.Integer(),
});

export function toPosition(row: ShownStep['positions'][number]) {
  const [id, salary] = [Number(row.id), yuanNumber(row.salary)];
  const { name: positionName, type: positionType, headcount } = row;
  return { positionId: id, positionid: id, positionName, positionType, salary, headcount, headCount: headcount };
}

/** Somebody hired (4.9.4, 4.10.4). */
export const hired = Type.Object({
  hireid: Type.Integer(),
  userid: Type.Integer(),
  username: Type.String(),
  positionType: Type.Integer(),
  positionName: Type.String(),
  salary: Type.Number(),
  status: Type.Integer({ description: '1 等待设计师确认，2 已雇佣' }),
});

export const toHired = (row: ShownStep['hirings'][number], member: MemberRow | undefined) => ({
  hireid: Number(row.id),
  userid: Number(row.user_id),
  username: member?.name ?? '',
  positionType: row.position_type ?? 0,
  positionName: row.position_name,
  salary: yuanNumber(row.salary ?? 0n),
  status: hiringNumbers[row.state] ?? 0,
});

export const stepsAnswer = answerOf(
  Type.Array(
    Type.Object({
      stepid: Type.Integer(),
      status: Type.Integer({ description: '0 就绪中 1 招募中 2 进行中 3 验收中 4 完成' }),
      name: Type.String(),
      positions: Type.Array(position),
      hired: Type.Array(hired),
    }),
  ),
);

/** A project's steps (4.9.4). */
export async function toSteps(ctx: ReadContext, steps: readonly ShownStep[]) {
  const people = await membersById(
    ctx,
    steps.flatMap(({ hirings }) => hirings.map((one) => one.user_id)),
  );
  return steps.map(({ step, positions, hirings }) => ({
    stepid: Number(step.id),
    status: stepNumbers[step.state],
    name: step.name,
    positions: positions.map(toPosition),
    hired: hirings.map((one) => toHired(one, people.get(one.user_id))),
  }));
}
