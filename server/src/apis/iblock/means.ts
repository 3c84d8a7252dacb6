import type { CatalogSource } from '../../domain/catalog/index.ts';
import type { FileMeans } from '../../domain/files/index.ts';
import type { IdentityMeans, Sessions } from '../../domain/identity/index.ts';
import type { TopUpMeans } from '../../domain/payments/index.ts';
import type { Vault } from '../../kernel/vault.ts';

/** What this API's routes need beside the call. */
export interface IblockMeans {
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  readonly catalog: CatalogSource;
  readonly files: FileMeans;
  readonly vault: Vault;
  readonly topUps: TopUpMeans;
  /** The address this API is reached at, without a slash at its end. */
  readonly baseUrl: string;
}
