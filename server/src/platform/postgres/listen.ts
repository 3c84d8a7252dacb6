import pg from 'pg';

export interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  /** Called with the text of each notification. */
  readonly onNotice: (text: string) => void;
  /** Called when notifications may have been missed: the connection was lost, and is there again. */
  readonly onGap: () => void;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;

/**
 * Hears what other processes tell on a channel of the database, on a connection of its own that is made again when it is
 * lost. A pooler that lends connections by the transaction cannot carry it: then nothing is heard, and nothing else breaks.
 */
export function listen({ url, channel, onNotice, onGap }: ListenOptions): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let pauseMs = firstPauseMs;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let wasLost = false;

  async function connect(): Promise<void> {
    const made = new pg.Client({ connectionString: url, application_name: 'linggong live', keepAlive: true });
    client = made;
    made.on('error', () => again(made));
    made.on('end', () => again(made));
    made.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await made.connect();
      await made.query(`listen ${made.escapeIdentifier(channel)}`);
      pauseMs = firstPauseMs;
      if (wasLost) onGap();
    } catch {
      again(made);
    }
  }

  function again(lost: pg.Client): void {
    if (isClosed || client !== lost) return;
    client = undefined;
    wasLost = true;
    void lost.end().catch(() => undefined);
    timer = setTimeout(() => void connect(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }

  void connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
