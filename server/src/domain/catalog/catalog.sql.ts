import { sql } from '../../kernel/context.ts';

/** What operators have changed stands among the catalogues under this name. */
const changes = 'changes';
const changesDigest = `coalesce(max(version), 0) || ':' || count(*)`;

export const referenceDigests = sql<{ name: string; digest: string }>(
  'catalog.digests',
  `select name, digest from reference_data
   union all select '${changes}', ${changesDigest} from catalogue_change order by name`,
);

/** Rows in the order of their names, so that two processes that start at once never wait for each other in a circle. */
export const saveReference = sql<never>(
  'catalog.save',
  `insert into reference_data (name, digest, data) values ($1, $2, $3::jsonb)
   on conflict (name) do update set digest = excluded.digest, data = excluded.data`,
);

export const allReferences = sql<{ name: string; digest: string; data: unknown }>(
  'catalog.all',
  `select name, digest, data from reference_data
   union all select '${changes}', ${changesDigest}, coalesce(jsonb_agg(c order by c.item_id), '[]') from catalogue_change c
   order by name`,
);

/** One change at a time: the lock makes the look and the change one step. */
export const lockCatalogue = sql<never>(
  'catalog.lock',
  `select pg_advisory_xact_lock(hashtextextended('catalogue', 0))`,
);

export const nextAddedId = sql<{ id: bigint }>('catalog.next_added_id', `select nextval('catalogue_added_id') as id`);

const version = `nextval('catalogue_version')`;

export const insertAdded = sql<never>(
  'catalog.insert_added',
  `insert into catalogue_change (catalogue, item_id, is_added, name, ename, parent_id, qtype, changed_at, version)
   values ($1, $2, true, $3, $4, $5, $6, $7, ${version})`,
);

export const saveName = sql<never>(
  'catalog.save_name',
  `insert into catalogue_change as c (catalogue, item_id, is_added, name, ename, former, changed_at, version)
   values ($1, $2, false, $3, $4, $5, $6, ${version})
   on conflict (catalogue, item_id) do update set name = $3, ename = coalesce($4, c.ename), former = $5, changed_at = $6,
     version = excluded.version`,
);

export const saveHidden = sql<never>(
  'catalog.save_hidden',
  `insert into catalogue_change (catalogue, item_id, is_added, is_hidden, changed_at, version)
   values ($1, $2, false, $3, $4, ${version})
   on conflict (catalogue, item_id) do update set is_hidden = $3, changed_at = $4, version = excluded.version`,
);
