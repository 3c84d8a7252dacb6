import { Type } from 'typebox';
import {
  addExperience,
  answerSharedExperience,
  askSharedExperience,
  changeExperience,
  changeWishes,
  experiencesOf,
  findMember,
  membersById,
  removeExperience,
  sharedExperiencesOf,
} from '../../../domain/members/index.ts';
import { requirePerson } from '../../../domain/identity/index.ts';
import type { ReadContext } from '../../../kernel/context.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { flag, id, int, text, yuan } from '../../../platform/http/fields.ts';
import { answerEither, answerFields } from '../answers.ts';
import { answerOf, cityIds, done, idIn, idsIn, looseDay, named, nothing, ref, refs, toNamed } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const userid = () => id().required().says('用户 ID');

const experience = Type.Object({
  id: Type.Integer(),
  industry: named,
  time: Type.Integer({ description: '年' }),
  desc: Type.String(),
});

const experienceAnswer = answerOf(
  Type.Object({
    id: Type.Optional(Type.Integer({ description: '刚添加或修改的记录' })),
    expirience: Type.Array(experience, { description: '文档原文的拼写' }),
    experience: Type.Array(experience),
    experiences: Type.Array(experience),
    commonExperience: Type.Array(
      Type.Object({
        id: Type.Integer(),
        userid: Type.Integer({ description: '共同经历的另一方' }),
        username: Type.String(),
        desc: Type.String(),
        startDate: Type.String(),
        endDate: Type.String(),
      }),
      { description: '双方确认过的共同经历' },
    ),
  }),
);

const time = () => int({ min: 0, max: 80 }).says('年');
const desc = () => text({ min: 1, max: 2_000 });

