import type { IdentityMeans, Sessions } from '../../domain/identity/index.ts';

/** What this API's routes need beside the call. */
export interface CloudworkMeans {
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  /** Development only: whether an SMS code is answered to its caller. */
  readonly answersSmsCode: boolean;
}
