import type { Units } from '../../kernel/context.ts';
import { insertChannelClient } from './identity.sql.ts';
import type { Passwords } from './passwords.ts';

/** Makes a partner of the channel market; undefined when the id is taken. The secret is kept hashed only. */
export async function addChannelClient(
  units: Units,
  passwords: Passwords,
  { clientId, name, secret }: { clientId: string; name: string; secret: string },
): Promise<boolean> {
  const secretHash = await passwords.hash(secret);
  return units.write(async (ctx) => {
    const rows = await ctx.db.query(insertChannelClient, [clientId, name, secretHash, ctx.now]);
    return rows.length > 0;
  });
}
