import type { FileMeans } from '../../domain/files/index.ts';
import type { IdentityMeans, Sessions } from '../../domain/identity/index.ts';
import type { TopUpMeans } from '../../domain/payments/index.ts';
import type { VerificationMeans } from '../../domain/verification/index.ts';

/** What this API's routes need beside the call. */
export interface GigMeans {
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  readonly files: FileMeans;
  readonly verification: VerificationMeans;
  readonly topUps: TopUpMeans;
  /** The address this API is reached at. */
  readonly baseUrl: string;
}
