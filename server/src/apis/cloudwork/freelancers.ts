/** How freelancers show in this API's lists. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import { slotsPerHour } from '../../domain/contracts/index.ts';
import type { FreelancerCard, Recommended } from '../../domain/search/index.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { pictureUrl } from './forms-files.ts';
import { toPlace } from './profiles.ts';

const card = {
  id: Type.String(),
  name: Type.String(),
  avatar: Type.String(),
  title: Type.String(),
};
const longCard = {
  ...card,
  skills: Type.Array(Type.String()),
  hourly: Type.Number(),
  overview: Type.String({ description: '前 300 个字' }),
  favorite: Type.Boolean({ description: '需求者是否已收藏' }),
  location: Type.String({ description: '"省份, 城市"，未填写为空' }),
};
const reason = Type.String({ description: '推荐理由' });

/** One freelancer in the search. */
export const freelancerCardAnswer = Type.Object({
  ...longCard,
  coop_rate: Type.Integer({ description: '合作成功率，0–100；没有结束的合同时为 0' }),
  hours: Type.Integer({ description: '已付款的工时' }),
});

/** One freelancer recommended for a job, or like another. */
export const recommendedAnswer = Type.Object({ ...longCard, reason });
export const recommendedForJobAnswer = Type.Object({ ...longCard, reason, invite: Type.Boolean() });

/** The same in short. */
export const recommendedNameAnswer = Type.Object({ ...card, reason });

export interface FreelancerWords {
  readonly catalog: Catalog;
  readonly baseUrl: string;
}

/** "省份, 城市" */
function placeText(regionId: number | null, catalog: Catalog): string {
  const { name, parent_name } = { name: '', parent_name: '', ...toPlace(regionId, catalog) };
  return [parent_name, name].filter(Boolean).join(', ');
}

const toCard = (row: FreelancerCard, { baseUrl }: FreelancerWords) => ({
  id: row.uid,
  name: row.name,
  avatar: pictureUrl(baseUrl, row.avatar_uid),
  title: row.title,
});

const toLongCard = (row: FreelancerCard, words: FreelancerWords) => ({
  ...toCard(row, words),
  skills: row.skills,
  hourly: yuanNumber(row.hourly ?? 0n),
  overview: row.overview,
  favorite: row.is_favorite,
  location: placeText(row.region_id, words.catalog),
});

export const toFreelancerCard = (row: FreelancerCard, words: FreelancerWords) => ({
  ...toLongCard(row, words),
  coop_rate: row.coop_rate,
  hours: Math.floor(row.slots / slotsPerHour),
});

export const toRecommended = (row: Recommended, words: FreelancerWords) => ({
  ...toLongCard(row, words),
  reason: row.reason,
});

export const toRecommendedForJob = (row: Recommended, words: FreelancerWords) => ({
  ...toRecommended(row, words),
  invite: row.is_invited,
});

export const toRecommendedName = (row: Recommended, words: FreelancerWords) => ({
  ...toCard(row, words),
  reason: row.reason,
});
