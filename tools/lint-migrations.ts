/** A migration; `name` is the file's name without its folder. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

interface Statement {
  /** Lower-case, one blank between words; comments, string literals and function bodies taken out. */
  readonly text: string;
  /** The comments before it, in it and behind it on its last line. */
  readonly comments: string;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** What follows the type: `not null`, `default …`, `references …`. */
  readonly rest: string;
  /** True when it is added to a table that another file has made. */
  readonly added: boolean;
}

/** What one file makes, gathered from all its statements. */
interface Schema {
  readonly tables: Set<string>;
  readonly columns: Column[];
  /** Referencing columns of each foreign key. */
  readonly foreignKeys: { table: string; columns: string[] }[];
  /** First column of each index that can serve a foreign key, as `table.column`. */
  readonly leading: Set<string>;
}

/** Checks the house's rules for migrations; returns one message per breach, beginning with the file's name. */
export function lintMigrations(files: readonly MigrationFile[]): string[] {
  return [...checkNames(files.map((file) => file.name)), ...files.flatMap(lintFile)];
}

function checkNames(names: readonly string[]): string[] {
  const problems: string[] = [];
  const numbers = new Map<number, string>();
  for (const name of [...names].sort()) {
    const digits = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/.exec(name)?.[1];
    if (digits === undefined) {
      problems.push(`${name}: the name must be NNNN-subject.sql`);
      continue;
    }
    const number = Number(digits);
    const same = numbers.get(number);
    if (same !== undefined) problems.push(`${name}: the number ${digits} is taken by ${same}`);
    numbers.set(number, name);
  }
  for (const [number, name] of numbers) {
    if (number === 0) problems.push(`${name}: numbers begin with 0001`);
    else if (number > 1 && !numbers.has(number - 1)) problems.push(`${name}: the number before it is missing`);
  }
  return problems;
}

function lintFile(file: MigrationFile): string[] {
  const statements = readStatements(file.sql);
  const schema = readSchema(statements);
  const problems = [
    ...(/^set local lock_timeout\b/.test(statements[0]?.text ?? '') ? [] : ['must begin with set local lock_timeout']),
    ...statements.flatMap((statement) => checkStatement(statement, schema)),
    ...schema.columns.flatMap(checkColumn),
    ...checkForeignKeys(schema),
  ];
  return problems.map((problem) => `${file.name}: ${problem}`);
}

function checkStatement({ text, comments }: Statement, schema: Schema): string[] {
  const problems: string[] = [];
  const destructive = destructivePart(text);
  if (destructive && !/contract step: *\S/.test(comments)) {
    problems.push(`"${destructive}" breaks the program before; needs a comment "-- contract step: reason"`);
  }
  const index = readIndex(text);
  if (index && !schema.tables.has(index.table) && !index.concurrently && !/small table: *\S/.test(comments)) {
    problems.push(
      `the index on ${index.table}, which this file does not make, must be made concurrently, ` +
        'or carry a comment "-- small table: reason"',
    );
  }
  return problems;
}

function destructivePart(text: string): string | undefined {
  if (/^drop table\b/.test(text)) return text;
  if (/^alter \w+ .*\brename\b/.test(text)) return text;
  const { actions = [] } = readAlterTable(text) ?? {};
  return actions.find(
    (action) =>
      (/^drop\b/.test(action) && !/^drop constraint\b/.test(action)) ||
      /^alter (?:column )?\S+ (?:set data )?type\b/.test(action),
  );
}

function checkColumn({ table, name, type, rest, added }: Column): string[] {
  const problems: string[] = [];
  const where = `${table}.${name}`;
  const isNew = /\bnot null\b|\bprimary key\b/.test(rest) && !/\bdefault\b|\bgenerated\b/.test(rest);
  if (added && isNew) problems.push(`${where}: a new not-null column of an existing table needs a default`);
  const speaksOfMoney = /amount|price|fee|balance|budget|hourly/.test(name);
  if (speaksOfMoney && /^(?:float[48]?|real|double precision|money)\b/.test(type)) {
    problems.push(`${where}: money is never ${type}; use bigint fen`);
  }
  if (/^timestamp\b/.test(type) && !/with time zone/.test(type)) {
    problems.push(`${where}: ${type} has no time zone; use timestamptz`);
  }
  return problems;
}

function checkForeignKeys({ foreignKeys, leading }: Schema): string[] {
  return foreignKeys
    .filter(({ table, columns }) => !columns.some((column) => leading.has(`${table}.${column}`)))
    .map(({ table, columns }) => `${table}.${columns.join(', ')}: a foreign key needs an index that begins with it`);
}

function readSchema(statements: readonly Statement[]): Schema {
  const schema: Schema = { tables: new Set(), columns: [], foreignKeys: [], leading: new Set() };
  for (const { text } of statements) {
    const made = readCreateTable(text);
    if (made) {
      schema.tables.add(made.table);
      for (const item of made.items) addItem(schema, made.table, item);
    }
    const altered = readAlterTable(text);
    for (const action of altered?.actions ?? []) addAction(schema, altered?.table ?? '', action);
    const index = readIndex(text);
    if (index?.serves) schema.leading.add(`${index.table}.${index.leading}`);
  }
  return schema;
}

