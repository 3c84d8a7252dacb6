import { Type } from 'typebox';
import { openFile } from '../../../domain/files/index.ts';
import type { Region } from '../../../domain/catalog/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { answerFile } from '../../../platform/http/file-answer.ts';
import { int, text } from '../../../platform/http/fields.ts';
import { answerOf, educations, named } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const listAnswer = answerOf(Type.Object({ results: Type.Array(named), result: Type.Array(named) }));

function listed(rows: readonly { id: number; name: string }[]) {
  const results = rows.map(({ id, name }) => ({ id, name }));
  return { data: { results, result: results } };
}

const shownCities = 50;

/** Lists of places, industries and skills (seed 001, 4.4.8 and 4.13), and pictures. */
export function metaRoutes({ catalog, files }: IblockMeans) {
  const list = (
    id: string,
    path: `/${string}`,
    title: string,
    rows: () => Promise<readonly { id: number; name: string }[]>,
  ) =>
    endpoint({
      id,
      method: 'GET',
      paths: [path],
      title,
      access: 'anyone',
      fields: {},
      answer: listAnswer,
      handle: async () => listed(await rows()),
    });
  const cities = async (keyword: string) => listed((await catalog.read()).regions.citiesLike(keyword, shownCities));
  const districts = async (cityId: number): Promise<readonly Region[]> => {
    const { regions } = await catalog.read();
    if (!regions.isCity(cityId)) throw new DomainError('region.not_found');
    return regions.childrenOf(cityId);
  };

  return [
    endpoint({
      id: '4.4.8',
      method: 'GET',
      paths: ['/user/skills/', '/meta/skill/all'],
      title: '获取技能',
      access: 'anyone',
      fields: {},
      answer: Type.Object({ results: Type.Array(named), data: Type.Object({ results: Type.Array(named) }) }),
      async handle() {
        const results = (await catalog.read()).crafts.all.map(({ id, name }) => ({ id, name }));
        return { results, data: { results } };
      },
    }),
    endpoint({
      id: '4.13.1',
      method: 'GET',
      paths: ['/meta/city/search/:keyword'],
      title: '城市搜索',
      notes: '按中文名称、拼音或拼音首字母，最多 50 个',
      access: 'anyone',
      fields: { keyword: text({ min: 1, max: 30 }).required() },
      answer: listAnswer,
      handle: (call) => cities(call.fields.keyword),
    }),
    endpoint({
      id: 'city_search',
      method: 'GET',
      paths: ['/meta/city/search'],
      title: '城市搜索（查询参数）',
      access: 'anyone',
      fields: { q: text({ min: 1, max: 30 }).required() },
      answer: listAnswer,
      handle: (call) => cities(call.fields.q),
    }),
    endpoint({
      id: '4.13.2',
      method: 'GET',
      paths: ['/meta/district/:cityid'],
      title: '区列表',
      access: 'anyone',
      fields: { cityid: int({ min: 1 }).required() },
      answer: listAnswer,
      handle: async (call) => listed(await districts(call.fields.cityid)),
    }),
    list('provinces', '/meta/province/all', '省列表', async () => {
      const { regions } = await catalog.read();
      return regions.childrenOf(null).flatMap((country) => regions.childrenOf(country.id));
    }),
    endpoint({
      id: 'cities',
      method: 'GET',
      paths: ['/meta/city/:provinceid'],
      title: '市列表',
      access: 'anyone',
      fields: { provinceid: int({ min: 1 }).required() },
      answer: listAnswer,
      handle: async (call) => listed((await catalog.read()).regions.childrenOf(call.fields.provinceid)),
    }),
    list('industries', '/meta/industry/all', '行业列表', async () => (await catalog.read()).industries.all),
    list('positions', '/meta/position/all', '职位类型列表', async () => (await catalog.read()).positions.all),
    list('educations', '/meta/education/all', '学历列表', async () => educations.all),
    endpoint({
      id: 'attachment',
      method: 'GET',
      paths: ['/attachment/:uid'],
      title: '读取图片',
      access: 'anyone',
      fields: { uid: text({ pattern: /^[0-9a-f]{32}$/, max: 32 }).required() },
      answer: answerOf(Type.Object({})),
      handle: async (call) => answerFile(await openFile(call.read(), files, call.fields.uid), call.request),
    }),
  ];
}
