import type { CatalogSource } from '../../domain/catalog/index.ts';
import type { FileMeans } from '../../domain/files/index.ts';
import type { Sessions } from '../../domain/identity/index.ts';
import type { Proofs } from '../../domain/ledger/index.ts';
import type { OperatorMeans, SettingsInForce } from '../../domain/operators/index.ts';
import type { Units } from '../../kernel/context.ts';
import type { Market } from '../../kernel/market.ts';

/** What this API's routes need beside the call. */
export interface OperatorApiMeans extends OperatorMeans {
  /** Units of work in a market, as the operator who calls. */
  unitsIn(market: Market, operatorId: bigint): Units;
  readonly sessions: Sessions;
  readonly files: FileMeans;
  readonly catalog: CatalogSource;
  readonly proofs: Proofs;
  readonly settings: SettingsInForce;
}
