/** The environment, read once into one frozen object. Nothing else reads process.env. */
import { type Market, type MarketSettings, isMarket, markets } from './kernel/market.ts';
import { parseYuan } from './kernel/money.ts';
import { settings } from './settings.ts';

type Name = (typeof settings)[number]['name'];
/** What the consulting market is paid by. */
const wechatPayNames: readonly Name[] = [
  'WECHAT_PAY_APP_ID',
  'WECHAT_PAY_MERCHANT_ID',
  'WECHAT_PAY_MERCHANT_SERIAL',
  'WECHAT_PAY_PRIVATE_KEY',
  'WECHAT_PAY_PLATFORM_KEY_ID',
  'WECHAT_PAY_PLATFORM_PUBLIC_KEY',
  'WECHAT_PAY_API_KEY',
];
/** Defaults of one market: an administrator of IBLOCK completes each withdrawal (seed 001, 4.5.4). */
const marketStandards: Readonly<Partial<Record<Market, Partial<Record<Name, string>>>>> = {
  iblock: { PAYOUT_APPROVAL: 'true' },
};

type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly isProduction: boolean;
  readonly port: number;
  readonly host: string;
  readonly baseUrl: string;
  readonly databaseUrl: string;
  readonly databaseDirectUrl: string;
  /** Empty without one. */
  readonly databaseReplicaUrl: string;
  readonly databasePool: number;
  readonly drainSeconds: number;
  readonly dataDir: string;
  readonly defaultMarket: Market;
  /** The markets that are answered. */
  readonly marketsOn: ReadonlySet<Market>;
  readonly marketHosts: ReadonlyMap<string, Market>;
  readonly trustProxy: string | false;
  readonly logLevel: string;
  readonly appSecret: string;
  readonly workerConcurrency: number;
  readonly passwordHashes: { readonly atOnce: number; readonly waiting: number };
  readonly channelCallsPerMinute: number;
  readonly answersSmsCode: boolean;
  /** Development only: whether an empty database is filled with a small market. */
  readonly seedsDemo: boolean;
  readonly s3: { bucket: string; endpoint: string; region: string; accessKey: string; secretKey: string } | undefined;
  readonly alipay:
    | { appId: string; sellerId: string; privateKey: string; alipayPublicKey: string; gateway: string }
    | undefined;
  readonly wechatPay:
    | {
        appId: string;
        merchantId: string;
        merchantSerial: string;
        privateKey: string;
        platformKeyId: string;
        platformPublicKey: string;
        apiKey: string;
        gateway: string;
      }
    | undefined;
  readonly sms:
    | {
        provider: 'aliyun' | 'tencent';
        keyId: string;
        keySecret: string;
        signName: string;
        appId: string;
        templates: Record<string, string>;
      }
    | undefined;
  readonly identityCheck: { accessKeyId: string; accessKeySecret: string } | undefined;
  readonly mail: { url: string; key: string; from: string } | undefined;
  readonly markets: Readonly<Record<Market, MarketSettings>>;
}

/** Trouble with the environment, for the person who starts the process. */
export class ConfigError extends Error {}

