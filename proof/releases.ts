/** Money that moves once: milestones that wait for their release, and what the ledger must hold of them afterwards. */
import { Client } from 'pg';
import { addJobs, tokenOf } from '../bench/data.ts';
import { addMilestones, type Milestone } from '../bench/deals.ts';
import { proveBooks, queryOnce } from './books.ts';

/** Writes so many funded milestones, each under way. */
export async function addReleases(databaseUrl: string, count: number): Promise<Milestone[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await addJobs(client, Math.min(count, 20_000));
    const milestones: Milestone[] = [];
    while (milestones.length < count) {
      milestones.push(...(await addMilestones(client, Math.min(20_000, count - milestones.length), 1_000)));
    }
    return milestones;
  } finally {
    await client.end();
  }
}

/** Asks once for the release of a milestone. */
export async function release(url: string, { id, client }: Milestone): Promise<Response> {
  const body = new URLSearchParams({
    session_token: tokenOf(client),
    milestone_id: String(id),
    is_agree: 'release',
    is_stop: 'false',
  });
  return fetch(`${url}/api/milestone`, { method: 'PUT', body, headers: { 'user-agent': 'i/proof' } });
}

/** Equality, not at least: what was acknowledged is what the ledger holds, once each. Answers what speaks against it. */
export async function judgeReleases(
  databaseUrl: string,
  milestones: readonly Milestone[],
  released: ReadonlySet<number>,
): Promise<string[]> {
  const findings: string[] = [];
  const rows = await queryOnce<{ id: string; state: string }>(databaseUrl, 'select id, state from milestone');
  const paid = new Set(rows.filter(({ state }) => state === 'paid').map(({ id }) => Number(id)));
  for (const { id } of milestones) {
    if (released.has(id) && !paid.has(id)) findings.push(`the release of milestone ${id} was acknowledged and is lost`);
    if (!released.has(id) && paid.has(id)) findings.push(`milestone ${id} was released though nobody was told`);
  }
  const [transfers] = await queryOnce<{ count: string }>(
    databaseUrl,
    `select count(*) from ledger_transfer where kind = 'escrow.release'`,
  );
  if (Number(transfers?.count) !== paid.size) {
    findings.push(`${transfers?.count} transfers release escrow, but ${paid.size} milestones are paid`);
  }
  const books = proveBooks(databaseUrl);
  if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
  return findings;
}
