/** What was told to pages a moment ago, for a page that opens its stream, or comes back to it, after the change. */
import { randomBytes } from 'node:crypto';

/** What a page has seen: the last event it was sent, or else how old what it shows may be. */
export interface Seen {
  readonly lastId?: string;
  readonly ageMs?: number;
}

interface Told {
  readonly number: number;
  readonly at: number;
  /** Undefined when it was for everybody. */
  readonly parties: ReadonlySet<bigint> | undefined;
  readonly text: string;
}

export interface RecentChanges {
  /** Keeps a change; answers the id of its event. */
  keep(parties: ReadonlySet<bigint> | undefined, text: string): string;
  /** The id of the newest event. */
  lastId(): string;
  /** What the party was told and the page has not seen, each text once; 'unknown' when that is no longer known here. */
  missed(partyId: bigint, seen: Seen): readonly string[] | 'unknown';
}

/** A page that has missed more is better off looking at everything again. */
const mostAtOnce = 50;

/** Keeps so many changes, whomever they were for. */
export function createRecentChanges(most = 2_000): RecentChanges {
  // Ids of another process say nothing here, and it must be seen that they are another's.
  const mark = randomBytes(6).toString('hex');
  const kept: Told[] = [];
  let newest = 0;
  let forgottenAt = performance.now();
  const idOf = (number: number) => `${mark}-${number}`;

  function isUnseen({ lastId, ageMs = 0 }: Seen): ((told: Told) => boolean) | 'unknown' {
    if (lastId === undefined) {
      const since = performance.now() - ageMs;
      return since <= forgottenAt ? 'unknown' : ({ at }) => at >= since;
    }
    const number = lastId.startsWith(`${mark}-`) ? Number(lastId.slice(mark.length + 1)) : Number.NaN;
    const isKnown = number >= newest - kept.length && number <= newest;
    return isKnown ? (told) => told.number > number : 'unknown';
  }

  return {
    keep(parties, text) {
      newest += 1;
      kept.push({ number: newest, at: performance.now(), parties, text });
      if (kept.length > most) forgottenAt = kept.shift()?.at ?? forgottenAt;
      return idOf(newest);
    },
    lastId: () => idOf(newest),
    missed(partyId, seen) {
      const unseen = isUnseen(seen);
      if (unseen === 'unknown') return unseen;
      const texts = kept.filter((told) => unseen(told) && (told.parties?.has(partyId) ?? true)).map(({ text }) => text);
      const different = new Set(texts);
      return different.size > mostAtOnce ? 'unknown' : [...different];
    },
  };
}
