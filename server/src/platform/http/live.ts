/** Open pages that are told, over server-sent events, that something of theirs has changed. */
import { PassThrough, type Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.ts';

export interface LiveReader {
  readonly userId: bigint;
  readonly partyId: bigint;
}

export interface Live {
  /** A stream of events for one open page. Throws `auth.too_many_attempts` when the person has too many pages open. */
  open(reader: LiveReader): Readable;
  /** Tells the pages of these parties; `data` is what they read. */
  tell(partyIds: readonly bigint[], data: object): void;
  /** Tells every page to look again: something may have been missed. */
  tellAll(data: object): void;
  /** Ends every stream; pages come back by themselves, to another process if this one is ending. */
  close(): void;
}

export interface LiveLimits {
  readonly pagesPerUser: number;
  readonly beatMs: number;
  /** A stream ends after so long and is opened again by its page: so that a session that ended is noticed. */
  readonly lifeMs: number;
}

const usual: LiveLimits = { pagesPerUser: 12, beatMs: 20_000, lifeMs: 15 * 60_000 };
/** How far a page may fall behind before its stream is ended. */
const mostUnreadBytes = 64_000;

interface Page {
  readonly reader: LiveReader;
  readonly stream: PassThrough;
  readonly until: number;
}

export function createLive(limits: LiveLimits = usual): Live {
  const pages = new Set<Page>();
  const beat = setInterval(() => {
    const now = performance.now();
    for (const page of pages) {
      if (page.until < now) page.stream.end();
      else send(page, ': beat\n\n');
    }
  }, limits.beatMs);
  beat.unref();

  function send({ stream }: Page, text: string): void {
    if (stream.writableLength > mostUnreadBytes) stream.end();
    else stream.write(text);
  }

  const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

  return {
    open(reader) {
      const own = [...pages].filter((page) => page.reader.userId === reader.userId);
      if (own.length >= limits.pagesPerUser) throw new DomainError('auth.too_many_attempts');
      const page = { reader, stream: new PassThrough(), until: performance.now() + limits.lifeMs };
      pages.add(page);
      page.stream.on('close', () => pages.delete(page));
      page.stream.on('error', () => pages.delete(page));
      // Tells the page how soon to come back, and any proxy between us that the answer has begun.
      send(page, 'retry: 2000\n\n');
      return page.stream;
    },
    tell(partyIds, data) {
      const wanted = new Set(partyIds);
      const text = event(data);
      for (const page of pages) if (wanted.has(page.reader.partyId)) send(page, text);
    },
    tellAll(data) {
      const text = event(data);
      for (const page of pages) send(page, text);
    },
    close() {
      clearInterval(beat);
      for (const page of pages) page.stream.end();
    },
  };
}

/** Reads what the database told of a change; undefined for what is not one. */
export function readChange(text: string): { parties: bigint[]; kind: string; ref: string } | undefined {
  try {
    const { parties, kind, ref } = JSON.parse(text) as { parties: number[]; kind: string; ref: string };
    return { parties: parties.map(BigInt), kind, ref };
  } catch {
    return undefined;
  }
}
