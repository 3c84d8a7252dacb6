import { posix } from 'node:path';

/** One source file; `path` is relative to the repository's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

interface Import {
  readonly specifier: string;
  /** Where a relative specifier leads, relative to the repository's root; undefined for a package. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const tiers: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['identity', 'files', 'catalog', 'ledger', 'tax'],
    ['profiles', 'verification', 'listings', 'payments', 'messaging', 'operators', 'inbox'],
    ['proposals', 'gigs', 'consultations', 'members', 'appeals'],
    ['contracts', 'channels', 'projects', 'withdrawals'],
    ['worklogs', 'reviews', 'disputes'],
    ['notifications', 'search', 'reports', 'oversight'],
  ].flatMap((modules, index) => modules.map((name) => [name, index + 1])),
);

/**
 * Checks the rules of the house on who may import whom, on import cycles, on SQL inside an API and on reading the
 * clock, chance or the environment outside the edges. Returns one message per breach, naming file and rule.
 */
export function checkImports(files: readonly SourceFile[]): string[] {
  const parsed = files.map((file) => ({ ...file, imports: parseImports(file) }));
  const problems = parsed.flatMap((file) => [
    ...file.imports.flatMap((wanted) => {
      const rule = refuse(file.path, wanted);
      return rule ? [`${file.path}: imports ${wanted.target ?? wanted.specifier}: ${rule}`] : [];
    }),
    ...checkModuleName(file.path),
    ...checkText(file),
  ]);
  return [...problems, ...findCycles(parsed)];
}

