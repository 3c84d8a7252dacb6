import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeTexts } from '../server/src/apis/cloudwork/codes.ts';
import { labels } from '../server/src/apis/cloudwork/labels.ts';

interface Region {
  readonly id: number;
  readonly parent: number;
  readonly level: number;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
}

interface Category {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  readonly options: { stage: boolean; api: boolean; language: boolean; framework: boolean; platform: string };
}

interface Question {
  readonly id: number;
  readonly qtype: string;
  readonly name: string;
  readonly ename: string;
  readonly level: number;
}

const load = <T>(name: string): readonly T[] =>
  JSON.parse(readFileSync(new URL(`../database/reference/${name}.json`, import.meta.url), 'utf8'));

const duplicates = (values: readonly (string | number)[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

const chinese = /\p{Script=Han}/u;

describe('regions', () => {
  const regions = load<Region>('regions');
  const byId = new Map(regions.map((region) => [region.id, region]));
  const under = (parent: number) => regions.filter((region) => region.parent === parent);
  const describeRegion = (id: number) => {
    const region = byId.get(id);
    return region ? `${region.name} ${region.level} ${region.parent} ${region.pinyin} ${region.initials}` : 'missing';
  };

  it('hang together in a tree whose levels step by one', () => {
    const loose = regions.filter(({ id, parent, level }) => id !== 1 && byId.get(parent)?.level !== level - 1);
    expect(loose).toEqual([]);
    expect(byId.get(1)).toEqual({ id: 1, parent: 0, level: 1, name: '中国', pinyin: 'zhongguo', initials: 'zg' });
    expect(regions.filter(({ level }) => level < 1 || level > 4)).toEqual([]);
  });

  it('have an id and, under their parent, a name of their own', () => {
    expect(byId.size).toBe(regions.length);
    expect(new Set(regions.map(({ parent, name }) => `${parent} ${name}`)).size).toBe(regions.length);
    expect(regions.filter(({ id }) => !Number.isInteger(id) || id > 2_147_483_647)).toEqual([]);
  });

  it('keep the code of their province in front', () => {
    const strays = regions.filter(
      ({ id, parent, level }) => level > 2 && `${id}`.slice(0, 2) !== `${parent}`.slice(0, 2),
    );
    expect(strays).toEqual([]);
  });

  it('number as many as the country has', () => {
    expect(under(1)).toHaveLength(34);
    expect(regions.filter(({ level, id }) => level === 3 && id % 100 === 0)).toHaveLength(333 + 4 + 20 + 3 + 2);
    expect(regions.filter(({ level, id }) => level === 3 && id % 100 !== 0)).toHaveLength(1 + 4 + 15 + 12);
    expect(regions.filter(({ level }) => level === 4).length).toBeGreaterThan(2900);
  });

  it('offer a city in every province', () => {
    const empty = under(1).filter(({ id }) => !under(id).some(({ level }) => level === 3));
    expect(empty).toEqual([]);
  });

  it('name the one city of a municipality like the municipality', () => {
    const cities = [110000, 120000, 310000, 500000].map((id) =>
      under(id).map((region) => `${region.id} ${region.name}`),
    );
    expect(cities).toEqual([['110100 北京市'], ['120100 天津市'], ['310100 上海市'], ['500100 重庆市']]);
    expect(regions.filter(({ name }) => /^(市辖区|县)$|直辖县级/.test(name))).toEqual([]);
    expect(byId.get(500229)?.parent).toBe(500100);
  });

  it.each([
    [419001, '济源市 3 410000 jiyuan jy'],
    [429004, '仙桃市 3 420000 xiantao xt'],
    [469023, '澄迈县 3 460000 chengmai cm'],
    [659001, '石河子市 3 650000 shihezi shz'],
    [659012, '白杨市 3 650000 baiyang by'],
  ])('treat a county governed by its province, %i, as a city', (id, expected) => {
    expect(describeRegion(id)).toBe(expected);
  });

  it.each([
    [810100, '香港岛 3 810000 xianggangdao xgd'],
    [810018, '离岛区 4 810300 lidao ld'],
    [820100, '澳门半岛 3 820000 aomenbandao ambd'],
    [710100, '台北市 3 710000 taibei tb'],
    [653228, '和康县 4 653200 hekang hk'],
    [653229, '和安县 4 653200 hean ha'],
    [500157, '两江新区 4 500100 liangjiangxinqu ljxq'],
    [500105, 'missing'],
    [460400500, 'missing'],
  ])('carry the change made by hand at %i', (id, expected) => {
    expect(describeRegion(id)).toBe(expected);
  });

  it('are spelt in plain letters, the initials among them', () => {
    const odd = regions.filter(
      ({ pinyin, initials }) => !/^[a-z]+$/.test(pinyin) || !/^[a-z]+$/.test(initials) || pinyin[0] !== initials[0],
    );
    expect(odd).toEqual([]);
  });

  it.each([
    ['重庆市', 'chongqing'],
    ['长沙市', 'changsha'],
    ['长治市', 'changzhi'],
    ['厦门市', 'xiamen'],
    ['六安市', 'luan'],
    ['蚌埠市', 'bengbu'],
    ['亳州市', 'bozhou'],
    ['台州市', 'taizhou'],
    ['丽水市', 'lishui'],
    ['东莞市', 'dongguan'],
    ['百色市', 'baise'],
    ['儋州市', 'danzhou'],
    ['漯河市', 'luohe'],
    ['濮阳市', 'puyang'],
    ['乐山市', 'leshan'],
    ['成都市', 'chengdu'],
    ['昌都市', 'changdu'],
    ['大同市', 'datong'],
    ['宿州市', 'suzhou'],
    ['阜阳市', 'fuyang'],
    ['吕梁市', 'lvliang'],
    ['鄂尔多斯市', 'eerduosi'],
    ['哈尔滨市', 'haerbin'],
    ['吐鲁番市', 'tulufan'],
    ['喀什地区', 'kashi'],
    ['呼和浩特市', 'huhehaote'],
    ['恩施土家族苗族自治州', 'enshi'],
    ['新疆维吾尔自治区', 'xinjiang'],
    ['神农架林区', 'shennongjia'],
    ['乐清市', 'yueqing'],
    ['乐亭县', 'laoting'],
    ['番禺区', 'panyu'],
    ['黄陂区', 'huangpi'],
    ['蔚县', 'yuxian'],
    ['歙县', 'shexian'],
    ['单县', 'shanxian'],
    ['浚县', 'xunxian'],
    ['犍为县', 'qianwei'],
    ['洪洞县', 'hongtong'],
    ['闵行区', 'minhang'],
    ['涡阳县', 'guoyang'],
    ['珲春市', 'hunchun'],
    ['盱眙县', 'xuyi'],
    ['六合区', 'luhe'],
    ['长子县', 'zhangzi'],
    ['东阿县', 'donge'],
    ['万柏林区', 'wanbolin'],
    ['浦东新区', 'pudongxinqu'],
  ])('spell %s %s', (name, pinyin) => {
    const spellings = regions.filter((region) => region.name === name).map((region) => region.pinyin);
    expect([...new Set(spellings)]).toEqual([pinyin]);
  });
});

describe('categories', () => {
  const categories = load<Category>('categories');
  const idsWhere = (holds: (options: Category['options']) => unknown) =>
    categories.filter(({ options }) => holds(options)).map(({ id }) => id);

  it('are three tops and twenty children in their ranges', () => {
    expect(categories.map(({ id }) => id)).toEqual(range(1, 23));
    expect(categories.map(({ parent }) => parent)).toEqual([
      0,
      0,
      0,
      ...range(4, 11).map(() => 1),
      ...range(12, 18).map(() => 2),
      ...range(19, 23).map(() => 3),
    ]);
  });

  it('have Chinese names of their own', () => {
    expect(duplicates(categories.map(({ name }) => name))).toEqual([]);
    expect(categories.filter(({ name }) => !chinese.test(name))).toEqual([]);
  });

  it('offer the options that clients know', () => {
    expect(idsWhere(({ stage }) => stage)).toEqual([...range(4, 9), ...range(11, 13)]);
    expect(idsWhere(({ api }) => api)).toEqual(range(4, 11));
    expect(idsWhere(({ language }) => language)).toEqual(range(4, 11));
    expect(idsWhere(({ framework }) => framework)).toEqual(range(4, 11));
    expect(idsWhere(({ platform }) => platform === 'mobile')).toEqual([5]);
    expect(idsWhere(({ platform }) => platform === 'desktop')).toEqual([6]);
    expect(idsWhere(({ platform }) => platform === '')).toHaveLength(21);
  });
});

describe('questions', () => {
  const questions = load<Question>('questions');
  const qtypes = [
    'user',
    'proposal_refuse_f',
    'proposal_refuse_c',
    'proposal_archive',
    'proposal_revoke_f',
    'contract_refuse',
    'contract_revoke',
    'contract_finish_c',
    'contract_finish_f',
  ];

  it('are 58 over the nine types', () => {
    expect(questions.map(({ id }) => id)).toEqual(range(1, 58));
    expect([...new Set(questions.map(({ qtype }) => qtype))]).toEqual(qtypes);
  });

  it.each(qtypes)('of %s offer a choice, differ, and come highest level first', (qtype) => {
    const rows = questions.filter((question) => question.qtype === qtype);
    const levels = rows.map(({ level }) => level);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(levels).toEqual([...new Set(levels)].sort((a, b) => b - a));
    expect(duplicates(rows.map(({ name }) => name))).toEqual([]);
    expect(duplicates(rows.map(({ ename }) => ename))).toEqual([]);
  });

  it('are asked in Chinese and in English', () => {
    const silent = questions.filter(
      ({ name, ename }) => !chinese.test(name) || !/[a-z]/i.test(ename) || chinese.test(ename),
    );
    expect(silent).toEqual([]);
  });
});

describe('skills, languages, degrees and banks', () => {
  it('list about 250 skills once each, each in a child category', () => {
    const skills = load<{ id: number; name: string; category: number }>('skills');
    const children = new Set(range(4, 23));
    expect(skills.map(({ id }) => id)).toEqual(range(1, skills.length));
    expect(Math.abs(skills.length - 250)).toBeLessThanOrEqual(25);
    expect(duplicates(skills.map(({ name }) => name.toLowerCase()))).toEqual([]);
    expect(
      skills.filter(({ name, category }) => name !== name.trim() || name.includes(',') || !children.has(category)),
    ).toEqual([]);
    expect(new Set(skills.map(({ category }) => category)).size).toBe(children.size);
  });

  it('hold the languages a profile may name', () => {
    const languages = load<{ id: number; code: string; name: string; ename: string }>('languages');
    const enames = languages.map(({ ename }) => ename);
    expect(enames.slice(0, 6)).toEqual(['Chinese', 'Japanese', 'Korean', 'French', 'Spanish', 'English']);
    expect(languages.map(({ id }) => id)).toEqual(range(1, languages.length));
    expect(duplicates(enames)).toEqual([]);
    expect(duplicates(languages.map(({ code }) => code))).toEqual([]);
    expect(languages.filter(({ code, name }) => !/^[a-z]{2,3}$/.test(code) || !chinese.test(name))).toEqual([]);
  });

  it('hold the degrees of the document, named as in the labels', () => {
    const degrees = load<{ code: string; name: string }>('degrees');
    const { _degree: texts } = labels;
    const codes = ['senior', 'college', 'bachelor', 'master', 'mba', 'emba', 'doctor', 'others'];
    expect(degrees.map(({ code }) => code)).toEqual(codes);
    expect(Object.fromEntries(degrees.map(({ code, name }) => [code, name]))).toEqual(texts);
  });

  it('hold the sixteen banks in their order, no prefix twice', () => {
    const banks = load<{ id: number; code: string; name: string; bins: string[] }>('banks');
    const codes = 'CIB CMBC HBX SPDB GDB BOCOM ICBC CCB CMB ABC CITIC CEB BOC PSBC PINGAN HZCB'.split(' ');
    const bins = banks.flatMap((bank) => bank.bins);
    expect(banks.map(({ code }) => code)).toEqual(codes);
    expect(banks.map(({ id }) => id)).toEqual(range(1, 16));
    expect(banks.filter((bank) => bank.bins.length < (bank.code === 'HZCB' ? 5 : 8))).toEqual([]);
    expect(bins.filter((bin) => !/^\d{6}$/.test(bin))).toEqual([]);
    expect(duplicates(bins)).toEqual([]);
    expect(banks.filter(({ name }) => !name.endsWith('银行'))).toEqual([]);
  });
});

describe('industries, crafts and positions', () => {
  it.each(['industries', 'crafts', 'positions'])('%s have a number and a name of their own', (list) => {
    const rows = load<{ id: number; name: string }>(list);
    expect(duplicates(rows.flatMap(({ id, name }) => [id, name.toLowerCase()]))).toEqual([]);
    expect(rows.map(({ id }) => id)).toEqual(range(1, rows.length));
    expect(rows.filter(({ name }) => name !== name.trim() || name === '')).toEqual([]);
  });

  it('are numbered as document 001 shows them', () => {
    const nameOf = (list: string, id: number) =>
      load<{ id: number; name: string }>(list).find((row) => row.id === id)?.name;
    expect([1, 2, 3, 5].map((id) => nameOf('industries', id))).toEqual(['建筑', '建筑设计', '园林设计', '公建景观']);
    const skills = ['CAD', 'Photoshop', '园林设计', '环卫工程', 'Maya'];
    expect(range(1, 5).map((id) => nameOf('crafts', id))).toEqual(skills);
    expect(nameOf('positions', 12)).toBe('园林设计师');
  });
});

describe('labels', () => {
  it('hold every word the pages look up', () => {
    const keys = Object.fromEntries(
      Object.entries(labels).map(([name, texts]) => [name, Object.keys(texts).join(' ')]),
    );
    expect(keys).toEqual({
      _stage: 'design introduction idea none',
      _paymethod: 'hour fixed',
      _workload: '1 2 3',
      _level: 'entry middle expert',
      _lang_level: '1 2 3 4',
      _duration: '1 2 3 4 5',
      _degree: 'senior college bachelor master mba emba doctor others',
      _role: '1 2 3 4 5 6',
      _margin_type: 'deposit withdraw pay refund freeze income bonus',
      _contract_status: 'unpaid paid revoke refuse carry pause finish expire dispute service',
      _stone_status: 'unpaid paid carry carry_pay refuse finish cancel dispute service',
    });
  });

  it('are Chinese, but for the degrees that are letters in Chinese too', () => {
    const texts: string[] = Object.values(labels).flatMap((group): string[] => Object.values(group));
    expect(texts.filter((text) => !chinese.test(text))).toEqual(['MBA', 'EMBA']);
  });
});

describe('error codes of Cloudwork', () => {
  // Every code that the deployed server is known to give, by area, ranges written out.
  const areas = {
    general: [0, 1, 405, 30001, 30002, 42901, 50001, 50301, 80001, 80002, 80003, 80005, 80006],
    signin: range(20001, 20003),
    restriction: [20901, 20902],
    signup: range(20021, 20026),
    smsCode: [...range(20031, 20037), ...range(20631, 20634), 20636],
    attachment: [...range(20041, 20044), 20051, ...range(20171, 20174)],
    version: [20061, 20062],
    password: [...range(20091, 20094), 20391],
    categoryOfUser: range(20101, 20105),
    profileCreate: range(20121, 20129),
    profileUpdate: [...range(20271, 20279), ...range(202710, 202713)],
    clientProfile: [...range(20541, 20549), 205410, 205411, 20551],
    clientVerify: [...range(20561, 20567), 20263],
    otherAndResume: [20016, 20162, 20163, 20164, 20167, 20181],
    idVerify: range(20262, 20264),
    clientAndRole: [20251, 20252, 20321, 20322, 20332],
    employment: range(20131, 20135),
    education: range(20141, 20144),
    portfolio: range(20151, 20154),
    jobs: [...range(20011, 20019), ...range(200110, 200118), 20081, 20111, 20112, 20581, 20851, 20852],
    jobSearch: [...range(20071, 20079), 200710],
    jobStatus: range(20451, 20457),
    question: [...range(20241, 20244), 20411],
    favourite: [20281, 20282, 20283, ...range(20285, 20289), 202810],
    subscribe: [20291, 20301, ...range(20302, 20308), 20311, 20312],
    freelancers: [20681, 20682, ...range(20701, 20703)],
    proposal: [20341, 20342, 20343, 20344, ...range(20346, 20349), ...range(203410, 203413), ...range(203415, 203423)],
    proposalMessage: [...range(20641, 20644), ...range(20651, 20654)],
    contractList: [...range(20351, 20354), 20831, 20832, 20621, 20622],
    contractCreate: [...range(20361, 20369), ...range(203610, 203616)],
    contractOperate: [...range(20371, 20379), ...range(203710, 203717)],
    milestone: [...range(20391, 20399), ...range(203910, 203918), ...range(20431, 20434)],
    screenshots: [
      ...range(20401, 20409),
      ...range(204010, 204015),
      ...range(20411, 20414),
      ...range(20421, 20424),
      ...range(20781, 20783),
      ...range(20891, 20894),
    ],
    weekstone: [
      ...range(20751, 20754),
      ...range(20761, 20764),
      ...range(20771, 20774),
      ...range(20781, 20787),
      ...range(20791, 20795),
    ],
    bonus: [...range(20801, 20806), ...range(20821, 20823)],
    orderPay: [...range(20871, 20876), ...range(20881, 20889), ...range(208810, 208812)],
    wallet: [
      ...range(20191, 20194),
      ...range(20201, 20204),
      20211,
      20212,
      20481,
      20482,
      20486,
      ...range(20441, 20449),
      204410,
      204411,
      20533,
      20534,
    ],
    reports: [20591, 20601, 20602, 20611, 20841, 20842],
    notices: [20661, 20662, ...range(20671, 20673), 20691, 20692, ...range(20791, 20793)],
    evaluate: range(20731, 20738),
    feedback: range(20721, 20723),
  };

  it.each(Object.entries(areas))('of %s are all answered', (_area, codes) => {
    expect(codes.filter((code) => !(code in codeTexts))).toEqual([]);
  });

  it('are no others than these', () => {
    const known = new Set<number>(Object.values(areas).flat());
    expect(Object.keys(codeTexts).filter((code) => !known.has(Number(code)))).toEqual([]);
    expect(known.size).toBe(Object.keys(codeTexts).length);
  });

  it('speak Chinese and tell what to do', () => {
    const { 0: success, ...failures } = codeTexts;
    const texts = Object.values(failures);
    expect(success).toBe('ok');
    expect(texts.filter((text) => !chinese.test(text) || text !== text.trim() || text.endsWith('。'))).toEqual([]);
    expect(texts.filter((text) => !/请|无需|可在/.test(text))).toEqual([]);
  });
});
