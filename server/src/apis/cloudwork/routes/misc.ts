import { Type } from 'typebox';
import {
  type AppPlatform,
  currentBanners,
  giveFeedback,
  listContacts,
  newestVersion,
} from '../../../domain/notifications/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { RequestFacts } from '../../../platform/http/endpoint.ts';
import { int, listOf, oneOf, text, uid } from '../../../platform/http/fields.ts';
import { nothing, pagedAnswer, pageOf, paging } from '../forms.ts';
import { pictureUrl } from '../forms-files.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const platforms = { app: 'all', ios: 'ios', android: 'android' } as const;
const appPlatforms: Readonly<Record<string, AppPlatform>> = {
  i: 'ios',
  a: 'android',
  w: 'windows_phone',
  d: 'desktop',
};

/** The app that calls: kind/appVersion/osVersion/device/network (seed 000, rule 2). */
function appOf({ headers }: RequestFacts): AppPlatform {
  const agent = headers['cw-agent'] ?? headers['user-agent'];
  const parts = typeof agent === 'string' ? agent.replace(/^\//, '').split('/') : [];
  const kind = parts[0] ?? '';
  const platform = Object.hasOwn(appPlatforms, kind) ? appPlatforms[kind] : undefined;
  if (!platform || parts.length < 5) throw new DomainError('request.malformed', { header: 'user-agent' });
  return platform;
}

const kinds = ['suggest', 'signin_slow', 'run_slow', 'message_slow', 'unusual', 'exit', 'bug', 'other'] as const;
const anyScore = 999_999_999_999_999;

const personAnswer = {
  id: Type.Integer(),
  uuid: Type.String(),
  name: Type.String(),
  avatar: Type.String(),
};

/** Banners, versions of the apps, feedback and contacts (seed 000: 获取Banner, APP客户端升级, 提交反馈, 获取好友列表). */
export function miscRoutes({ baseUrl }: Pick<CloudworkMeans, 'baseUrl'>) {
  const absolute = (address: string) => (address.startsWith('/') ? baseUrl + address : address);
  const toPerson = (row: { party_id: bigint; uid: string; name: string; avatar_uid: string | null }) => ({
    id: Number(row.party_id),
    uuid: row.uid,
    name: row.name,
    avatar: pictureUrl(baseUrl, row.avatar_uid),
  });

  return [
    endpoint({
      id: 'banners',
      method: 'GET',
      paths: ['/api/banners'],
      title: '获取APP的Banner图',
      access: 'anyone',
      fields: { platform: oneOf(['app', 'ios', 'android']).or('app') },
      answer: Type.Object({
        banners: Type.Array(Type.Object({ title: Type.String(), image: Type.String(), link: Type.String() })),
      }),
      async handle(call) {
        const banners = await currentBanners(call.read(), platforms[call.fields.platform]);
        return {
          banners: banners.map(({ title, image, link }) => ({ title, image: absolute(image), link: absolute(link) })),
        };
      },
    }),
    endpoint({
      id: 'version',
      method: ['POST', 'GET'],
      paths: ['/api/device/version'],
      title: 'APP客户端升级',
      notes: '客户端由 User-Agent 判断，如 i/1.0.0/9.2.1/iPhone/wifi；i iOS，a Android，w Windows Phone，d 桌面',
      access: 'anyone',
      fields: {},
      answer: Type.Object({
        data: Type.Object({
          lastest_version: Type.String(),
          latest_version: Type.String({ description: '同 lastest_version' }),
          dl_url: Type.String(),
          note: Type.String(),
        }),
      }),
      errors: { 'request.malformed': 20061 },
      async handle(call) {
        const { version, download_url: url, note } = await newestVersion(call.read(), appOf(call.request));
        return { data: { lastest_version: version, latest_version: version, dl_url: absolute(url), note } };
      },
    }),
    endpoint({
      id: 'desktop_network',
      method: 'GET',
      paths: ['/api/d/network'],
      title: '桌面端网络检测',
      notes: '能得到回答即表示网络正常；附服务器时间，供桌面端核对时钟',
      access: 'anyone',
      fields: {},
      answer: Type.Object({ server_time: Type.String() }),
      handle: async (call) => ({ server_time: localTime(call.read().now) }),
    }),
    endpoint({
      id: 'new_feedback',
      method: 'POST',
      paths: ['/api/feedback'],
      title: '提交反馈',
      access: 'signed-in',
      fields: {
        t: oneOf(kinds).required().failsWith(20721).says('网站使用 suggest'),
        score: int({ min: -anyScore, max: anyScore }).or(0).says('1 至 10，其他视为 0'),
        content: text({ max: 20_480 }).failsWith(20722).says('必填'),
        contract: text({ max: 50 }).failsWith(20723).says('联系方式'),
        contact: text({ max: 50 }).failsWith(20723).says('同 contract'),
      },
      answer: nothing,
      async handle(call) {
        const { t: kind, score, content, contract, contact } = call.fields;
        if (content === undefined) throw new DomainError('request.incomplete', { field: 'content' });
        await call.write((ctx) => giveFeedback(ctx, { kind, score, content, contact: contract ?? contact ?? '' }));
        return {};
      },
    }),
    endpoint({
      id: 'get_friends_list',
      method: 'GET',
      paths: ['/api/friends'],
      title: '获取好友列表',
      notes: '当前身份的投标与合同的对方，按名称排序；service 为客服，可能为空',
      access: 'signed-in',
      fields: paging(100, 80003),
      answer: Type.Object({
        friends: Type.Array(Type.Object({ ...personAnswer, title: Type.Optional(Type.String()) })),
        service: Type.Array(Type.Object(personAnswer)),
        ...pagedAnswer,
      }),
      async handle(call) {
        const { items, total } = await listContacts(call.read(), { page: pageOf(call.fields) });
        return {
          friends: items.map((row) => ({ ...toPerson(row), ...(row.title !== '' && { title: row.title }) })),
          service: [],
          count: total,
          pagenum: call.fields.pagenum,
        };
      },
    }),
    endpoint({
      id: 'get_friends_user_info',
      method: 'GET',
      paths: ['/api/friends/users'],
      title: '获取好友信息',
      notes: '不是好友的不返回',
      access: 'signed-in',
      fields: { user_ids: listOf(uid(), { max: 100 }).required().says('UUID，以逗号分隔') },
      answer: Type.Object({ users: Type.Array(Type.Object(personAnswer)) }),
      async handle(call) {
        const page = { number: 1, size: 100 };
        const { items } = await listContacts(call.read(), { page, uids: call.fields.user_ids });
        return { users: items.map(toPerson) };
      },
    }),
  ];
}