/** Reads and checks the environment. Throws ConfigError naming every setting that is wrong. */
export function readConfig(environment: Environment = process.env): Config {
  const trouble: string[] = [];
  const get = (name: Name): string => environment[name] || standardOf(name);
  const whole = (name: Name, from: number, to: number, text = get(name)): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to)
      trouble.push(`${name} must be a whole number from ${from} to ${to}, not "${text}"`);
    return value;
  };
  const choice = <T extends string>(name: Name, choices: readonly T[]): T => {
    const found = choices.find((one) => one === get(name));
    if (found === undefined) trouble.push(`${name} must be one of ${choices.join(', ')}, not "${get(name)}"`);
    return found ?? (choices[0] as T);
  };

  const isProduction = choice('NODE_ENV', ['development', 'production', 'test']) === 'production';
  const port = whole('PORT', 0, 65_535);
  const defaultMarket = choice('DEFAULT_MARKET', markets);
  const marketsOn = readMarkets(get('MARKETS'), trouble);
  const smsProvider = get('SMS_PROVIDER');
  if (smsProvider !== '') choice('SMS_PROVIDER', ['aliyun', 'tencent']);
  const identityProvider = get('IDENTITY_PROVIDER');
  if (identityProvider !== '') {
    choice('IDENTITY_PROVIDER', ['aliyun']);
    for (const name of ['IDENTITY_KEY_ID', 'IDENTITY_KEY_SECRET'] as const)
      if (get(name) === '') trouble.push(`${name} is required by IDENTITY_PROVIDER`);
  }
  const answersSmsCode = choice('ANSWER_SMS_CODE', ['true', 'false']) === 'true';

  if (isProduction) {
    const demanded: Name[] = [
      'DATABASE_URL',
      'BASE_URL',
      'APP_SECRET',
      'ALIPAY_APP_ID',
      'ALIPAY_SELLER_ID',
      'ALIPAY_PRIVATE_KEY',
      'ALIPAY_PUBLIC_KEY',
      'SMS_PROVIDER',
      'SMS_KEY_ID',
      'SMS_KEY_SECRET',
    ];
    if (marketsOn.has('consulting')) demanded.push(...wechatPayNames);
    for (const name of demanded) if (!environment[name]) trouble.push(`${name} is required in production`);
    if (answersSmsCode) trouble.push('ANSWER_SMS_CODE must be off in production');
  }
  const appSecret = get('APP_SECRET');
  if (appSecret !== '' && appSecret.length < 32) trouble.push('APP_SECRET must have 32 characters or more');

  const marketSettings = (market: Market): MarketSettings => {
    const own = (name: Name) =>
      environment[`${market.toUpperCase()}_${name}`] || marketStandards[market]?.[name] || get(name);
    const minimum = parseYuan(own('CLIENT_WITHDRAWAL_MIN'));
    if (minimum === undefined) trouble.push('CLIENT_WITHDRAWAL_MIN must be an amount in yuan');
    const second = parseYuan(own('PAYOUT_SECOND_ABOVE'));
    if (second === undefined) trouble.push('PAYOUT_SECOND_ABOVE must be an amount in yuan');
    return {
      feeBasisPoints: whole('FEE_BASIS_POINTS', 0, 10_000, own('FEE_BASIS_POINTS')),
      offerDays: whole('OFFER_DAYS', 1, 60, own('OFFER_DAYS')),
      reviewDays: whole('REVIEW_DAYS', 1, 60, own('REVIEW_DAYS')),
      passwordMin: whole('PASSWORD_MIN', 4, 64, own('PASSWORD_MIN')),
      passwordMax: whole('PASSWORD_MAX', 16, 128, own('PASSWORD_MAX')),
      clientWithdrawalMin: minimum ?? 0n,
      payoutApproval: own('PAYOUT_APPROVAL') === 'true',
      payoutSecondAbove: second ?? 0n,
      personReview: own('PERSON_REVIEW') === 'true',
    };
  };

  const config: Config = {
    isProduction,
    port,
    host: environment['HOST'] || (isProduction ? '0.0.0.0' : standardOf('HOST')),
    baseUrl: get('BASE_URL') || `http://localhost:${port}`,
    databaseUrl: get('DATABASE_URL'),
    databaseDirectUrl: get('DATABASE_DIRECT_URL') || get('DATABASE_URL'),
    databaseReplicaUrl: get('DATABASE_REPLICA_URL'),
    databasePool: whole('DATABASE_POOL', 2, 200),
    drainSeconds: whole('DRAIN_SECONDS', 0, 60, environment['DRAIN_SECONDS'] || (isProduction ? '5' : '0')),
    dataDir: get('DATA_DIR'),
    defaultMarket,
    marketsOn,
    marketHosts: readHosts(get('MARKET_HOSTS'), trouble),
    trustProxy: get('TRUST_PROXY') || false,
    logLevel: choice('LOG_LEVEL', ['info', 'trace', 'debug', 'warn', 'error', 'silent']),
    appSecret: appSecret || 'development only: not a secret at all',
    workerConcurrency: whole('WORKER_CONCURRENCY', 1, 64),
    passwordHashes: {
      atOnce: whole('PASSWORD_HASHES_AT_ONCE', 1, 64),
      waiting: whole('PASSWORD_HASHES_WAITING', 0, 10_000),
    },
    channelCallsPerMinute: whole('CHANNEL_CALLS_PER_MINUTE', 1, 10_000_000),
    answersSmsCode,
    seedsDemo: choice('DEMO', ['true', 'false']) === 'true',
    s3:
      get('S3_BUCKET') === ''
        ? undefined
        : {
            bucket: get('S3_BUCKET'),
            endpoint: get('S3_ENDPOINT'),
            region: get('S3_REGION'),
            accessKey: get('S3_ACCESS_KEY'),
            secretKey: get('S3_SECRET_KEY'),
          },
    alipay:
      get('ALIPAY_APP_ID') === ''
        ? undefined
        : {
            appId: get('ALIPAY_APP_ID'),
            sellerId: get('ALIPAY_SELLER_ID'),
            privateKey: get('ALIPAY_PRIVATE_KEY'),
            alipayPublicKey: get('ALIPAY_PUBLIC_KEY'),
            gateway: get('ALIPAY_GATEWAY'),
          },
    wechatPay:
      get('WECHAT_PAY_APP_ID') === ''
        ? undefined
        : {
            appId: get('WECHAT_PAY_APP_ID'),
            merchantId: get('WECHAT_PAY_MERCHANT_ID'),
            merchantSerial: get('WECHAT_PAY_MERCHANT_SERIAL'),
            privateKey: pem(get('WECHAT_PAY_PRIVATE_KEY')),
            platformKeyId: get('WECHAT_PAY_PLATFORM_KEY_ID'),
            platformPublicKey: pem(get('WECHAT_PAY_PLATFORM_PUBLIC_KEY')),
            apiKey: get('WECHAT_PAY_API_KEY'),
            gateway: get('WECHAT_PAY_GATEWAY'),
          },
    sms:
      smsProvider === ''
        ? undefined
        : {
            provider: smsProvider === 'tencent' ? 'tencent' : 'aliyun',
            keyId: get('SMS_KEY_ID'),
            keySecret: get('SMS_KEY_SECRET'),
            signName: get('SMS_SIGN_NAME'),
            appId: get('SMS_APP_ID'),
            templates: readPairs(get('SMS_TEMPLATES')),
          },
    identityCheck:
      identityProvider === ''
        ? undefined
        : { accessKeyId: get('IDENTITY_KEY_ID'), accessKeySecret: get('IDENTITY_KEY_SECRET') },
    mail:
      get('MAIL_API_URL') === ''
        ? undefined
        : { url: get('MAIL_API_URL'), key: get('MAIL_API_KEY'), from: get('MAIL_FROM') },
    markets: Object.fromEntries(markets.map((market) => [market, marketSettings(market)])) as Record<
      Market,
      MarketSettings
    >,
  };
  if (trouble.length > 0) throw new ConfigError([...new Set(trouble)].join('\n'));
  return Object.freeze(config);
}

