import { Type } from 'typebox';
import {
  addBanner,
  type AppPlatform,
  listFeedback,
  marketMatter,
  publishVersion,
  removeBanner,
} from '../../../domain/notifications/index.ts';
import { audit, changeMarketSetting, settingNames, settingText } from '../../../domain/operators/index.ts';
import { id, int, oneOf, text } from '../../../platform/http/fields.ts';
import { instant } from '../../../platform/http/json-fields.ts';
import {
  isoOrNull,
  isoTime,
  market,
  nothing,
  pageFields,
  pageOf,
  presentPage,
  reason,
  time,
  timeOrNull,
  toPage,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const bannerPlatforms = ['all', 'ios', 'android'] as const;
const appPlatforms = ['ios', 'android', 'windows_phone', 'desktop'] as const satisfies readonly AppPlatform[];

const setting = Type.Object({
  name: Type.Enum(settingNames),
  value: Type.String(),
  standard: Type.String({ description: '环境变量所定的值' }),
});
const banner = Type.Object({
  id: Type.String(),
  platform: Type.Enum(bannerPlatforms),
  title: Type.String(),
  image: Type.String(),
  link: Type.String(),
  sort: Type.Integer(),
  shown_from: time,
  shown_until: timeOrNull,
});
const version = Type.Object({
  platform: Type.String(),
  version: Type.String(),
  download_url: Type.String(),
  note: Type.String(),
  updated_at: time,
});
const feedback = Type.Object({
  id: Type.String(),
  user_uid: Type.String(),
  user: Type.String(),
  kind: Type.String(),
  score: Type.Integer(),
  content: Type.String(),
  contact: Type.String(),
  at: time,
});

/** What operators set for a market: its terms, what its apps show, and what people say of it. */
export function marketRoutes({ unitsIn, settings }: OperatorApiMeans) {
  return [
    endpoint({
      id: 'setting_list',
      method: 'GET',
      paths: ['/settings'],
      title: '市场设置',
      access: 'operator',
      fields: { market: market() },
      answer: Type.Object({ items: Type.Array(setting) }),
      async handle({ fields }) {
        const [now, standard] = [settings.of(fields.market), settings.standardOf(fields.market)];
        const items = settingNames.map((name) => ({
          name,
          value: settingText(name, now),
          standard: settingText(name, standard),
        }));
        return { items };
      },
    }),
    endpoint({
      id: 'setting_change',
      method: 'PUT',
      paths: ['/settings/:name'],
      title: '更改市场设置',
      notes: '数秒内对所有进程生效，已生成的支付单和期限不变；value 不填则恢复为环境变量的值',
      access: 'market.change',
      bodyOnly: true,
      fields: { market: market(), name: oneOf(settingNames).required(), value: text({ max: 50 }), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        const { market: where, name, value, reason: why } = fields;
        await unitsIn(where, operatorIn(caller).id).write(async (ctx) => {
          await changeMarketSetting(ctx, name, value ?? null);
          const facts = { before: settingText(name, settings.of(where)), after: value ?? null };
          await audit(ctx, { action: 'setting.change', subject: `setting:${name}`, reason: why, facts });
        });
        await settings.follow();
        return {};
      },
    }),
    endpoint({
      id: 'market_matter',
      method: 'GET',
      paths: ['/apps'],
      title: '横幅与客户端版本',
      access: 'operator',
      fields: { market: market() },
      answer: Type.Object({ banners: Type.Array(banner), versions: Type.Array(version) }),
      async handle({ fields, caller }) {
        const { banners, versions } = await marketMatter(unitsIn(fields.market, operatorIn(caller).id).read());
        return {
          banners: banners.map(({ id: number, shown_from, shown_until, ...row }) => ({
            ...row,
            id: String(number),
            shown_from: isoTime(shown_from),
            shown_until: isoOrNull(shown_until),
          })),
          versions: versions.map(({ updated_at, ...row }) => ({ ...row, updated_at: isoTime(updated_at) })),
        };
      },
    }),
    endpoint({
      id: 'banner_add',
      method: 'POST',
      paths: ['/banners'],
      title: '添加横幅',
      access: 'market.change',
      bodyOnly: true,
      fields: {
        market: market(),
        platform: oneOf(bannerPlatforms).or('all'),
        title: text({ min: 1, max: 100 }).required(),
        image: text({ max: 500 }).required(),
        link: text({ max: 500 }).or(''),
        sort: int({ min: 0, max: 1_000 }).or(0),
        shown_from: instant().required(),
        shown_until: instant(),
        reason: reason(),
      },
      answer: Type.Object({ id: Type.String() }),
      async handle({ fields, caller }) {
        const { platform, title, image, link, sort, shown_from: shownFrom, shown_until: shownUntil = null } = fields;
        const added = await unitsIn(fields.market, operatorIn(caller).id).write(async (ctx) => {
          const number = await addBanner(ctx, { platform, title, image, link, sort, shownFrom, shownUntil });
          const subject = `banner:${number}`;
          await audit(ctx, { action: 'banner.add', subject, reason: fields.reason, facts: { title } });
          return number;
        });
        return { id: String(added) };
      },
    }),
    endpoint({
      id: 'banner_remove',
      method: 'POST',
      paths: ['/banners/:id/remove'],
      title: '删除横幅',
      access: 'market.change',
      bodyOnly: true,
      fields: { market: market(), id: id().required(), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        await unitsIn(fields.market, operatorIn(caller).id).write(async (ctx) => {
          await removeBanner(ctx, fields.id);
          await audit(ctx, { action: 'banner.remove', subject: `banner:${fields.id}`, reason: fields.reason });
        });
        return {};
      },
    }),
    endpoint({
      id: 'version_publish',
      method: 'PUT',
      paths: ['/versions/:platform'],
      title: '发布客户端版本',
      access: 'market.change',
      bodyOnly: true,
      fields: {
        market: market(),
        platform: oneOf(appPlatforms).required(),
        version: text({ max: 20, pattern: /^\d+(\.\d+){1,3}$/ }).required(),
        download_url: text({ max: 500 }).required(),
        note: text({ max: 2_000 }).or(''),
        reason: reason(),
      },
      answer: nothing,
      async handle({ fields, caller }) {
        const { market: where, platform, version: number, download_url: downloadUrl, note, reason: why } = fields;
        await unitsIn(where, operatorIn(caller).id).write(async (ctx) => {
          await publishVersion(ctx, { platform, version: number, downloadUrl, note });
          const facts = { version: number };
          await audit(ctx, { action: 'version.publish', subject: `version:${platform}`, reason: why, facts });
        });
        return {};
      },
    }),
    endpoint({
      id: 'feedback_list',
      method: 'GET',
      paths: ['/feedback'],
      title: '用户反馈',
      access: 'operator',
      fields: { market: market(), ...pageFields },
      answer: pageOf(feedback),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return presentPage(await listFeedback(ctx, toPage(fields)), (row) => ({
          id: String(row.id),
          user_uid: row.user_uid,
          user: row.user_name,
          kind: row.kind,
          score: row.score,
          content: row.content,
          contact: row.contact,
          at: isoTime(row.created_at),
        }));
      },
    }),
  ];
}
