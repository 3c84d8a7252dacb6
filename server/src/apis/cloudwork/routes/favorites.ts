import { Type } from 'typebox';
import { addFavorite, favoriteFreelancers, favoriteListings, removeFavorite } from '../../../domain/listings/index.ts';
import { text, uid } from '../../../platform/http/fields.ts';
import { favoriteAnswer, toFavoriteFreelancer, toFavoriteJob } from '../favorites.ts';
import { nothing, pagedAnswer, pageOf, paging, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** Favourites: clients keep freelancers, freelancers keep jobs (seed 000: 收藏列表, 收藏, 取消收藏). */
export function favoriteRoutes({ catalog, baseUrl }: Pick<CloudworkMeans, 'catalog' | 'baseUrl'>) {
  return [
    endpoint({
      id: 'favorite_get',
      method: 'GET',
      paths: ['/api/favorite'],
      title: '收藏列表',
      notes: '需求者收藏的开发者在 favorite，开发者收藏的项目在 job；新收藏的在前',
      access: 'signed-in',
      fields: { pagenum: paging(10, 20281).pagenum, pagesize: paging(10, 20282).pagesize },
      answer: Type.Object({ favorites: Type.Array(favoriteAnswer), ...pagedAnswer }),
      async handle(call) {
        const ctx = call.read();
        const page = pageOf(call.fields);
        const lists = await catalog.read();
        if (personIn(ctx).role === 'client') {
          const { items, total } = await favoriteFreelancers(ctx, page);
          const favorites = items.map((row) => toFavoriteFreelancer(row, lists, baseUrl));
          return { favorites, count: total, pagenum: page.number };
        }
        const { items, total } = await favoriteListings(ctx, page);
        return { favorites: items.map((row) => toFavoriteJob(row, lists)), count: total, pagenum: page.number };
      },
    }),
    endpoint({
      id: 'favorite_add',
      method: 'POST',
      paths: ['/api/favorite'],
      title: '收藏',
      access: 'signed-in',
      fields: {
        target_id: uid().required(20283).failsWith(20286).says('需求者传开发者 uuid，开发者传项目 uuid'),
        memo: text({ max: 100 }).or('').failsWith(20287),
      },
      answer: Type.Object({ favorite_id: Type.Integer() }),
      async handle(call) {
        const { target_id: target, memo } = call.fields;
        return { favorite_id: Number(await call.write((ctx) => addFavorite(ctx, target, memo))) };
      },
    }),
    endpoint({
      id: 'favorite_del',
      method: 'DELETE',
      paths: ['/api/favorite'],
      title: '取消收藏',
      access: 'signed-in',
      fields: { target_id: uid().required(20288).failsWith(20289).says('所收藏的开发者或项目的 uuid') },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeFavorite(ctx, call.fields.target_id));
        return {};
      },
    }),
  ];
}
