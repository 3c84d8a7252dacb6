import { sql } from '../../kernel/context.ts';
import type { FileKind } from './kinds.ts';

export interface FileRow {
  id: bigint;
  /** 32 hexadecimal digits: the public name of the file. */
  uid: string;
  owner_user_id: bigint;
  kind: FileKind;
  name: string;
  mime: string;
  size: number;
  md5: string;
  is_public: boolean;
}

const columns = 'id, uid, owner_user_id, kind, name, mime, size, md5, is_public';

export const insertFile = sql<FileRow>(
  'files.insert',
  `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, is_public, bound_to, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${columns}`,
);

export const filesByIdList = sql<FileRow>('files.by_ids', `select ${columns} from file where id = any ($1::bigint[])`);

export const readableFile = sql<FileRow & { blob_key: string }>(
  'files.readable',
  `select ${columns}, blob_key from file f
   where f.market = $1 and f.uid = $2 and (
     f.is_public or f.owner_user_id = $3
     or exists (select from file_grant g where g.file_id = f.id and g.party_id = $4)
   )`,
);

export const anyFile = sql<FileRow & { blob_key: string }>(
  'files.any',
  `select ${columns}, blob_key from file where market = $1 and uid = $2`,
);

/** The guard and the change are one statement, so that of two uses at once one finds the file taken. */
export const bindFile = sql<FileRow>(
  'files.bind',
  `update file set bound_to = $5, is_public = is_public or $6
   where id = $1 and market = $2 and owner_user_id = $3 and kind = any ($4::text[])
     and (bound_to is null or bound_to = $5)
   returning ${columns}`,
);

export const insertGrants = sql<never>(
  'files.insert_grants',
  `insert into file_grant (file_id, party_id) select $1, unnest($2::bigint[]) on conflict do nothing`,
);

export const deleteBoundFiles = sql<{ blob_key: string }>(
  'files.delete_bound',
  'delete from file where bound_to = $1 and market = $2 and id <> all ($3::bigint[]) returning blob_key',
);

export const deleteBoundFile = sql<{ blob_key: string }>(
  'files.delete_one_bound',
  'delete from file where bound_to = $1 and market = $2 and id = $3 returning blob_key',
);

export const filesOfSubjects = sql<FileRow & { bound_to: string }>(
  'files.of_subjects',
  `select ${columns}, bound_to from file where bound_to = any ($1::text[]) and market = $2 order by id`,
);

export const subjectOfFile = sql<{ bound_to: string | null }>(
  'files.subject',
  'select bound_to from file where id = $1 and market = $2',
);

export const filesOfOwner = sql<FileRow>(
  'files.of_owner',
  `select ${columns} from file where market = $1 and owner_user_id = $2
     and (uid = any ($3::text[]) or id::text = any ($3::text[]))`,
);

export const deleteUnusedFiles = sql<{ blob_key: string }>(
  'files.delete_unused',
  `delete from file where id in (
     select id from file where bound_to is null and created_at < $1 order by created_at limit $2 for update skip locked
   ) returning blob_key`,
);