/** The address a market is reached at: by its host where BASE_URL names one, by its prefix otherwise. */
export function marketUrl({ baseUrl, marketHosts }: Pick<Config, 'baseUrl' | 'marketHosts'>, market: Market): string {
  const base = baseUrl.replace(/\/+$/, '');
  const named = marketHosts.get(new URL(base).hostname.toLowerCase());
  if (named === undefined) return `${base}/${market}`;
  if (named === market) return base;
  const own = [...marketHosts].findLast(([, one]) => one === market)?.[0];
  const url = new URL(base);
  url.hostname = own ?? url.hostname;
  return url.origin;
}

function standardOf(name: Name): string {
  return settings.find((setting) => setting.name === name)?.standard ?? '';
}

function readMarkets(text: string, trouble: string[]): ReadonlySet<Market> {
  const named = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of named) if (!isMarket(name)) trouble.push(`MARKETS names the unknown market "${name}"`);
  return new Set(named.length === 0 ? markets : named.filter(isMarket));
}

/** Environments hold line breaks written out. */
const pem = (text: string): string => text.replaceAll('\\n', '\n');

function readPairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return [name.trim(), value.trim()];
      }),
  );
}

function readHosts(text: string, trouble: string[]): ReadonlyMap<string, Market> {
  const hosts = new Map<string, Market>(markets.map((market) => [`${market}.localhost`, market]));
  for (const [host, market] of Object.entries(readPairs(text))) {
    if (isMarket(market)) hosts.set(host.toLowerCase(), market);
    else trouble.push(`MARKET_HOSTS names the unknown market "${market}"`);
  }
  return hosts;
}
