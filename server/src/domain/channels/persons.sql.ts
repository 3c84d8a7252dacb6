import { type ObjectRow, statementsOf } from './objects.sql.ts';

/** What a partner's own check of a living face said; kept as told. */
export interface Liveness {
  readonly certified: boolean;
  readonly at: string;
  readonly method: string | null;
  readonly faceScore: number | null;
  readonly livenessScore: number | null;
  /** Addresses, which are never fetched. */
  readonly photos: readonly string[];
}

export interface PersonRow extends ObjectRow {
  channel_id: bigint;
  name: string;
  number_cipher: string;
  number_shown: string;
  phone: string;
  liveness: Liveness | null;
}

export const personStatements = statementsOf<PersonRow>('person', {
  columns: ['name', 'number_cipher', 'number_shown', 'phone', 'liveness'],
  shown: 't.channel_id, t.name, t.number_cipher, t.number_shown, t.phone, t.liveness',
});
