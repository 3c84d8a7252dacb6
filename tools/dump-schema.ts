import { Client } from 'pg';
import { type Ask, commentOn, groupByOid, inPublic, join, lower, own, type Row } from './schema-text.ts';

/**
 * The `public` schema of a database as readable SQL, the same text for the same schema: loaded into an empty database
 * it makes that schema again. Rows, owners and grants are left out. Throws an Error that names the object when the
 * schema holds something that this program can't write down, so that a dump is never silently incomplete.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new Client({ connectionString: url, application_name: 'linggong dump-schema' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local search_path = public');
    const ask: Ask = async (sql) => (await client.query<Row>(sql)).rows;
    await refuseUnknown(ask);
    const functions = await readFunctions(ask);
    const sections = [
      ['extensions', await readExtensions(ask)],
      ['types', [...(await readEnums(ask)), ...(await readDomains(ask))]],
      ['sequences', await readSequences(ask)],
      ['functions', functions.early],
      ['tables', await readTables(ask)],
      ['foreign keys', [(await readForeignKeys(ask)).join('\n')].filter(Boolean)],
      ['views', await readViews(ask)],
      ['functions over tables', functions.late],
      ['triggers', await readTriggers(ask)],
    ] as const;
    const written = sections.filter(([, texts]) => texts.length > 0);
    const body = written.map(([title, texts]) => `-- ${title}\n\n${texts.join('\n\n')}\n`).join('\n');
    return `-- Generated: the schema after all migrations. Do not edit.\n\nset check_function_bodies = off;\n\n${body}`;
  } finally {
    await client.end();
  }
}

async function refuseUnknown(ask: Ask): Promise<void> {
  const found = await ask(`
    select 'relation ' || oid::regclass as what from pg_class
    where ${inPublic('relnamespace')} and (relkind in ('p', 'f') or relispartition or relrowsecurity
      or (relkind = 'c' and ${own('pg_class', 'oid')}) or exists (select from pg_inherits where inhrelid = pg_class.oid))
    union all
    select 'aggregate ' || oid::regprocedure from pg_proc
    where ${inPublic('pronamespace')} and prokind = 'a' and ${own('pg_proc', 'oid')}
    union all
    select 'rule ' || rulename || ' of ' || ev_class::regclass from pg_rewrite join pg_class c on c.oid = ev_class
    where ${inPublic('relnamespace')} and rulename <> '_RETURN'
    union all
    select 'range type ' || oid::regtype from pg_type
    where ${inPublic('typnamespace')} and typtype = 'r' and ${own('pg_type', 'oid')}
    order by what`);
  if (found.length > 0) throw new Error(`dump-schema can't write down: ${found.map((row) => row['what']).join(', ')}`);
}

async function readExtensions(ask: Ask): Promise<string[]> {
  const rows = await ask(
    `select quote_ident(extname) as name from pg_extension where extname <> 'plpgsql' order by extname`,
  );
  return rows.map(({ name }) => `create extension if not exists ${name};`);
}

async function readEnums(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select quote_ident(typname) as name, obj_description(t.oid, 'pg_type') as comment,
      (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid) as labels
    from pg_type t where ${inPublic('typnamespace')} and typtype = 'e' and ${own('pg_type', 't.oid')} order by typname`);
  return rows.map(({ name, labels, comment }) =>
    join([`create type ${name} as enum (${labels ?? ''});`, commentOn(`type ${name}`, comment)]),
  );
}

async function readDomains(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select quote_ident(typname) as name, obj_description(t.oid, 'pg_type') as comment,
      format_type(typbasetype, typtypmod) || case when typdefault is null then '' else ' default ' || typdefault end
        || case when typnotnull then ' not null' else '' end as base,
      (select string_agg(e'\\n  constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid), '' order by conname)
       from pg_constraint where contypid = t.oid and contype = 'c') as checks
    from pg_type t where ${inPublic('typnamespace')} and typtype = 'd' and ${own('pg_type', 't.oid')} order by typname`);
  return rows.map(({ name, base, checks, comment }) =>
    join([lower(`create domain ${name} as ${base}${checks ?? ''};`), commentOn(`domain ${name}`, comment)]),
  );
}

const sequenceOptions = `concat_ws(' ',
  case when s.seqincrement <> 1 then 'increment by ' || s.seqincrement end,
  case when s.seqmin <> 1 then 'minvalue ' || s.seqmin end,
  case s.seqmax when 9223372036854775807 then null when 2147483647 then null when 32767 then null
    else 'maxvalue ' || s.seqmax end,
  case when s.seqstart <> 1 then 'start with ' || s.seqstart end,
  case when s.seqcache <> 1 then 'cache ' || s.seqcache end,
  case when s.seqcycle then 'cycle' end)`;

/** Those of identity columns are made with their columns. */
async function readSequences(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select quote_ident(relname) as name, format_type(s.seqtypid, null) as type, ${sequenceOptions} as options,
      obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_sequence s on s.seqrelid = c.oid
    where ${inPublic('relnamespace')} and ${own('pg_class', 'c.oid')} and not exists
      (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')
    order by relname`);
  return rows.map(({ name, type, options, comment }) =>
    join([
      `create sequence ${name} as ${type}${options ? ` ${options}` : ''};`,
      commentOn(`sequence ${name}`, comment),
    ]),
  );
}

/** Functions that speak of tables in their arguments, results or parsed bodies must wait for these. */
async function readFunctions(ask: Ask): Promise<{ early: string[]; late: string[] }> {
  const rows = await ask(`
    select pg_get_functiondef(p.oid) as definition, obj_description(p.oid, 'pg_proc') as comment,
      quote_ident(proname) || case when count(*) over (partition by pronamespace, proname) = 1 then ''
        else '(' || pg_get_function_identity_arguments(p.oid) || ')' end as signature,
      case prokind when 'p' then 'procedure' else 'function' end as kind,
      exists (select from pg_depend d left join pg_type t on d.refclassid = 'pg_type'::regclass and t.oid = d.refobjid
        left join pg_type e on e.oid = t.typelem
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid
          and (d.refclassid = 'pg_class'::regclass or t.typrelid <> 0 or e.typrelid <> 0))::text as late
    from pg_proc p where ${inPublic('pronamespace')} and ${own('pg_proc', 'p.oid')}
    order by proname, pg_get_function_identity_arguments(p.oid)`);
  const write = (late: string) =>
    rows
      .filter((row) => row['late'] === late)
      .map(({ definition, kind, signature, comment }) =>
        join([`${lower((definition ?? '').trim())};`, commentOn(`${kind} ${lower(signature ?? '')}`, comment)]),
      );
  return { early: write('false'), late: write('true') };
}

async function readTables(ask: Ask): Promise<string[]> {
  const tables = await ask(`
    select c.oid::text as oid, quote_ident(relname) as name, obj_description(c.oid, 'pg_class') as comment,
      case when relpersistence = 'u' then 'unlogged ' else '' end as kind, array_to_string(reloptions, ', ') as options
    from pg_class c where ${inPublic('relnamespace')} and relkind = 'r' and ${own('pg_class', 'c.oid')} order by relname`);
  const columns = groupByOid(await readColumns(ask));
  const constraints = groupByOid(
    await ask(`
      select conrelid::text as oid, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition,
        obj_description(oid, 'pg_constraint') as comment
      from pg_constraint where ${inPublic('connamespace')} and contype in ('p', 'u', 'c', 'x')
      order by array_position(array['p', 'u', 'x', 'c'], contype::text), conname`),
  );
  const indexes = groupByOid(await readIndexes(ask));
  const owned = groupByOid(await readOwnedSequences(ask));
  return tables.map(({ oid, name, kind, options, comment }) => {
    const [its, rules] = [columns(oid), constraints(oid)];
    const lines = [
      // `default ''::text` says of a text column what its type says already.
      ...its.map((column) => lower(column['line'] ?? '').replace(/^(\S+ text default '(?:[^']|'')*')::text\b/, '$1')),
      ...rules.map((rule) => lower(`constraint ${rule['name']} ${rule['definition']}`)),
    ];
    const body = lines.map((line) => `\n  ${line}`).join(',');
    return join([
      `create ${kind}table ${name} (${body}\n)${options ? ` with (${options})` : ''};`,
      ...owned(oid).map((row) => `alter sequence ${row['sequence']} owned by ${name}.${row['name']};`),
      ...writeIndexes(indexes(oid)),
      commentOn(`table ${name}`, comment),
      ...its.map((column) => commentOn(`column ${name}.${column['name']}`, column['comment'])),
      ...rules.map((rule) => commentOn(`constraint ${rule['name']} on ${name}`, rule['comment'])),
    ]);
  });
}

function readColumns(ask: Ask): Promise<Row[]> {
  return ask(`
    select a.attrelid::text as oid, quote_ident(attname) as name, col_description(a.attrelid, attnum) as comment,
      quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
      || case when attcollation <> typcollation then ' collate ' || attcollation::regcollation else '' end
      || case when attgenerated = 's' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ') stored'
           when attgenerated = 'v' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ') virtual'
           when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid) else '' end
      || case attidentity when 'a' then ' generated always as identity' when 'd' then ' generated by default as identity'
           else '' end
      || coalesce((select ' (' || nullif(${sequenceOptions}, '') || ')' from pg_sequence s join pg_depend q on
           q.classid = 'pg_class'::regclass and q.objid = s.seqrelid and q.deptype = 'i'
           where q.refclassid = 'pg_class'::regclass and q.refobjid = a.attrelid and q.refobjsubid = attnum), '')
      || case when attnotnull then ' not null' else '' end as line
    from pg_attribute a join pg_class c on c.oid = attrelid join pg_type t on t.oid = atttypid
      left join pg_attrdef d on adrelid = attrelid and adnum = attnum
    where ${inPublic('relnamespace')} and relkind in ('r', 'v', 'm') and attnum > 0 and not attisdropped
    order by attnum`);
}

/** Without those that a constraint makes. */
function readIndexes(ask: Ask): Promise<Row[]> {
  return ask(`
    select indrelid::text as oid, quote_ident(relname) as name, pg_get_indexdef(c.oid) as definition,
      obj_description(c.oid, 'pg_class') as comment
    from pg_index join pg_class c on c.oid = indexrelid
    where ${inPublic('relnamespace')}
      and not exists (select from pg_constraint where conindid = c.oid and contype in ('p', 'u', 'x'))
    order by relname`);
}

function readOwnedSequences(ask: Ask): Promise<Row[]> {
  return ask(`
    select d.refobjid::text as oid, quote_ident(attname) as name, quote_ident(relname) as sequence
    from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S'
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'
      and ${inPublic('relnamespace')} order by relname`);
}

async function readForeignKeys(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition,
      obj_description(oid, 'pg_constraint') as comment
    from pg_constraint where ${inPublic('connamespace')} and contype = 'f' order by conrelid::regclass::text collate "C", conname`);
  return rows.map(({ table, name, definition, comment }) =>
    join([
      lower(`alter table ${table} add constraint ${name} ${definition};`),
      commentOn(`constraint ${name} on ${table}`, comment),
    ]),
  );
}

