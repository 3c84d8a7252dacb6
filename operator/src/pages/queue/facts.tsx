/** The facts of what is to be decided, each in words. */
import type { AnswerOf } from '../../api/client.ts';
import { exact, money, readable } from '../../format.ts';
import { m, wordOf } from '../../messages/index.ts';
import { Pairs } from '../../ui/show.tsx';

export type Fact = AnswerOf<'decision_company'>['facts'][number];

/** Ids say nothing to whoever reads them. */
const hidden: readonly Fact['name'][] = ['uid', 'party_uid', 'person_uid'];

function textOf({ name, type, value }: Fact): string {
  if (type === 'money') return money(value);
  if (type === 'time') return exact(value);
  const tables: Readonly<Partial<Record<Fact['name'], Readonly<Record<string, string>>>>> = {
    pay_kind: m.words.payKind,
    kind: m.words.gigKind,
    settlement: m.words.settlement,
    state: m.words.payoutState,
    account_kind: m.words.payoutAccount,
  };
  const table = tables[name];
  return table ? wordOf(table, value) : readable(value);
}

/** What is not known is not shown. */
export function Facts({ of }: { of: readonly Fact[] }) {
  const shown = of.filter(({ name, value }) => !hidden.includes(name) && value !== '');
  return <Pairs className="facts" of={shown.map((fact) => [m.words.fact[fact.name], textOf(fact)] as const)} />;
}

/** The value of a fact, "" where it is not among them. */
export const factOf = (facts: readonly Fact[], name: Fact['name']): string =>
  facts.find((fact) => fact.name === name)?.value ?? '';
