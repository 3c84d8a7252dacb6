/** How favourites show in this API. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import type { FavoriteFreelancer, FavoriteListing } from '../../domain/listings/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { pictureUrl } from './forms-files.ts';
import { jobCardAnswer, toJobCard } from './jobs.ts';
import { toPlace } from './profiles.ts';
import { jobStatusOf } from './state-words.ts';

/** One favourite: of a client `favorite`, of a freelancer `job`. */
export const favoriteAnswer = Type.Object({
  favorite_id: Type.Integer(),
  memo: Type.String(),
  create_at: Type.String(),
  favorite: Type.Optional(
    Type.Object({
      uuid: Type.String(),
      name: Type.String(),
      avatar: Type.String(),
      overview: Type.String({ description: '前 300 个字' }),
      hourly: Type.Number(),
      workload: Type.Integer({ description: '0 表示未填写' }),
      skills: Type.Array(Type.String()),
      location: Type.Object({
        location_id: Type.Optional(Type.Integer()),
        id: Type.Optional(Type.Integer()),
        name: Type.Optional(Type.String()),
        parent_id: Type.Optional(Type.Integer()),
        parent_name: Type.Optional(Type.String()),
      }),
    }),
  ),
  job: Type.Optional(
    Type.Object({ ...jobCardAnswer.properties, status: Type.String({ description: 'normal / private / close' }) }),
  ),
});

const head = ({ favorite_id: id, memo, kept_at: keptAt }: FavoriteFreelancer | FavoriteListing) => ({
  favorite_id: Number(id),
  memo,
  create_at: localTime(keptAt),
});

export function toFavoriteFreelancer(row: FavoriteFreelancer, catalog: Catalog, baseUrl: string) {
  const place = toPlace(row.region_id, catalog);
  return {
    ...head(row),
    favorite: {
      uuid: row.uid,
      name: row.name,
      avatar: pictureUrl(baseUrl, row.avatar_uid),
      overview: row.overview,
      hourly: yuanNumber(row.hourly ?? 0n),
      workload: row.workload ?? 0,
      skills: row.skills,
      location: 'id' in place ? { location_id: place.id, ...place } : {},
    },
  };
}

export const toFavoriteJob = (row: FavoriteListing, catalog: Catalog) => ({
  ...head(row),
  job: { ...toJobCard(row, catalog), status: jobStatusOf[row.state] },
});
