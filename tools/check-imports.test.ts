import { describe, expect, it } from 'vitest';
import { checkImports, parseImports } from './check-imports.ts';

const file = (path: string, source: string) => ({ path, source });
const inSource = (path: string, source: string) => checkImports([file(`server/src/${path}`, source)]);

describe('reading imports', () => {
  it('finds every form, over lines and outside comments, and knows which bring types only', () => {
    const source = [
      `import a, { b } from '../a.ts';`,
      `import * as all from "./all.ts"`,
      `import type { T } from './types.ts';`,
      `import { type U, type V } from './inline.ts';`,
      `import { type W, x } from './mixed.ts';`,
      `import {\n  one,\n  two as three,\n} from './lines.ts';`,
      `import './effect.ts';`,
      `export * from './star.ts';`,
      `export type { Q } from './reexport.ts';`,
      `const late = await import('./late.ts');`,
      `import pg from 'pg';`,
      `// import { no } from './comment.ts';`,
      `/* import './block.ts'; */`,
      `export const from = 'nothing';`,
    ].join('\n');
    const found = parseImports(file('server/src/kernel/x.ts', source));
    const named = (typeOnly: boolean) =>
      found.flatMap((one) => (one.typeOnly === typeOnly ? [one.specifier] : [])).sort();
    expect(named(true)).toEqual(['./inline.ts', './reexport.ts', './types.ts']);
    expect(named(false)).toEqual(
      ['../a.ts', './all.ts', './effect.ts', './late.ts', './lines.ts', './mixed.ts', './star.ts', 'pg'].sort(),
    );
    expect(found.find((one) => one.specifier === '../a.ts')?.target).toBe('server/src/a.ts');
    expect(found.find((one) => one.specifier === 'pg')?.target).toBeUndefined();
  });
});

