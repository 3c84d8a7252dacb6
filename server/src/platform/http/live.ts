/** Open pages that are told, over server-sent events, that something of theirs has changed. */
import { PassThrough, type Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors.ts';
import { createRecentChanges, type Seen } from './recent-changes.ts';

export interface LiveReader {
  readonly userId: bigint;
  readonly partyId: bigint;
}

export interface Live {
  /**
   * A stream of events for one open page. It begins with what the page has missed since what it has `seen`, or, where that is
   * not known, with word to look at everything again. Throws `auth.too_many_attempts` when the person has too many pages open.
   */
  open(reader: LiveReader, seen?: Seen): Readable;
  /** Tells the pages of these parties; `data` is what they read. */
  tell(partyIds: readonly bigint[], data: object): void;
  /** Tells every page to look again: something may have been missed. */
  tellAll(): void;
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

/** Word that anything may have changed. */
const lookAgain = { kind: 'all', ref: '' };
const everything = JSON.stringify(lookAgain);

const eventOf = (text: string, id: string): string => `id: ${id}\ndata: ${text}\n\n`;

export function createLive(limits: LiveLimits = usual): Live {
  const pages = new Set<Page>();
  const recent = createRecentChanges();
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

  function tell(parties: ReadonlySet<bigint> | undefined, data: object): void {
    const text = JSON.stringify(data);
    const event = eventOf(text, recent.keep(parties, text));
    for (const page of pages) if (parties?.has(page.reader.partyId) ?? true) send(page, event);
  }

  return {
    open(reader, seen) {
      const own = [...pages].filter((page) => page.reader.userId === reader.userId);
      if (own.length >= limits.pagesPerUser) throw new DomainError('auth.too_many_attempts');
      const page = { reader, stream: new PassThrough(), until: performance.now() + limits.lifeMs };
      pages.add(page);
      page.stream.on('close', () => pages.delete(page));
      page.stream.on('error', () => pages.delete(page));
      // Tells the page how soon to come back, and any proxy between us that the answer has begun.
      send(page, `retry: 2000\nid: ${recent.lastId()}\n\n`);
      const missed = seen ? recent.missed(reader.partyId, seen) : [];
      for (const text of missed === 'unknown' ? [everything] : missed) send(page, eventOf(text, recent.lastId()));
      return page.stream;
    },
    tell: (partyIds, data) => tell(new Set(partyIds), data),
    tellAll: () => tell(undefined, lookAgain),
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