/** In the order of their names, except that a view follows those it reads. */
async function readViews(ask: Ask): Promise<string[]> {
  const waiting = await ask(`
    select c.oid::text as oid, quote_ident(relname) as name, pg_get_viewdef(c.oid, true) as definition,
      case relkind when 'm' then 'materialized view' else 'view' end as kind, array_to_string(reloptions, ', ') as options,
      obj_description(c.oid, 'pg_class') as comment,
      (select string_agg(distinct v.oid::text, ',') from pg_rewrite r join pg_depend d
         on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
         join pg_class v on v.oid = d.refobjid and v.relkind in ('v', 'm') and v.oid <> c.oid
       where r.ev_class = c.oid) as reads
    from pg_class c where ${inPublic('relnamespace')} and relkind in ('v', 'm') and ${own('pg_class', 'c.oid')} order by relname`);
  const indexes = groupByOid(await readIndexes(ask));
  const columns = groupByOid(await readColumns(ask));
  const texts: string[] = [];
  const known = new Set(waiting.map((view) => view['oid']));
  while (waiting.length > 0) {
    const next = waiting.findIndex((view) => !(view['reads'] ?? '').split(',').some((oid) => known.has(oid)));
    const [view = {}] = waiting.splice(Math.max(0, next), 1);
    const { oid = null, name, kind, options, definition, comment = null } = view;
    known.delete(oid);
    const storage = options ? ` with (${options})` : '';
    texts.push(
      join([
        lower(`create ${kind} ${name}${storage} as\n${(definition ?? '').replace(/;$/, '')};`),
        ...writeIndexes(indexes(oid)),
        commentOn(`${kind} ${name}`, comment),
        ...columns(oid).map((column) => commentOn(`column ${name}.${column['name']}`, column['comment'])),
      ]),
    );
  }
  return texts;
}

async function readTriggers(ask: Ask): Promise<string[]> {
  const rows = await ask(`
    select tgrelid::regclass::text as table, quote_ident(tgname) as name, pg_get_triggerdef(oid, true) as definition,
      case tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as mode,
      obj_description(oid, 'pg_trigger') as comment
    from pg_trigger where not tgisinternal and (select ${inPublic('relnamespace')} from pg_class where oid = tgrelid)
    order by tgrelid::regclass::text collate "C", tgname`);
  return rows.map(({ table, name, definition, mode, comment }) =>
    join([
      `${lower(definition ?? '').replace(/ (?=for each |execute )/, '\n  ')};`,
      mode ? `alter table ${table} ${mode} trigger ${name};` : '',
      commentOn(`trigger ${name} on ${table}`, comment),
    ]),
  );
}

function writeIndexes(rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, definition, comment }) => [
    `${lower(definition ?? '').replace(' using btree ', ' ')};`,
    commentOn(`index ${name}`, comment),
  ]);
}
