import { sql } from '../../kernel/context.ts';

export const referenceDigests = sql<{ name: string; digest: string }>(
  'catalog.digests',
  'select name, digest from reference_data order by name',
);

/** Rows in the order of their names, so that two processes that start at once never wait for each other in a circle. */
export const saveReference = sql<never>(
  'catalog.save',
  `insert into reference_data (name, digest, data) values ($1, $2, $3::jsonb)
   on conflict (name) do update set digest = excluded.digest, data = excluded.data`,
);

export const allReferences = sql<{ name: string; digest: string; data: unknown }>(
  'catalog.all',
  'select name, digest, data from reference_data order by name',
);
