/** The lists that people and projects are described by (seed 001, 4.4.8 and 4.13). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call } from './client.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer('iblock');
}, 60_000);

afterAll(async () => {
  await server.stop();
});

describe('lists', () => {
  const get = (path: string, as?: string) => call(server.url, path, undefined, { as });
  const cities = async (keyword: string) => {
    const path = `/meta/city/search/${encodeURIComponent(keyword)}`;
    const { data } = await get(path, '/meta/city/search/{keyword}');
    return data.results.map((one: { name: string }) => one.name);
  };

  it('find cities by name, pinyin and initials', async () => {
    expect(await cities('上')).toEqual(expect.arrayContaining(['上海市', '上饶市']));
    expect((await cities('上海'))[0]).toBe('上海市');
    expect((await cities('shanghai'))[0]).toBe('上海市');
    expect(await cities('shang')).toEqual(expect.arrayContaining(['上海市', '上饶市', '商丘市']));
    expect(await cities('SH')).toContain('上海市');
    expect(await cities('hz')).toEqual(expect.arrayContaining(['杭州市', '湖州市', '惠州市']));
    expect(await cities('没有')).toEqual([]);
    const { data } = await get('/meta/city/search?q=hangzhou', '/meta/city/search');
    expect(data.results).toEqual([{ id: 330100, name: '杭州市' }]);
    expect(await get('/meta/city/search', '/meta/city/search')).toMatchObject({ status: 415 });
  });

  it('name districts, provinces, cities, industries, skills, positions and degrees', async () => {
    const { data } = await get('/meta/district/310100', '/meta/district/{cityid}');
    expect(data.results).toContainEqual({ id: 310110, name: '杨浦区' });
    expect(data.results).toContainEqual({ id: 310115, name: '浦东新区' });
    expect(await get('/meta/district/1', '/meta/district/{cityid}')).toMatchObject({ status: 404 });
    expect(await get('/meta/district/x', '/meta/district/{cityid}')).toMatchObject({ status: 415 });
    expect((await get('/meta/province/all'))['data'].results).toHaveLength(34);
    const inZhejiang = await get('/meta/city/330000', '/meta/city/{provinceid}');
    expect(inZhejiang['data'].results).toContainEqual({ id: 330100, name: '杭州市' });
    expect((await get('/meta/industry/all'))['data'].results).toContainEqual({ id: 5, name: '公建景观' });
    expect((await get('/meta/position/all'))['data'].results).toContainEqual({ id: 12, name: '园林设计师' });
    expect((await get('/meta/education/all'))['data'].results).toHaveLength(4);
    const skills = await get('/user/skills/');
    expect(skills['results'].slice(0, 5).map((one: { name: string }) => one.name)).toEqual([
      'CAD',
      'Photoshop',
      '园林设计',
      '环卫工程',
      'Maya',
    ]);
    expect(skills['data'].results).toEqual(skills['results']);
  });
});
