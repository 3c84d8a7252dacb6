import { Type } from 'typebox';
import { requirePerson } from '../../../domain/identity/index.ts';
import { changeMember, findMember, searchMembers } from '../../../domain/members/index.ts';
import { memberSeen, recommendedMembers } from '../../../domain/projects/index.ts';
import { changePicture } from '../../../domain/profiles/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { id, oneOf, text, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import { objectOf } from '../../../platform/http/json-fields.ts';
import {
  answerOf,
  cityIds,
  done,
  educations,
  idIn,
  idsIn,
  memberPlaceIn,
  nothing,
  pageHead,
  pageOf,
  paging,
  placeFields,
  ref,
  refs,
} from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { cardsAnswer, infoAnswer, pictureUrl, presences, toCard, toInfo } from '../people.ts';
import { endpoint } from '../wire.ts';

const userid = () => id().required().says('用户 ID');
const avatarAnswer = answerOf(Type.Object({ avatar: Type.String() }));

const searchFields = {
  ...paging,
  keyword: text({ max: 50 }),
  minPay: yuan(),
  maxPay: yuan(),
  city: refs(),
  industry: refs(),
  skill: refs(),
};

/** Personal information and finding designers (seed 001, 4.4.1, 4.4.2, 4.4.7, 4.4.8 and 4.7). */
export function peopleRoutes({ catalog, files, baseUrl }: IblockMeans) {
  async function filterIn(fields: ValuesOf<typeof searchFields>) {
    const lists = await catalog.read();
    return {
      name: fields.keyword,
      minPay: fields.minPay,
      maxPay: fields.maxPay,
      cityIds: cityIds(lists, fields.city),
      industryIds: idsIn(lists.industries, fields.industry),
      craftIds: idsIn(lists.crafts, fields.skill),
    };
  }

  return [
    endpoint({
      id: '4.4.1',
      method: 'GET',
      paths: ['/user/info/:userid', '/user/getUserInfo/:userid'],
      title: '获取个人信息',
      access: 'signed-in',
      fields: { userid: userid() },
      answer: infoAnswer,
      async handle(call) {
        const { member, showsPhone } = await memberSeen(call.read(), call.fields.userid);
        return { data: toInfo(member, showsPhone, await catalog.read(), baseUrl) };
      },
    }),
    endpoint({
      id: '4.4.2',
      method: 'POST',
      paths: ['/user/updateUserInfo'],
      title: '更新个人信息',
      notes: '只修改给出的字段；公司资料仅限项目经理',
      access: 'signed-in',
      fields: {
        status: oneOf(['0', '1', '2', '4']).says('1 隐身 2 在线 4 忙碌'),
        education: ref().says('1 本科 2 硕士 3 博士 4 其他'),
        geo: objectOf({ ...placeFields, address: text(), street: text() }),
        corporateName: text({ min: 1, max: 100 }),
        corporateBio: text({ max: 2_000, keepsEmpty: true }),
        skills: refs(),
      },
      answer: nothing,
      async handle(call) {
        const { status, education, geo, corporateName, corporateBio, skills } = call.fields;
        const degree = education && idIn(educations, education);
        if (degree !== undefined && !educations.byId(degree)) throw new DomainError('request.incomplete');
        const lists = await catalog.read();
        const changes = {
          presence: status === undefined ? undefined : presences[status],
          education: degree,
          place: geo && memberPlaceIn(lists, geo),
          craftIds: idsIn(lists.crafts, skills),
          companyName: corporateName,
          overview: corporateBio,
        };
        await call.write((ctx) => changeMember(ctx, changes, lists));
        return done;
      },
    }),
    endpoint({
      id: '4.4.7-tbd',
      method: 'GET',
      paths: ['/user/getUserFavicon/:userid'],
      title: '获取用户头像',
      notes: '没有头像时 avatar 为空',
      access: 'anyone',
      fields: { userid: userid() },
      answer: avatarAnswer,
      async handle(call) {
        const member = await findMember(call.read(), call.fields.userid);
        return { data: { avatar: pictureUrl(baseUrl, member.avatar_uid) } };
      },
    }),
    endpoint({
      id: '4.4.8-tbd',
      method: 'POST',
      paths: ['/user/updateUserFavicon'],
      title: '上传用户头像',
      notes: 'multipart 字段 file，最大 5 MB，取中间的正方形',
      access: 'signed-in',
      upload: { field: 'file', maxBytes: 5 * 1_048_576 },
      fields: {},
      answer: avatarAnswer,
      async handle(call) {
        if (!call.upload) throw new DomainError('file.wrong_type');
        const actor = requirePerson(call.read().actor);
        const uid = await changePicture(call, files, actor, { received: call.upload, kind: 'avatar', crop: undefined });
        return { data: { avatar: pictureUrl(baseUrl, uid) } };
      },
    }),
    endpoint({
      id: '4.7.1',
      method: 'POST',
      paths: ['/user/search', '/user/search/designer', '/user/searchDesigner'],
      title: '设计师搜索',
      notes: '薪资按区间重叠匹配；城市、行业、技能各取其一即可；隐身和冻结的设计师不出现',
      access: 'anyone',
      fields: searchFields,
      answer: cardsAnswer,
      async handle(call) {
        const filter = await filterIn(call.fields);
        const order = call.fields.order === 'asc' ? 'oldest' : 'newest';
        const { items, total } = await searchMembers(call.read(), filter, order, pageOf(call.fields));
        const lists = await catalog.read();
        const result = items.map((row) => toCard(row, lists, baseUrl));
        return { data: { ...pageHead(call.fields, total, 'createTime'), result } };
      },
    }),
    endpoint({
      id: '4.7.2',
      method: 'POST',
      paths: ['/user/recommended'],
      title: '推荐设计师',
      notes: '按本人未结束项目的城市、行业、技能和薪资匹配，最符合的在前',
      access: 'manager',
      fields: paging,
      answer: cardsAnswer,
      async handle(call) {
        const { items, total } = await recommendedMembers(call.read(), pageOf(call.fields));
        const lists = await catalog.read();
        const result = items.map((row) => toCard(row, lists, baseUrl));
        return { data: { ...pageHead(call.fields, total, 'match'), result } };
      },
    }),
    endpoint({
      id: '4.7.3',
      method: 'POST',
      paths: ['/user/hot', '/user/popular'],
      title: '热门设计师',
      notes: '按平均评分倒序；筛选条件同设计师搜索',
      access: 'anyone',
      fields: searchFields,
      answer: cardsAnswer,
      async handle(call) {
        const filter = await filterIn(call.fields);
        const { items, total } = await searchMembers(call.read(), filter, 'popular', pageOf(call.fields));
        const lists = await catalog.read();
        const result = items.map((row) => toCard(row, lists, baseUrl));
        return { data: { ...pageHead(call.fields, total, 'rating'), result } };
      },
    }),
  ];
}
