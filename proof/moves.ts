/** Every operation that moves money, prepared to be asked for: what the proof of halves cuts in two. */
import type { Stage } from './stage.ts';

export interface Move {
  readonly market: string;
  readonly name: string;
  /**
   * What a client does that had no answer. `asks again`: the same request, after which it is done. `may be refused`: the same,
   * but what it carried may be used up (a code), and then nothing has moved. `looks first`: the wire gives the request
   * no number of its own, so it is asked again only when it has not happened. `waits`: the clock goes on.
   */
  readonly after: 'asks again' | 'may be refused' | 'looks first' | 'waits';
  /** Makes one to be done; answers how it is asked for. */
  prepare(): Promise<() => Promise<Response>>;
}

export type MovesOf = (stage: Stage) => Promise<Move[]>;
