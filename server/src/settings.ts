/** One setting: its name in the environment, its default, and what it means. */
export interface Setting {
  readonly name: string;
  readonly standard: string;
  readonly means: string;
  readonly isSecret?: boolean;
}

const say = (name: string, standard: string, means: string, isSecret = false): Setting => ({
  name,
  standard,
  means,
  isSecret,
});

/** Every setting there is. Settings of a market may be given for one market by its prefix: GIG_FEE_BASIS_POINTS. */
export const settings = [
  say('NODE_ENV', 'development', 'development or production; production demands real providers and secrets'),
  say('PORT', '3000', 'the port of the HTTP server'),
  say('HOST', '127.0.0.1', 'the address it listens on; 0.0.0.0 in production'),
  say('BASE_URL', '', 'the address callers reach the server at; http://localhost:PORT when empty'),
  say('DATABASE_URL', '', 'a PostgreSQL 15 or later; an embedded one below DATA_DIR when empty', true),
  say(
    'DATABASE_DIRECT_URL',
    '',
    'the same database past any pooler, for migrations and live changes; DATABASE_URL when empty',
    true,
  ),
  say('DATABASE_POOL', '10', 'connections of this process to the database'),
  say(
    'DRAIN_SECONDS',
    '0',
    'how long a process that stops still answers while it says it is not ready; 5 in production',
  ),
  say('DATA_DIR', './data', 'where the embedded database and files on local disk live'),
  say('DEFAULT_MARKET', 'cloudwork', 'the market at the root of the server'),
  say('MARKET_HOSTS', '', 'host names of markets, as "work.example.com=cloudwork,…"; <market>.localhost when empty'),
  say('TRUST_PROXY', '', 'addresses whose forwarded headers count, as "10.0.0.0/8"; none when empty'),
  say('LOG_LEVEL', 'info', 'trace, debug, info, warn, error or silent'),
  say(
    'APP_SECRET',
    '',
    'the secret that codes and stored account numbers are protected with; 32 characters or more',
    true,
  ),
  say('WORKER_CONCURRENCY', '4', 'tasks one process runs at once'),
  say('PASSWORD_HASHES_AT_ONCE', '2', 'password hashes computed at once; more wait'),
  say('PASSWORD_HASHES_WAITING', '200', 'password hashes that may wait; further sign-ins are refused'),
  say('ANSWER_SMS_CODE', 'false', 'development only: answer an SMS code to its caller, as the old server did'),
  say('DEMO', 'true', 'development only: fill an empty database with a small market to look at'),
  say('S3_BUCKET', '', 'keep files in this bucket instead of on local disk'),
  say('S3_ENDPOINT', '', "the S3 service, if it is not Amazon's"),
  say('S3_REGION', 'us-east-1', 'the region of the bucket'),
  say('S3_ACCESS_KEY', '', 'the key of the bucket', true),
  say('S3_SECRET_KEY', '', 'its secret', true),
  say('ALIPAY_APP_ID', '', 'our application at Alipay; the sandbox twin serves when empty (development)'),
  say('ALIPAY_SELLER_ID', '', 'our account at Alipay'),
  say('ALIPAY_PRIVATE_KEY', '', 'our RSA2 private key', true),
  say('ALIPAY_PUBLIC_KEY', '', 'the RSA2 public key of Alipay'),
  say('ALIPAY_GATEWAY', 'https://openapi.alipay.com/gateway.do', 'the gateway of Alipay'),
  say('WECHAT_PAY_APP_ID', '', 'our application at WeChat Pay; the sandbox twin serves when empty (development)'),
  say('WECHAT_PAY_MERCHANT_ID', '', 'our merchant number'),
  say('WECHAT_PAY_MERCHANT_SERIAL', '', 'the serial number of our API certificate'),
  say('WECHAT_PAY_PRIVATE_KEY', '', 'its private key, PEM', true),
  say('WECHAT_PAY_PLATFORM_KEY_ID', '', "the id of WeChat Pay's public key, or its certificate's serial number"),
  say('WECHAT_PAY_PLATFORM_PUBLIC_KEY', '', 'that public key, PEM'),
  say('WECHAT_PAY_API_KEY', '', 'the APIv3 key of 32 characters', true),
  say('WECHAT_PAY_GATEWAY', 'https://api.mch.weixin.qq.com', 'the address of its API'),
  say('MARKETS', '', 'the markets that are on, as "cloudwork,gig"; all five when empty'),
  say('SMS_PROVIDER', '', 'aliyun or tencent; messages stay in the outbox when empty (development)'),
  say('SMS_KEY_ID', '', 'the key id at the SMS provider'),
  say('SMS_KEY_SECRET', '', 'its secret', true),
  say('SMS_SIGN_NAME', '', 'the signature registered with the provider'),
  say('SMS_APP_ID', '', 'the SDK application id (Tencent)'),
  say('SMS_TEMPLATES', '', 'template ids by our names, as "code=SMS_1,notice=SMS_2"'),
  say('MAIL_API_URL', '', 'a mail service that takes JSON posts; mails stay in the outbox when empty (development)'),
  say('MAIL_API_KEY', '', 'its bearer key', true),
  say('MAIL_FROM', 'noreply@localhost', 'the sender of mails'),
  say('FEE_BASIS_POINTS', '1000', "the house's fee on each payment for work, in ten-thousandths"),
  say('OFFER_DAYS', '2', 'days an offer waits before it expires with a refund'),
  say('REVIEW_DAYS', '2', 'days a week under review waits before it is paid automatically'),
  say('PASSWORD_MIN', '4', 'the shortest new password (documented: 4); 8 is safer'),
  say('PASSWORD_MAX', '20', 'the longest new password (documented: 20)'),
  say('CLIENT_WITHDRAWAL_MIN', '100.00', 'the smallest withdrawal of a client, in yuan'),
  say('CHANNEL_CALLS_PER_MINUTE', '6000', 'requests of one partner of the channel API a minute, in one process'),
  say('PAYOUT_APPROVAL', 'false', 'whether an operator approves each payout'),
  say('PAYOUT_SECOND_ABOVE', '50000.00', 'payouts above this, in yuan, are approved by two operators'),
  say(
    'PERSON_REVIEW',
    'false',
    'whether an operator looks at the identity card of a person who is certified with it (gig)',
  ),
] as const satisfies readonly Setting[];
