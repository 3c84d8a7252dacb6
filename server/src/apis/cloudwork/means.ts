import type { CatalogSource } from '../../domain/catalog/index.ts';
import type { FileMeans } from '../../domain/files/index.ts';
import type { IdentityMeans, Sessions } from '../../domain/identity/index.ts';
import type { TopUpMeans } from '../../domain/payments/index.ts';
import type { IdentityCheck } from '../../domain/verification/index.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Live } from '../../platform/http/live.ts';

/** What this API's routes need beside the call. */
export interface CloudworkMeans {
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  /** `await catalog.read()` is the Catalog that operations take. */
  readonly catalog: CatalogSource;
  readonly files: FileMeans;
  readonly vault: Vault;
  readonly identityCheck: IdentityCheck;
  readonly topUps: TopUpMeans;
  /** The pages that are open and hear of changes. */
  readonly live: Live;
  /** The address this API is reached at, without a slash at its end. */
  readonly baseUrl: string;
  /** Development only: whether an SMS code is answered to its caller. */
  readonly answersSmsCode: boolean;
}