/** Every `import … from`, `export … from`, `import '…'` and `import('…')` outside comments. */
export function parseImports(file: SourceFile): Import[] {
  const source = withoutComments(file.source);
  const clause = String.raw`(?:[\w$*{}\s,]|\bas\b)+?`;
  const patterns = [
    new RegExp(
      String.raw`(?:^|[;\n}])\s*(?:import|export)\s+(type\s+(?!from\b))?(${clause})\s*\bfrom\s*(['"])([^'"\n]+)\3`,
      'g',
    ),
    /(?:^|[;\n}])\s*import()()\s*(['"])([^'"\n]+)\3/g,
    /\bimport()()\s*\(\s*(['"`])([^'"`\n]+)\3/g,
  ];
  const found = patterns.flatMap((pattern) => [...source.matchAll(pattern)]);
  return found.map(([, type, clauseText = '', , specifier = '']) => ({
    specifier,
    target: specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined,
    typeOnly: Boolean(type) || onlyTypesInBraces(clauseText),
  }));
}

function onlyTypesInBraces(clause: string): boolean {
  const inside = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1];
  const names = (inside ?? '').split(',').filter((name) => name.trim() !== '');
  return names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

/** The rule that this import breaks, if any. */
function refuse(path: string, { target, typeOnly }: Import): string | undefined {
  if (path.startsWith('acceptance/')) {
    return target && !target.startsWith('acceptance/') ? 'acceptance tests know the server by HTTP only' : undefined;
  }
  if (!target?.startsWith('server/src/') || isTest(path)) return undefined;
  const to = target.slice('server/src/'.length).split('/');
  const from = path.startsWith('server/src/') ? path.slice('server/src/'.length).split('/') : [];
  const isTop = ['main.ts', 'cli', 'wiring', 'demo'].includes(from[0] ?? '');
  if (to[0] === 'app.ts') {
    return isTop || path.startsWith('server/test/') ? undefined : 'only main.ts, cli/ and tests may import app.ts';
  }
  if (from.length === 0 || isTop || from[0] === 'app.ts') return undefined;
  const area = from[0] ?? '';
  return (areaRules[area] ?? otherRule)(from, to, typeOnly);
}

type Rule = (from: readonly string[], to: readonly string[], typeOnly: boolean) => string | undefined;

const areaRules: Readonly<Record<string, Rule>> = {
  kernel: (_from, to) => (to[0] === 'kernel' ? undefined : 'the kernel imports nothing of ours'),
  platform: (_from, to) =>
    to[0] === 'kernel' || to[0] === 'platform' ? undefined : 'platform may import kernel and platform only',
  domain: refuseInDomain,
  providers: (_from, to, typeOnly) => {
    if (to[0] === 'kernel' || to[0] === 'providers') return undefined;
    const port = to[0] === 'domain' && to.length === 3;
    const means = to[0] === 'platform' && (to[1] === 'http' || to[1] === 'postgres');
    if ((port || means) && typeOnly) return undefined;
    return 'providers may import kernel, and types (import type) of platform/http, platform/postgres and a domain port';
  },
  apis: refuseInApi,
  'config.ts': (_from, to) =>
    to[0] === 'kernel' || to[0] === 'settings.ts' ? undefined : 'config.ts may import the kernel and settings.ts only',
};

const otherRule: Rule = () => 'only app.ts, main.ts and cli/ may import everything';

function refuseInDomain(from: readonly string[], to: readonly string[]): string | undefined {
  const [own = '', other = ''] = [from[1], to[1]];
  if (to[0] === 'kernel') return undefined;
  if (to[0] === 'platform' && (other === 'postgres' || other === 'tasks')) return undefined;
  if (to[0] !== 'domain') return 'domain may import kernel, platform/postgres, platform/tasks and lower modules only';
  if (own === other) return undefined;
  if (to.length !== 3 || to[2] !== 'index.ts') return `of module ${other} only index.ts may be imported`;
  const [ownTier, otherTier] = [tiers[own], tiers[other]];
  // Unknown modules are reported where they stand.
  if (ownTier === undefined || otherTier === undefined || otherTier < ownTier) return undefined;
  return `module ${own} (tier ${ownTier}) may not import ${other} (tier ${otherTier}): only lower tiers`;
}

function refuseInApi(from: readonly string[], to: readonly string[], typeOnly: boolean): string | undefined {
  if (from[1] === 'shared' || to[1] === 'shared') return 'apis/shared is forbidden: what APIs share belongs elsewhere';
  if (to[0] === 'apis') return from[1] === to[1] ? undefined : 'an API may not import another API';
  if (to[0] === 'kernel' || (to[0] === 'platform' && to[1] === 'http')) return undefined;
  if (to[0] === 'platform' && to[1] === 'postgres' && typeOnly) return undefined;
  if (to[0] === 'domain' && to.length === 3 && to[2] === 'index.ts') return undefined;
  return 'an API may import kernel, platform/http, types of platform/postgres, domain/*/index.ts and its own folder only';
}

function checkModuleName(path: string): string[] {
  const module = /^server\/src\/domain\/([^/]+)\//.exec(path)?.[1];
  if (module !== undefined && tiers[module] === undefined) return [`${path}: module ${module} has no tier`];
  return path.startsWith('server/src/apis/shared/') ? [`${path}: apis/shared is forbidden`] : [];
}

const sqlText =
  /^\s*(?:select|insert\s+into|update\s+[\w."]+\s+set|delete\s+from\b|with\s+(?:recursive\s+)?\w+[^]*?\bas\b)/i;
const edges = /^server\/src\/(?:config\.ts|main\.ts|platform\/|providers\/|cli\/)/;
const impure = [
  /\bprocess\s*\.\s*env\b/,
  /\bDate\s*\.\s*now\s*\(/,
  /\bnew\s+Date\s*\(\s*\)/,
  /\bMath\s*\.\s*random\s*\(/,
];

function checkText({ path, source }: SourceFile): string[] {
  if (!path.startsWith('server/src/') || isTest(path)) return [];
  const code = withoutComments(source);
  const problems: string[] = [];
  if (path.startsWith('server/src/apis/')) {
    if (/\.\s*query\s*(?:<[^()]*>)?\s*\(/.test(code)) problems.push(`${path}: calls .query(: no SQL inside apis/`);
    for (const text of literals(code)) {
      if (sqlText.test(text) && (!/^\s*(?:select|with)/i.test(text) || /\bfrom\b/i.test(text))) {
        problems.push(`${path}: "${text.trim().slice(0, 40)}": no SQL inside apis/`);
      }
    }
  }
  if (!edges.test(path)) {
    for (const pattern of impure) {
      const [found] = pattern.exec(code) ?? [];
      if (found) problems.push(`${path}: ${found}: time, chance and environment come from ctx or config`);
    }
  }
  return problems;
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** Each cycle once, by its path, beginning with the file that comes first. Imports of types count too. */
function findCycles(files: ReadonlyArray<{ path: string; imports: readonly Import[] }>): string[] {
  const inside = files.filter((file) => file.path.startsWith('server/src/'));
  const targets = new Map(inside.map((file) => [file.path, file.imports.flatMap((one) => one.target ?? [])]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      cycles.push(`import cycle: ${[...trail.slice(at), path].join(' -> ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of [...targets.keys()].sort()) visit(path, []);
  return cycles;
}

const token = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`/g;

function withoutComments(source: string): string {
  return source.replace(token, (text) => (/^\/[/*]/.test(text) ? ' ' : text));
}

function literals(code: string): string[] {
  return [...code.matchAll(token)].map(([text]) => text.slice(1, -1));
}
