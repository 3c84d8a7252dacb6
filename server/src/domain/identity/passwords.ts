import * as argon2 from '@node-rs/argon2';
import type { Hashing } from '../../kernel/hashing.ts';
import { createQueue } from '../../kernel/queue.ts';

/** Hashes and checks passwords, a few at a time, so that a flood of sign-ins starves nothing else. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Whether it is the password of `storedHash`; without one it works as long and says no. */
  matches(password: string, storedHash: string | undefined): Promise<boolean>;
}

/** Argon2id with 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * At most `atOnce` hashes run and `waiting` wait; further ones are refused with `auth.busy`. A server gives a `hashing` that
 * stands back for its other work.
 */
export function createPasswords(
  { atOnce, waiting }: { atOnce: number; waiting: number },
  { hash, verify }: Hashing = argon2,
): Passwords {
  const inTurn = createQueue({ atOnce, waiting, busy: 'auth.busy' });
  let decoy: Promise<string> | undefined;

  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    matches: (password, storedHash) =>
      inTurn(async () => {
        if (storedHash !== undefined) return verify(storedHash, password);
        decoy ??= hash('no such user', cost);
        await verify(await decoy, password);
        return false;
      }),
  };
}