function addAction(schema: Schema, table: string, action: string): void {
  const added = /^add (?:column )?(?:if not exists )?(.*)$/.exec(action)?.[1];
  if (added !== undefined) addItem(schema, table, added);
  const [, name, type] = /^alter (?:column )?(\S+) (?:set data )?type (.*)$/.exec(action) ?? [];
  if (name && type) schema.columns.push({ table, name: plain(name), type, rest: '', added: false });
}

const tableConstraint =
  /^(?:constraint \S+ )?(primary key|unique|foreign key|check|exclude|like)\b(?: nulls not distinct)?\s*(?:\(([^()]*)\))?/;
const afterType = /\b(?:not null|null|default|references|primary key|unique|check|generated|constraint|collate)\b/;

/** Adds one entry of a `create table` list: a column or a constraint. */
function addItem(schema: Schema, table: string, item: string): void {
  const [isConstraint, kind, list = ''] = tableConstraint.exec(item) ?? [];
  if (isConstraint !== undefined) {
    const columns = list.split(',').map(plain);
    if (kind === 'foreign key') schema.foreignKeys.push({ table, columns });
    if (kind === 'primary key' || kind === 'unique') schema.leading.add(`${table}.${columns[0]}`);
    return;
  }
  const [, quoted = '', definition = ''] = /^("[^"]+"|\S+) ?(.*)$/.exec(item) ?? [];
  const name = plain(quoted);
  const at = definition.search(afterType);
  const type = (at < 0 ? definition : definition.slice(0, at)).trim();
  const rest = at < 0 ? '' : definition.slice(at);
  schema.columns.push({ table, name, type, rest, added: !schema.tables.has(table) });
  if (/\breferences\b/.test(rest)) schema.foreignKeys.push({ table, columns: [name] });
  if (/\bprimary key\b|\bunique\b/.test(rest)) schema.leading.add(`${table}.${name}`);
}

function readCreateTable(text: string): { table: string; items: string[] } | undefined {
  const head = /^create (?:unlogged |temporary |temp )?table (?:if not exists )?([^\s(]+) ?\(/.exec(text);
  if (!head) return undefined;
  return { table: plain(head[1] ?? ''), items: splitList(text.slice(head[0].length)) };
}

function readAlterTable(text: string): { table: string; actions: string[] } | undefined {
  const head = /^alter table (?:if exists )?(?:only )?(\S+) /.exec(text);
  return head ? { table: plain(head[1] ?? ''), actions: splitList(text.slice(head[0].length)) } : undefined;
}

function readIndex(text: string) {
  const pattern =
    /^create (?:unique )?index (concurrently )?(?:if not exists )?(?:\S+ )?on (?:only )?([^\s(]+) ?(?:using (\w+) ?)?\((.*)$/;
  const [found, concurrently, table = '', method = 'btree', list = ''] = pattern.exec(text) ?? [];
  if (found === undefined) return undefined;
  const leading = plain(/^[^\s,()]+/.exec(list.trim())?.[0] ?? '');
  // Of the partial indexes only the one that leaves out the rows without a reference can serve a foreign key.
  const condition = /\) ?where (.*)$/.exec(list)?.[1];
  const whole = condition === undefined || condition.replace(/^\(|\)$/g, '') === `${leading} is not null`;
  const serves = whole && (method === 'btree' || method === 'hash');
  return { table: plain(table), leading, concurrently: concurrently !== undefined, serves };
}

/** Splits at the commas outside brackets, up to the bracket that closes the list. */
function splitList(text: string): string[] {
  const items = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) break;
    if (char === ',' && depth === 0) items.push('');
    else items[items.length - 1] += char;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function plain(name: string): string {
  return name
    .trim()
    .replace(/"/g, '')
    .replace(/^public\./, '');
}

const token = /--[^\n]*|\/\*[^]*?\*\/|e?'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$[^]*?\$\1\$|;|\n|[^]/gi;

function readStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let text = '';
  let comments = '';
  let onEndLine = false;
  for (const [part] of sql.matchAll(token)) {
    if (part.startsWith('--') || part.startsWith('/*')) {
      const before = statements.at(-1);
      if (onEndLine && before)
        statements[statements.length - 1] = { ...before, comments: `${before.comments}\n${part}` };
      else comments += `\n${part}`;
      text += ' ';
    } else if (part === ';') {
      statements.push({ text: tidy(text), comments });
      [text, comments, onEndLine] = ['', '', true];
      continue;
    } else if (part.length > 1 && !part.startsWith('"')) text += "''";
    else text += part;
    if (part === '\n' || !/^\s|^--|^\/\*/.test(part)) onEndLine = false;
  }
  if (tidy(text)) statements.push({ text: tidy(text), comments });
  return statements.filter((statement) => statement.text !== '');
}

function tidy(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
