import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import type { MessageSender } from '../domain/identity/messages.ts';
import type { PayInRail, PayoutRail } from '../domain/payments/rails.ts';
import type { WebhookSender } from '../domain/channels/webhooks.ts';
import type { IdentityCheck } from '../domain/verification/identity-check.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../platform/postgres/database.ts';
import { realClock } from '../platform/tasks/clock.ts';
import { alipayRail } from '../providers/alipay/alipay.ts';
import { alipaySandbox } from '../providers/alipay/sandbox.ts';
import { aliyunIdentityCheck } from '../providers/identity-check/aliyun.ts';
import { noIdentityCheck } from '../providers/identity-check/none.ts';
import { identitySandbox } from '../providers/identity-check/sandbox.ts';
import { httpMail } from '../providers/mail/http.ts';
import { httpWebhooks } from '../providers/webhooks/http.ts';
import { aliyunSms } from '../providers/sms/aliyun.ts';
import { tencentSms } from '../providers/sms/tencent.ts';
import { noWechatPay } from '../providers/wechat-pay/none.ts';
import { wechatPaySandbox } from '../providers/wechat-pay/sandbox.ts';
import { wechatPayRail } from '../providers/wechat-pay/wechat-pay.ts';

/** The outside companies this process talks to, or their stand-ins. */
export interface Providers {
  readonly messages: MessageSender;
  readonly payIns: PayInRail;
  readonly wechatPay: PayInRail;
  readonly payouts: PayoutRail;
  readonly identityCheck: IdentityCheck;
  readonly webhooks: WebhookSender;
  /** Puts the pages of stand-ins on the server. */
  register(app: FastifyInstance): void;
}

export async function openProviders(config: Config, database: Database, clock: Clock): Promise<Providers> {
  const query = async (text: string, values: unknown[] = []) => ({
    rows: await database.reader.query<Record<string, unknown>>({ text }, values),
  });
  const now = () => clock.now();
  const place = { query, now, baseUrl: config.baseUrl };
  const sandbox = config.alipay ? undefined : await alipaySandbox(place);
  const settings = config.alipay ? { ...config.alipay, now } : sandbox?.settings;
  if (!settings) throw new Error('neither Alipay nor its sandbox');
  const alipay = alipayRail(settings);
  const wechatTwin = config.wechatPay || config.isProduction ? undefined : await wechatPaySandbox(place);
  const wechatSettings = config.wechatPay ? { ...config.wechatPay, now } : wechatTwin?.settings;
  return {
    messages: messageSender(config),
    payIns: alipay,
    wechatPay: wechatSettings ? wechatPayRail(wechatSettings) : noWechatPay,
    payouts: alipay.payouts,
    identityCheck: identityCheckOf(config),
    webhooks: httpWebhooks({ allowsInside: !config.isProduction }),
    register(app) {
      sandbox?.register(app);
      wechatTwin?.register(app);
    },
  };
}

function identityCheckOf({ identityCheck, isProduction }: Config): IdentityCheck {
  if (identityCheck) return aliyunIdentityCheck({ ...identityCheck, now: () => realClock.now() });
  return isProduction ? noIdentityCheck : identitySandbox;
}

/** Subjects of mails, by template. */
const subjects = { code: '验证码', notice: '通知' };

/** Without a provider a message stays in the outbox, where development reads it. */
function messageSender({ sms, mail }: Config): MessageSender {
  const bySms = sms && smsSender(sms);
  const byMail = mail && httpMail({ ...mail, subjects });
  return {
    async send(message) {
      await (message.channel === 'sms' ? bySms : byMail)?.send(message);
    },
  };
}

function smsSender({
  provider,
  keyId,
  keySecret,
  signName,
  appId,
  templates,
}: NonNullable<Config['sms']>): MessageSender {
  const { now } = realClock;
  if (provider === 'aliyun')
    return aliyunSms({ accessKeyId: keyId, accessKeySecret: keySecret, signName, templates, now });
  const ordered = Object.entries(templates).map(([name, id]) => [
    name,
    { id, params: [name === 'code' ? 'code' : 'text'] },
  ]);
  return tencentSms({
    secretId: keyId,
    secretKey: keySecret,
    sdkAppId: appId,
    signName,
    templates: Object.fromEntries(ordered),
    now,
  });
}
