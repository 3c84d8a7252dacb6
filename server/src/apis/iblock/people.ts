/** People as this API shows them. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import type { MemberRow, Presence } from '../../domain/members/index.ts';
import type { PartyKind } from '../../kernel/context.ts';
import { masked } from '../../kernel/masked.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { answerOf, named, pageAnswer, toNamed } from './forms.ts';

/** UserRole (seed 001, 3.1). */
export const roleNumbers: Readonly<Record<PartyKind, number>> = {
  broker: 1,
  freelancer: 2,
  client: 3,
  administrator: 4,
};

/** UserStatus (3.1); frozen is 3 and nobody's own choice. */
const presenceNumbers: Readonly<Record<Presence, number>> = { hidden: 1, online: 2, busy: 4 };
export const presences: Readonly<Record<string, Presence>> = { 0: 'online', 1: 'hidden', 2: 'online', 4: 'busy' };

const statusOf = (member: MemberRow) => (member.is_restricted ? 3 : presenceNumbers[member.presence]);

/** The address of a picture; '' when there is none. */
export const pictureUrl = (baseUrl: string, uid: string | null | undefined): string =>
  uid ? `${baseUrl}/attachment/${uid}` : '';

const card = Type.Object({
  id: Type.Integer(),
  userid: Type.Integer(),
  name: Type.String(),
  username: Type.String(),
  stauts: Type.Integer({ description: '文档原文的拼写，同 status' }),
  status: Type.Integer(),
  role: Type.Integer(),
  rating: Type.Number({ description: '平均评分，没有评分为 0' }),
  city: named,
  industry: Type.Array(named),
  skill: Type.Array(named),
  minPay: Type.Number(),
  maxPay: Type.Number(),
  avatar: Type.String(),
});

export const cardsAnswer = pageAnswer(card);

/** A designer in a list (4.7.1). */
export function toCard(member: MemberRow, catalog: Catalog, baseUrl: string) {
  const id = Number(member.user_id);
  const status = statusOf(member);
  return {
    id,
    userid: id,
    name: member.name,
    username: member.name,
    stauts: status,
    status,
    role: roleNumbers[member.kind],
    rating: Number(member.rating_average),
    city: toNamed(catalog.regions, member.city_id ?? member.wished_city_ids[0] ?? null),
    industry: member.industry_ids.map((one) => toNamed(catalog.industries, one)),
    skill: member.craft_ids.map((one) => toNamed(catalog.crafts, one)),
    minPay: yuanNumber(member.min_pay ?? 0n),
    maxPay: yuanNumber(member.max_pay ?? 0n),
    avatar: pictureUrl(baseUrl, member.avatar_uid),
  };
}

/** The same in texts, as 4.10.8 shows it. */
export const plainCard = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  stauts: Type.Integer(),
  status: Type.Integer(),
  city: Type.String(),
  industry: Type.Array(Type.String()),
  avatar: Type.String(),
});

export function toPlainCard(member: MemberRow, catalog: Catalog, baseUrl: string) {
  const { id, name, stauts, status, city, industry, avatar } = toCard(member, catalog, baseUrl);
  return { id, name, stauts, status, city: city.name, industry: industry.map((one) => one.name), avatar };
}

export const infoAnswer = answerOf(
  Type.Object({
    userid: Type.Integer(),
    userId: Type.Integer(),
    username: Type.String(),
    rating: Type.Number(),
    education: Type.Integer({ description: '1 本科 2 硕士 3 博士 4 其他，0 未填' }),
    status: Type.Integer({ description: '1 隐身 2 在线 3 冻结 4 忙碌' }),
    role: Type.Integer({ description: '1 经纪人 2 设计师 3 项目经理 4 系统管理员' }),
    contactPhone: Type.String({ description: '本人、系统管理员和同一项目的成员可见，其他人只见首尾' }),
    geo: Type.Object({
      province: Type.Integer(),
      city: Type.Integer(),
      district: Type.Integer(),
      street: Type.String(),
      address: Type.String(),
      provinceName: Type.String(),
      cityName: Type.String(),
      districtName: Type.String(),
    }),
    skills: Type.Array(named),
    avatar: Type.String(),
    corporateName: Type.Optional(Type.String()),
    corporateBio: Type.Optional(Type.String()),
  }),
);

/** Personal information (4.4.1). */
export function toInfo(member: MemberRow, showsPhone: boolean, catalog: Catalog, baseUrl: string) {
  const id = Number(member.user_id);
  const [province, city, district] = [member.province_id, member.city_id, member.district_id].map((one) =>
    toNamed(catalog.regions, one),
  );
  const phone = member.phone ?? '';
  return {
    userid: id,
    userId: id,
    username: member.name,
    rating: Number(member.rating_average),
    education: member.education ?? 0,
    status: statusOf(member),
    role: roleNumbers[member.kind],
    contactPhone: showsPhone || phone === '' ? phone : masked(phone, 3, 4),
    geo: {
      province: province?.id ?? 0,
      city: city?.id ?? 0,
      district: district?.id ?? 0,
      street: `${district?.name ?? ''}${member.address}`,
      address: member.address,
      provinceName: province?.name ?? '',
      cityName: city?.name ?? '',
      districtName: district?.name ?? '',
    },
    skills: member.craft_ids.map((one) => toNamed(catalog.crafts, one)),
    avatar: pictureUrl(baseUrl, member.avatar_uid),
    ...(member.kind === 'client' && { corporateName: member.team_name, corporateBio: member.team_overview }),
  };
}
