import type { AccessMeans, Grants } from '../../domain/channels/index.ts';
import type { Vault } from '../../kernel/vault.ts';

/** What this API's routes need beside the call. */
export interface ChannelMeans {
  readonly access: AccessMeans;
  readonly grants: Grants;
  readonly vault: Vault;
}
