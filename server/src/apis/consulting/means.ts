import type { IdentityMeans, Sessions } from '../../domain/identity/index.ts';
import type { TopUpMeans } from '../../domain/payments/index.ts';
import type { Vault } from '../../kernel/vault.ts';

/** What this API's routes need beside the call. */
export interface ConsultingMeans {
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  readonly vault: Vault;
  readonly topUps: TopUpMeans;
}
