import { m, wordOf } from '../../messages/index.ts';

/** An account in words: whose it is and what for. The code of a clearing account names its rail. */
export function accountName({ code, kind, party }: { code: string; kind: string; party: string | null }): string {
  const word = wordOf(m.words.accountKind, kind);
  const rail = kind === 'clearing' ? wordOf(m.words.rail, code.split(':').at(-1) ?? '') : undefined;
  const owner = party ?? rail;
  return owner === undefined ? word : `${word} · ${owner}`;
}
