/** The console has a word for everything that its API can say by a name. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../operator/src/messages/en.ts';
import { zh } from '../operator/src/messages/zh.ts';
import { proofs } from '../server/src/domain/ledger/ledger.sql.ts';
import { decisionKinds } from '../server/src/domain/oversight/index.ts';
import { permissionsOf } from '../server/src/domain/operators/index.ts';
import { lifecycles } from '../server/src/wiring/lifecycles.ts';
import { moneyProofs } from '../server/src/wiring/proofs.ts';

type Table = Readonly<Record<string, string>>;
const languages = { zh: zh.words, en: en.words };
const lacking = (table: Table, names: Iterable<string>) => [...new Set(names)].filter((name) => !table[name]);

/** Every text that the pattern's first group finds in the sources below a folder. */
async function said(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const sources = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return sources.flatMap((source) => [...source.matchAll(pattern)].map((found) => found[1] ?? ''));
}

/** The values that the schema lets a column have. */
async function allowed(column: string): Promise<string[]> {
  const schema = await readFile('database/schema.sql', 'utf8');
  const check = new RegExp(`constraint ${column}_check check \\(\\((?:\\w+) = any \\(array\\[([^\\]]+)\\]`).exec(
    schema,
  );
  if (!check) throw new Error(`the schema does not say what ${column} may be`);
  return [...(check[1] ?? '').matchAll(/'(\w+)'/g)].map((found) => found[1] ?? '');
}

/** All texts below a table; functions are called with nothing in their gaps. */
const textsOf = (table: object): string[] =>
  Object.values(table).flatMap((value: unknown) => {
    if (typeof value === 'function') return [(value as (...parts: string[]) => string)('', '')];
    return typeof value === 'string' ? [value] : textsOf(value as object);
  });

it('English has no Chinese in it, but for the name of that language', () => {
  const texts = textsOf(en);
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter((text) => /[\u4e00-\u9fff]/.test(text))).toEqual(['中文']);
});

it.each(Object.entries(languages))('in %s', async (_language, words) => {
  const machines = Object.values(lifecycles);
  expect(
    lacking(
      words.move,
      machines.flatMap(({ moves }) => Object.keys(moves)),
    ),
  ).toEqual([]);
  expect(
    lacking(
      words.by,
      machines.flatMap(({ moves }) => Object.values(moves).flatMap(({ by }) => by)),
    ),
  ).toEqual([]);
  expect(lacking(words.payoutState, await allowed('payout_state'))).toEqual([]);
  expect(lacking(words.appealState, await allowed('appeal_state'))).toEqual([]);
  expect(lacking(words.orderState, await allowed('pay_order_state'))).toEqual([]);
  expect(lacking(words.purpose, await allowed('pay_order_purpose'))).toEqual([]);
  expect(lacking(words.line, await allowed('statement_line_kind'))).toEqual([]);
  expect(lacking(words.accountKind, await allowed('ledger_account_kind'))).toEqual([]);
  expect(lacking(words.payoutAccount, await allowed('payout_account_kind'))).toEqual([]);
  expect(lacking(words.side, await allowed('party_kind'))).toEqual([]);
  expect(lacking(words.gigKind, await allowed('gig_request_kind'))).toEqual([]);
  expect(lacking(words.settlement, await allowed('gig_request_settlement'))).toEqual([]);
  expect(lacking(words.payKind, await allowed('contract_pay_kind'))).toEqual([]);
  expect(lacking(words.messageChannel, await allowed('outgoing_message_channel'))).toEqual([]);
  expect(lacking(words.noun, await allowed('channel_event_noun'))).toEqual([]);
  expect(lacking(words.change, await allowed('channel_event_change'))).toEqual([]);
  expect(lacking(words.subject, await allowed('project_move_noun'))).toEqual([]);
  expect(lacking(words.deliveryState, await allowed('channel_delivery_state'))).toEqual([]);
  expect(
    lacking(words.platform, [...(await allowed('app_version_platform')), ...(await allowed('banner_platform'))]),
  ).toEqual([]);
  expect(lacking(words.role, Object.keys(permissionsOf))).toEqual([]);
  expect(lacking(words.proof, [...Object.keys(moneyProofs), ...Object.keys(proofs)])).toEqual([]);
  const kinds = await said(
    'server/src/domain/ledger',
    /\bkind: (?:\w+ \? )?'(topup|bonus|(?:escrow|payout)\.[a-z]+)'/g,
  );
  expect(kinds.length).toBeGreaterThan(5);
  expect(lacking(words.transfer, kinds)).toEqual([]);
  const tasks = await said('server/src', /(?:\bname: |Task = )'([a-z]+\.[a-z_]+)'/g);
  expect(tasks.length).toBeGreaterThan(20);
  expect(lacking(words.task, tasks)).toEqual([]);
  const carried = await said('server/src/domain', /(?:emit|enqueue)\(\s*(?:`[^`]*`|[^`{;])*\{([^}]*)\}/g);
  const names = carried.flatMap((fields) => fields.split(',').map((field) => field.split(':')[0]?.trim() ?? ''));
  expect(new Set(names).size).toBeGreaterThan(15);
  expect(
    lacking(
      words.payload,
      names.filter((name) => /^[a-z]\w*$/i.test(name) && name !== 'at'),
    ),
  ).toEqual([]);
  const actions = await said('server/src/apis/operator', /\baction(?:: | = \w+ \? )'([a-z]+\.[a-z]+)'/g);
  const made = [
    'catalogue.hide',
    'catalogue.show',
    'decision.take',
    'decision.give',
    'decision.return',
    'channel.restore',
    'task.retry',
    'task.drop',
    'user.restrict',
    'user.restore',
  ];
  expect(actions.length).toBeGreaterThan(8);
  expect(lacking(words.action, [...actions, ...made, ...decisionKinds.map((kind) => `${kind}.decide`)])).toEqual([]);
  const questions = JSON.parse(await readFile('database/reference/questions.json', 'utf8')) as { qtype: string }[];
  expect(
    lacking(
      words.questionType,
      questions.map(({ qtype }) => qtype),
    ),
  ).toEqual([]);
});
