import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import { secretNames } from '../../kernel/redacted.ts';

/** What a log says of an error: never the connection, request or answer that hangs on it. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { errorCode: code }),
    ...(cause !== undefined && { cause: plainError(cause) }),
  };
}

/** Structured logs on standard output (or `destination`), one JSON object a line, secrets replaced. */
export function createLog(level: string, destination?: DestinationStream): ReturnType<typeof pino> {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: plainError },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