/** Work experience, wishes and shared experience (seed 001, 4.4.3 to 4.4.10). */
export function careerRoutes({ catalog }: IblockMeans) {
  async function experienceOf(ctx: ReadContext, userId: bigint) {
    const [rows, shared, { industries }] = await Promise.all([
      experiencesOf(ctx, userId),
      sharedExperiencesOf(ctx, userId),
      catalog.read(),
    ]);
    const others = shared.map((row) => (row.asker_id === userId ? row.asked_id : row.asker_id));
    const people = await membersById(ctx, others);
    const list = rows.map((row) => ({
      id: Number(row.id),
      industry: toNamed(industries, row.industry_id),
      time: row.years,
      desc: row.description,
    }));
    const commonExperience = shared.map((row, index) => {
      const other = others[index] ?? 0n;
      const username = people.get(other)?.name ?? '';
      const { description, start_day: startDate, end_day: endDate } = row;
      return { id: Number(row.id), userid: Number(other), username, desc: description, startDate, endDate };
    });
    return { expirience: list, experience: list, experiences: list, commonExperience };
  }

  return [
    endpoint({
      id: '4.4.3',
      method: 'GET',
      paths: ['/user/getWorkExperience/:userid'],
      title: '获取工作经验（仅限设计师）',
      access: 'signed-in',
      fields: { userid: userid() },
      answer: experienceAnswer,
      handle: async (call) => ({ data: await experienceOf(call.read(), call.fields.userid) }),
    }),
    endpoint({
      id: '4.4.4',
      method: 'POST',
      paths: ['/user/addWorkExperience'],
      title: '添加工作经验',
      notes: '最多 50 条；返回同 4.4.3',
      access: 'designer',
      fields: { time: time().required(), industry: ref().required(), desc: desc().required() },
      answer: experienceAnswer,
      async handle(call) {
        const { time: years, industry, desc: description } = call.fields;
        const lists = await catalog.read();
        const entry = { industryId: idIn(lists.industries, industry), years, description };
        const made = await call.write((ctx) => addExperience(ctx, entry, lists));
        const ctx = call.read();
        return { data: { id: Number(made), ...(await experienceOf(ctx, requirePerson(ctx.actor).userId)) } };
      },
    }),
    endpoint({
      id: '4.4.4.1',
      method: 'POST',
      paths: ['/user/updateWorkExperience'],
      title: '更新工作经验',
      notes: '只修改给出的字段；返回同 4.4.3',
      access: 'designer',
      fields: { id: id().required(), time: time(), industry: ref(), desc: desc() },
      answer: experienceAnswer,
      async handle(call) {
        const { id: entryId, time: years, industry, desc: description } = call.fields;
        const lists = await catalog.read();
        const changes = { industryId: industry && idIn(lists.industries, industry), years, description };
        await call.write((ctx) => changeExperience(ctx, entryId, changes, lists));
        const ctx = call.read();
        return { data: { id: Number(entryId), ...(await experienceOf(ctx, requirePerson(ctx.actor).userId)) } };
      },
    }),
    endpoint({
      id: '4.4.5',
      method: 'POST',
      paths: ['/user/deleteWorkExperience'],
      title: '删除工作经验',
      access: 'designer',
      fields: { id: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeExperience(ctx, call.fields.id));
        return done;
      },
    }),
    endpoint({
      id: '4.4.6',
      method: 'GET',
      paths: ['/user/getWorkPrefs/:userid'],
      title: '获取工作兴趣',
      access: 'designer',
      fields: { userid: userid() },
      answer: answerOf(
        Type.Object({
          cities: Type.Array(named),
          industries: Type.Array(named),
          minPay: Type.Number(),
          maxPay: Type.Number(),
          isLongTerm: Type.Boolean({ description: '是否驻场' }),
        }),
      ),
      async handle(call) {
        const [member, { regions, industries }] = await Promise.all([
          findMember(call.read(), call.fields.userid),
          catalog.read(),
        ]);
        return {
          data: {
            cities: member.wished_city_ids.map((one) => toNamed(regions, one)),
            industries: member.industry_ids.map((one) => toNamed(industries, one)),
            minPay: yuanNumber(member.min_pay ?? 0n),
            maxPay: yuanNumber(member.max_pay ?? 0n),
            isLongTerm: member.is_long_term,
          },
        };
      },
    }),
    endpoint({
      id: '4.4.7',
      method: 'POST',
      paths: ['/user/updateWorkPrefs'],
      title: '更新工作兴趣',
      notes: '只修改给出的字段；列表整体替换',
      access: 'designer',
      fields: { cities: refs(), industries: refs(), minPay: yuan(), maxPay: yuan(), isLongTerm: flag() },
      answer: nothing,
      async handle(call) {
        const { cities, industries, minPay, maxPay, isLongTerm } = call.fields;
        const lists = await catalog.read();
        const wishes = {
          cityIds: cityIds(lists, cities),
          industryIds: idsIn(lists.industries, industries),
          minPay,
          maxPay,
          isLongTerm,
        };
        await call.write((ctx) => changeWishes(ctx, wishes, lists));
        return done;
      },
    }),
    endpoint({
      id: '4.4.9',
      method: 'POST',
      paths: ['/user/applyCommonExp'],
      title: '添加共同经历',
      notes: '向对方设计师发送任务消息，由对方确认',
      access: 'designer',
      fields: {
        userid: userid(),
        desc: desc().required(),
        startDate: looseDay().required(),
        endDate: looseDay().required(),
      },
      answer: nothing,
      async handle(call) {
        const { userid: withUserId, desc: description, startDate: startDay, endDate: endDay } = call.fields;
        await call.write((ctx) => askSharedExperience(ctx, { withUserId, description, startDay, endDay }));
        return done;
      },
    }),
    endpoint({
      id: '4.4.10',
      method: 'POST',
      paths: ['/user/acceptCommonExp'],
      title: '接受添加共同经历',
      notes: '任务消息的 service；申请内容以 messageid 对应的记录为准',
      access: 'designer',
      fields: { ...answerFields, id: id().says('共同经历的 ID，没有 messageid 时使用') },
      answer: nothing,
      async handle(call) {
        const thing = { kind: 'experience', id: call.fields.id } as const;
        await call.write((ctx) =>
          answerEither(ctx, 'user/acceptCommonExp', call.fields, thing, answerSharedExperience),
        );
        return done;
      },
    }),
  ];
}
