/** What the database holds, in numbers: rows by table and state, and money by kind of account. */
import type { Stage } from './stage.ts';

export type Picture = ReadonlyMap<string, bigint>;

/** What asking leaves behind, whether or not anything was done. */
const traces =
  /^(migration|clock|session|attempt|sms_code|outgoing_message|sandbox_.*|reference_data|.*_search.*|profile_view|channel_call)$/;

const texts = new WeakMap<Stage, string>();

/** One statement that counts all tables. */
async function statementFor(stage: Stage): Promise<string> {
  const known = texts.get(stage);
  if (known) return known;
  const tables = await stage.query<{ name: string; states: boolean }>(
    `select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'state') as states
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`,
  );
  const counts = tables
    .filter(({ name }) => !traces.test(name))
    .map(({ name, states }) =>
      states
        ? `select '${name} ' || state as what, count(*) as many from ${name} group by 1`
        : `select '${name}' as what, count(*) as many from ${name}`,
    );
  const money = `select kind || ' fen' as what, sum(e.amount)::bigint as many from ledger_entry e
    join ledger_account a on a.code = e.account group by 1`;
  const failed = `select 'failed tasks' as what, count(failed_at) as many from task`;
  const text = [...counts, money, failed].join(' union all ');
  texts.set(stage, text);
  return text;
}

/** How far the clock has gone shows in the tasks that are left: they count only where it stands still. */
export async function pictureOf(stage: Stage, countsTasks: boolean): Promise<Picture> {
  const rows = await stage.query<{ what: string; many: string }>(await statementFor(stage));
  const counted = rows.filter(({ what }) => countsTasks || what !== 'task');
  return new Map(counted.map(({ what, many }) => [what, BigInt(many)]));
}

/** What has changed from one picture to the other, in words; empty when nothing has. */
export function differences(before: Picture, after: Picture): string {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .flatMap((name) => {
      const by = (after.get(name) ?? 0n) - (before.get(name) ?? 0n);
      return by === 0n ? [] : [`${name} ${by > 0n ? '+' : ''}${by}`];
    })
    .join(', ');
}