describe('what may be imported', () => {
  const allowed: ReadonlyArray<readonly [path: string, source: string]> = [
    ['kernel/money.ts', `import { x } from './ids.ts'; import { y } from 'node:crypto';`],
    ['platform/http/mount.ts', `import { x } from '../postgres/database.ts'; import { y } from '../../kernel/ids.ts';`],
    ['domain/contracts/end.ts', `import { x } from '../proposals/index.ts'; import { y } from './contract.sql.ts';`],
    ['domain/contracts/end.ts', `import { x } from '../../platform/tasks/tasks.ts';`],
    ['providers/alipay/alipay.ts', `import type { Rail } from '../../domain/payments/rails.ts';`],
    ['providers/alipay/alipay.ts', `import { type Endpoint } from '../../platform/http/endpoint.ts';`],
    ['apis/gig/goods.ts', `import { x } from '../../domain/listings/index.ts'; import { y } from './words.ts';`],
    ['apis/gig/goods.ts', `import { x } from '../../platform/http/endpoint.ts';`],
    ['apis/gig/goods.ts', `import type { X } from '../../platform/postgres/database.ts';`],
    ['app.ts', `import { x } from './apis/gig/index.ts'; import { y } from './providers/alipay/alipay.ts';`],
    ['main.ts', `import { x } from './app.ts'; process.env.PORT; Date.now();`],
    ['cli/user.ts', `import { x } from '../app.ts';`],
    ['config.ts', `import type { Market } from './kernel/market.ts'; process.env;`],
    ['domain/identity/sign-in.test.ts', `import { x } from '../contracts/end.ts'; Date.now();`],
  ];
  it.each(allowed)('lets %s have %s', (path, source) => {
    expect(inSource(path, source)).toEqual([]);
  });

  const refused: ReadonlyArray<readonly [path: string, source: string, rule: RegExp]> = [
    ['kernel/money.ts', `import { x } from '../platform/work.ts';`, /kernel imports nothing/],
    ['platform/work.ts', `import type { X } from '../domain/ledger/index.ts';`, /platform may import/],
    ['domain/ledger/post.ts', `import { x } from '../contracts/index.ts';`, /ledger \(tier 1\).*contracts \(tier 4\)/],
    ['domain/ledger/post.ts', `import type { X } from '../identity/index.ts';`, /only lower tiers/],
    ['domain/contracts/end.ts', `import { x } from '../ledger/post.ts';`, /only index\.ts/],
    ['domain/contracts/end.ts', `export * from '../../platform/http/endpoint.ts';`, /domain may import/],
    ['domain/contracts/end.ts', `await import('../../providers/alipay/alipay.ts');`, /domain may import/],
    ['domain/gossip/tell.ts', ``, /module gossip has no tier/],
    ['providers/alipay/alipay.ts', `import { Rail } from '../../domain/payments/rails.ts';`, /import type/],
    ['providers/alipay/alipay.ts', `import { x } from '../../platform/postgres/database.ts';`, /import type/],
    ['providers/alipay/alipay.ts', `import type { X } from '../../apis/gig/goods.ts';`, /providers may import/],
    ['apis/gig/goods.ts', `import { x } from '../iblock/words.ts';`, /not import another API/],
    ['apis/gig/goods.ts', `import { x } from '../shared/words.ts';`, /apis\/shared is forbidden/],
    ['apis/shared/words.ts', ``, /apis\/shared is forbidden/],
    ['apis/gig/goods.ts', `import { x } from '../../domain/listings/publish.ts';`, /an API may import/],
    ['apis/gig/goods.ts', `import { x } from '../../platform/postgres/database.ts';`, /an API may import/],
    ['apis/gig/goods.ts', `import { x } from '../../providers/alipay/alipay.ts';`, /an API may import/],
    ['apis/gig/goods.ts', `import { x } from '../../app.ts';`, /may import app\.ts/],
    ['config.ts', `import { x } from './platform/work.ts';`, /config\.ts may import/],
    ['seed.ts', `import { x } from './kernel/ids.ts';`, /only app\.ts, main\.ts and cli\//],
  ];
  it.each(refused)('refuses %s to have %s', (path, source, rule) => {
    const problems = inSource(path, source);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(rule);
    expect(problems[0]).toContain(`server/src/${path}: `);
  });

  it('keeps the acceptance tests outside the server, test files too', () => {
    const source = `import { x } from '../../server/src/kernel/money.ts'; import { y } from '../client.ts';`;
    expect(checkImports([file('acceptance/gig/goods.test.ts', source)])).toEqual([
      'acceptance/gig/goods.test.ts: imports server/src/kernel/money.ts: acceptance tests know the server by HTTP only',
    ]);
  });

  it('lets tests and their helpers import app.ts, but no other program', () => {
    const source = `import { x } from '../server/src/app.ts';`;
    expect(checkImports([file('server/test/app.ts', `import { x } from '../src/app.ts';`)])).toEqual([]);
    expect(checkImports([file('tools/draw.test.ts', source)])).toEqual([]);
    expect(checkImports([file('tools/draw.ts', source)])[0]).toMatch(/may import app\.ts/);
  });
});

describe('cycles', () => {
  it('are reported once, with their path', () => {
    const files = [
      file('server/src/kernel/a.ts', `import { b } from './b.ts';`),
      file('server/src/kernel/b.ts', `import { c } from './c.ts';`),
      file('server/src/kernel/c.ts', `import { a } from './a.ts';`),
      file('server/src/kernel/d.ts', `import { a } from './a.ts'; import { c } from './c.ts';`),
    ];
    expect(checkImports(files)).toEqual([
      'import cycle: server/src/kernel/a.ts -> server/src/kernel/b.ts -> server/src/kernel/c.ts -> server/src/kernel/a.ts',
    ]);
    expect(checkImports(files.slice(1))).toEqual([]);
  });
});

describe('the text of a file', () => {
  const sql = [
    'const q = `\n  select id from listing`;',
    `const q = "INSERT INTO listing values (1)";`,
    `const q = 'update listing set state = 1';`,
    `const q = 'delete from listing';`,
    'const q = `with x as (select 1) select * from x`;',
    `db.query('whatever');`,
    `db.query<Row>(text);`,
  ];
  it.each(sql)('has no SQL inside apis/: %s', (source) => {
    expect(inSource('apis/gig/goods.ts', source)[0]).toMatch(/no SQL inside apis\//);
    expect(inSource('domain/listings/listing.sql.ts', source)).toEqual([]);
  });

  it('may speak of selecting without being SQL', () => {
    expect(inSource('apis/gig/goods.ts', `const a = 'select'; const b = 'with pleasure'; // select x from y`)).toEqual(
      [],
    );
    expect(inSource('apis/gig/goods.ts', `const q = request.query; const b = 'Update your name';`)).toEqual([]);
  });

  const impure = ['process.env.HOME', 'Date.now()', 'new Date()', 'Math.random()'];
  it.each(impure)('reads no %s outside the edges', (source) => {
    for (const path of ['domain/ledger/post.ts', 'apis/gig/goods.ts', 'kernel/clock.ts', 'app.ts']) {
      expect(inSource(path, `const x = ${source};`)[0]).toMatch(/come from ctx or config/);
    }
    for (const path of [
      'main.ts',
      'config.ts',
      'platform/work.ts',
      'providers/sms/x.ts',
      'cli/x.ts',
      'kernel/x.test.ts',
    ]) {
      expect(inSource(path, `const x = ${source};`)).toEqual([]);
    }
    expect(inSource('kernel/clock.ts', `// ${source}\nconst x = new Date(ms);`)).toEqual([]);
  });
});
