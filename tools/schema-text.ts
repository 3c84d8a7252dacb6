export interface Row {
  readonly [column: string]: string | null;
}

/** Runs one query; every column comes as text. */
export type Ask = (sql: string) => Promise<Row[]>;

/** Objects that an extension brought belong to `create extension`. */
export const own = (catalog: string, oid: string) => `not exists (select from pg_depend e where e.deptype = 'e'
  and e.classid = '${catalog}'::regclass and e.objid = ${oid})`;

export const inPublic = (column: string) => `${column} = 'public'::regnamespace`;

export function groupByOid(rows: readonly Row[]): (oid: string | null | undefined) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row['oid'] ?? '', [...(groups.get(row['oid'] ?? '') ?? []), row]);
  return (oid) => groups.get(oid ?? '') ?? [];
}

export function commentOn(what: string, comment: string | null | undefined): string {
  return comment ? `comment on ${what} is '${comment.replace(/'/g, "''")}';` : '';
}

export function join(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** PostgreSQL has quoted every name that is not lower-case: outside quotes only its keywords are in capitals. */
export function lower(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[^]*?\$\1\$|[^'"$]+|\$/g, (part) =>
    /^['"$]/.test(part)
      ? part
      : part
          .toLowerCase()
          .replace(/\bpublic\./g, '')
          .replaceAll('timestamp with time zone', 'timestamptz'),
  );
}
