/** What the database holds, and whether it is right. */
import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { packagePath } from '../server/src/platform/package-folder.ts';

/** Runs a statement on a connection of its own. */
export async function queryOnce<Row>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(text, [...values]);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

/** The findings of `linggong ledger verify`; empty when the books are right. */
export function proveBooks(url: string): string {
  const words = [packagePath('bin', 'linggong.js'), 'ledger', 'verify'];
  try {
    const output = execFileSync(process.execPath, words, {
      env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.toString().includes('The books are right.') ? '' : output.toString();
  } catch (error) {
    return String((error as { stdout?: Buffer }).stdout ?? error);
  }
}
