import type { AccessMeans, WebhookSender } from '../../domain/channels/index.ts';
import type { Vault } from '../../kernel/vault.ts';

/** What this API's routes need beside the call. */
export interface ChannelMeans {
  readonly access: AccessMeans;
  readonly vault: Vault;
  readonly sender: WebhookSender;
}
