import { pino } from 'pino';

/** Fields whose values never reach a log. */
const secrets = [
  'password',
  'password_old',
  'session_token',
  'token',
  'vcode',
  'code',
  'id_number',
  'card_no',
  'account',
  'alipay',
  'authorization',
  'cookie',
  'secret',
  'params',
];

/** Structured logs on standard output, one JSON object a line, secrets replaced. */
export function createLog(level: string): ReturnType<typeof pino> {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  });
}
