import { Type } from 'typebox';
import {
  changeClient,
  changeFreelancer,
  finishJoining,
  ownCategories,
  ownProfile,
  profileOf,
  setCategories,
} from '../../../domain/profiles/index.ts';
import { accountsOf } from '../../../domain/payments/index.ts';
import { countProfileView } from '../../../domain/reports/index.ts';
import { companyOf, identityOf } from '../../../domain/verification/index.ts';
import type { ReadContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, int, listOf, oneOf, recordOf, text, uid, yuan } from '../../../platform/http/fields.ts';
import { email } from '../../../platform/http/person-fields.ts';
import { nothing, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { type OwnExtras, profileAnswer, toCategory, toFreelancer, toTeam } from '../profiles.ts';
import { type Caller, endpoint } from '../wire.ts';

const maxHourly = 1_000_000n;
const emailField = (code: number) => email().failsWith(code);
const overview = (code: number) => text({ max: 10_000, keepsEmpty: true }).failsWith(code);
const city = (code: number) => int({ min: 1 }).failsWith(code).says('城市 ID（国家省市列表的第三级）');
const skills = (code: number) => listOf(text({ max: 50 }), { max: 50 }).failsWith(code);
const level = (code: number) => oneOf(['entry', 'middle', 'expert']).failsWith(code);
const workload = (code: number) => int({ min: 1, max: 3 }).failsWith(code);
const english = (code: number) => int({ min: 1, max: 4 }).failsWith(code);
const languages = () =>
  recordOf(int({ min: 1, max: 4 }), { max: 20 })
    .failsWith(20128)
    .says('语言英文名对水平，如 {"Chinese":1,"Japanese":2}');
const address = (code: number) => text({ max: 100, keepsEmpty: true }).failsWith(code);
const postcode = (code: number) => text({ max: 20, keepsEmpty: true, pattern: /^[\w -]*$/ }).failsWith(code);
const categories = (code: number) =>
  listOf(int({ min: 1 }))
    .failsWith(code)
    .says('子类别 ID，以逗号分隔，最多 10 个');

const isClient = (_sent: unknown, { session }: Caller): boolean => session?.kind === 'client';

/** Profiles and the steps of registration (seed 000: 获取用户分类 … 创建用户时薪等信息, 完善经历). */
export function profileRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'category_users',
      method: 'GET',
      paths: ['/api/user/category'],
      title: '获取用户分类',
      access: 'freelancer',
      fields: {},
      answer: Type.Object({
        categorys: Type.Array(
          Type.Object({
            name: Type.String(),
            category_id: Type.Integer(),
            parent_name: Type.String(),
            parent_id: Type.Integer(),
          }),
        ),
      }),
      async handle(call) {
        const [ids, lists] = await Promise.all([ownCategories(call.read()), catalog.read()]);
        return {
          categorys: ids.map((id) => {
            const { name = '', parent_id = 0, parent_name = '' } = toCategory(id, lists);
            return { name, category_id: id, parent_name, parent_id };
          }),
        };
      },
    }),
    ...(
      [
        { id: 'category_add', method: 'POST', title: '创建用户分类', code: 20101 },
        { id: 'category_update', method: 'PUT', title: '更新用户分类', code: 20103 },
      ] as const
    ).map(({ id, method, title, code }) =>
      endpoint({
        id,
        method,
        paths: ['/api/user/category'],
        title,
        notes: '以所传类别替换原有类别',
        access: 'freelancer',
        fields: { category: categories(code).required(20102) },
        answer: nothing,
        errors: { 'category.unknown': 20104 },
        async handle(call) {
          const { category } = call.fields;
          const lists = await catalog.read();
          await call.write((ctx) => setCategories(ctx, category, lists.categories));
          return {};
        },
      }),
    ),
    endpoint({
      id: 'profile_get',
      method: 'GET',
      paths: ['/api/user/profile'],
      title: '获取用户个人信息',
      notes: '不传 uuid 为当前身份自己的资料；开发者与需求者的字段不同，按 uuid 查询时不含私人信息',
      access: 'signed-in',
      fields: { uuid: uid().says('开发者 uuid 或需求者 team uuid') },
      answer: Type.Object({ profile: profileAnswer }),
      async handle(call) {
        const ctx = call.read();
        const { uuid } = call.fields;
        const profile = await (uuid === undefined ? ownProfile(ctx) : profileOf(ctx, uuid));
        const extras = uuid === undefined ? await ownExtras(ctx) : undefined;
        const words = { catalog: await catalog.read(), baseUrl };
        if (profile.kind === 'freelancer') {
          if (uuid !== undefined) await call.write((writing) => countProfileView(writing, profile.party_id));
          return { profile: toFreelancer(profile, words, extras) };
        }
        return { profile: toTeam(profile, words, await companyOf(ctx, profile.party_id), extras) };
      },
    }),
    endpoint({
      id: 'profile_add',
      method: 'POST',
      paths: ['/api/user/profile'],
      title: '创建用户个人详细信息',
      notes: 'overview 也可写作 intro；不在技能列表中的技能会被忽略',
      access: 'freelancer',
      fields: {
        title: text({ max: 29 }).required(20121).failsWith(20122),
        overview: overview(20123).says('必须，或传 intro'),
        intro: overview(20123),
        email: emailField(20124).required(20121),
        skills: skills(20127).required(20121).says('以逗号分隔'),
        english: english(20126).required(20121),
        other: languages(),
        workload: workload(20125).required(20121),
      },
      answer: nothing,
      errors: { 'request.incomplete': 20121, 'profile.skills_unknown': 20127, 'user.email_taken': 20129 },
      async handle(call) {
        const { other, intro, ...sent } = call.fields;
        const overview = sent.overview || intro;
        if (!overview) throw new DomainError('request.incomplete', { field: 'overview' });
        const changes = { ...sent, overview };
        const lists = await catalog.read();
        await call.write((ctx) => changeFreelancer(ctx, { ...changes, languages: other }, lists));
        return {};
      },
    }),
    endpoint({
      id: 'profile_update',
      method: 'PUT',
      paths: ['/api/user/profile'],
      title: '修改用户个人详细信息',
      notes: '开发者：每项均可单独修改；实名认证后姓名不能修改',
      access: 'signed-in',
      when: (sent, caller) => !isClient(sent, caller),
      fields: {
        name: text({ min: 1, max: 30 }).failsWith(80003),
        email: emailField(202710),
        location: city(20272),
        location_id: city(20272),
        address: address(20273),
        postcode: postcode(20274),
        available: flag().failsWith(80003),
        workload: workload(202713),
        title: text({ max: 29 }).failsWith(20275),
        overview: overview(20276),
        intro: overview(20276),
        hourly: yuan({ max: maxHourly }).failsWith(20277),
        skills: skills(20279),
        english: english(20278),
        other: languages(),
        level: level(202712),
      },
      answer: nothing,
      errors: { 'region.unknown': 20272 },
      async handle(call) {
        const { location, location_id, other, intro, overview = intro, ...rest } = call.fields;
        const changes = { ...rest, overview, regionId: location_id ?? location, languages: other };
        const lists = await catalog.read();
        await call.write((ctx) => changeFreelancer(ctx, changes, lists));
        return {};
      },
    }),
    endpoint({
      id: 'profile_update',
      method: 'PUT',
      paths: ['/api/user/profile'],
      title: '修改需求者信息',
      notes: '需求者：每项均可单独修改；企业认证后企业名称不能修改',
      access: 'signed-in',
      when: isClient,
      fields: {
        name: text({ min: 1, max: 30 }).failsWith(20548),
        client_name: text({ min: 1, max: 150 }).failsWith(20542),
        link: text({ max: 100, keepsEmpty: true }).failsWith(20543),
        overview: overview(205411),
        intro: overview(205411),
        location_id: city(20544),
        location: city(20544),
        address: address(20545),
        phone: text({ max: 20, keepsEmpty: true, pattern: /^[\d+() -]*$/ }).failsWith(20546),
        email: emailField(20547),
      },
      answer: nothing,
      errors: { 'region.unknown': 20544, 'user.name_locked': 20549 },
      async handle(call) {
        const { location, location_id, client_name, intro, overview = intro, ...rest } = call.fields;
        const changes = { ...rest, overview, regionId: location_id ?? location, teamName: client_name };
        const { regions } = await catalog.read();
        await call.write((ctx) => changeClient(ctx, changes, regions));
        return {};
      },
    }),
    endpoint({
      id: 'user_resume',
      method: 'POST',
      paths: ['/api/user/resume'],
      title: '完善经历',
      access: 'freelancer',
      fields: { level: level(20016).required() },
      answer: nothing,
      async handle(call) {
        const lists = await catalog.read();
        await call.write((ctx) => changeFreelancer(ctx, { level: call.fields.level }, lists));
        return {};
      },
    }),
    endpoint({
      id: 'profile_other',
      method: 'POST',
      paths: ['/api/user/other/create'],
      title: '创建用户时薪等信息',
      notes: '注册的最后一步，完成后状态为 active，可被需求者找到',
      access: 'freelancer',
      fields: {
        amount: yuan({ max: maxHourly }).failsWith(20163).says('时薪'),
        hourly: yuan({ max: maxHourly }).failsWith(20163).says('同 amount'),
        location: city(20167).says('必须，城市 ID'),
        location_id: city(20167).says('同 location'),
        address: text({ max: 100 }).required().failsWith(20162),
        postcode: postcode(20162),
      },
      answer: nothing,
      errors: { 'request.incomplete': 20167, 'region.unknown': 20167 },
      async handle(call) {
        const { location, location_id, amount, hourly, address, postcode } = call.fields;
        const regionId = location ?? location_id;
        if (regionId === undefined) throw new DomainError('request.incomplete', { field: 'location' });
        const details = { hourly: amount ?? hourly, regionId, address, postcode };
        const lists = await catalog.read();
        await call.write((ctx) => finishJoining(ctx, details, lists));
        return {};
      },
    }),
  ];

  async function ownExtras(ctx: ReadContext): Promise<OwnExtras> {
    const person = personIn(ctx);
    const [identity, accounts] = await Promise.all([identityOf(ctx, person.userId), accountsOf(ctx, person)]);
    const alipay = accounts.find((account) => account.kind === 'alipay');
    return { idNumber: identity.shown, alipay: alipay?.shown ?? '' };
  }
}
