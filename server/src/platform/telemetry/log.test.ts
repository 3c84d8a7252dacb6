import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(
    createLog('info', {
      write(line) {
        text += line;
      },
    }),
  );
  return text;
}

describe('the log', () => {
  it.each(['password', 'session_token', 'vcode', 'id_number', 'card_no', 'authorization', 'cookie', 'secret'])(
    'never shows %s, at any of three depths',
    (name) => {
      const text = logged((log) =>
        log.info(
          { [name]: 'planted', body: { [name]: 'planted', inner: { [name]: 'planted' } }, kept: 'seen' },
          'message',
        ),
      );
      expect(text).not.toContain('planted');
      expect(text).toContain('seen');
    },
  );

  it('says of an error what it is and why, and nothing that hangs on it', () => {
    const error = Object.assign(new Error('it broke', { cause: new Error('the reason') }), {
      code: '57P01',
      client: { password: 'planted' },
    });
    const line = JSON.parse(logged((log) => log.error({ err: error }, 'trouble'))) as { err: object; msg: string };
    expect(line).toMatchObject({
      msg: 'trouble',
      err: { type: 'Error', message: 'it broke', errorCode: '57P01', cause: { message: 'the reason' } },
    });
    expect(Object.keys(line.err).toSorted()).toEqual(['cause', 'errorCode', 'message', 'stack', 'type']);
  });
});
