/** S7: scripts in every text that people have written, shown on every page of the web app and of the console. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../acceptance/web/browser.ts';
import { callerAt } from './callers.ts';
import { asOne, payloads } from './payloads.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { openStage, type Stage } from './stage.ts';

const pagesOf: Readonly<Record<Means['tier'], number>> = { gate: 12, night: 300 };
/** Pages of one kind that are looked at: of a thousand jobs, so many. */
const sameKind = 2;

interface Person {
  readonly who: string;
  readonly start: string;
  readonly signIn?: readonly [name: string, password: string];
}

const people: readonly Person[] = [
  { who: 'nobody', start: '/' },
  { who: 'client', start: '/', signIn: ['13800010001', 'demo123456'] },
  { who: 'freelancer', start: '/', signIn: ['13800010003', 'demo123456'] },
  { who: 'operator', start: '/operator/', signIn: ['operator', 'operator123456'] },
];

interface Column {
  readonly table_name: string;
  readonly column_name: string;
}

/**
 * Writes the payloads wherever a text with a Chinese character stands: people write those. A description is HTML that was
 * cleaned when it came in: it is left as it is. Answers how many columns were changed.
 */
async function spoilTexts(stage: Stage): Promise<number> {
  const columns = await stage.query<Column>(
    `select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.data_type = 'text' order by 1, 2`,
  );
  let changed = 0;
  for (const { table_name: table, column_name: column } of columns) {
    if (`${table}.${column}` === 'listing.description') continue;
    // The longest that the column takes.
    for (const text of [
      asOne,
      payloads.slice(0, 20).join(' '),
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)>',
    ]) {
      const rows = await stage
        .query(
          `update "${table}" set "${column}" = $1 || ' ' || ctid::text where "${column}" ~ '[一-龥]' returning 1`,
          [text],
        )
        .catch(() => undefined);
      if (rows === undefined) continue;
      if (rows.length > 0) changed += 1;
      break;
    }
  }
  return changed;
}

async function enter(page: Page, origin: string, { start, signIn }: Person): Promise<void> {
  if (!signIn) return;
  const [name, password] = signIn;
  const isConsole = start.startsWith('/operator');
  await page.goto(origin + (isConsole ? start : '/sign-in'));
  await page.getByLabel(isConsole ? '用户名' : '手机号、用户名或邮箱').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  const form = isConsole ? page : page.getByRole('main');
  await form.getByRole('button', { name: '登录' }).click();
  await (isConsole
    ? page.getByRole('heading', { level: 1, name: '待处理事项' }).waitFor()
    : page.waitForURL((url) => url.pathname !== '/sign-in'));
}

/** Everything that happens on a page which text alone cannot do. */
function watch(page: Page, origin: string): string[] {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(origin).host) happened.push(`a request to ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.text().startsWith('policy: ')) happened.push(message.text());
  });
  return happened;
}

const kindOf = (path: string): string =>
  path.replace(/[?#].*$/, '').replace(/\/(?:\d+|[0-9a-f]{8,}|[a-z]*\d\w*)(?=\/|$)/g, '/…');

/** Looks at every page that a person can come to; answers what happened, and on how many of them a payload stood. */
async function wander(browser: Browser, origin: string, person: Person, most: number, isSpoilt: boolean) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));`,
  );
  if (isSpoilt) await page.addInitScript(unescaped);
  await enter(page, origin, person);
  const happened = watch(page, origin);
  const findings: string[] = [];
  const seen = new Map<string, number>();
  const known = new Set([person.start]);
  const ahead = [person.start];
  let [looked, shown] = [0, 0];
  for (let path = ahead.shift(); path !== undefined && looked < most; path = ahead.shift()) {
    const times = seen.get(kindOf(path)) ?? 0;
    if (times >= sameKind) continue;
    seen.set(kindOf(path), times + 1);
    await page.goto(origin + path).catch(() => undefined);
    await page
      .locator('h1')
      .first()
      .waitFor()
      .catch(() => undefined);
    await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined);
    looked += 1;
    if (isSpoilt) {
      // Dialogs may follow one another without end: one of them is enough.
      await page.waitForTimeout(2_000);
      findings.push(...happened.splice(0));
      if (findings.length > 0) break;
    }
    const text = await page
      .locator('body')
      .innerText()
      .catch(() => '');
    if (text.includes('alert(1)')) shown += 1;
    findings.push(...happened.splice(0).map((what) => `${person.who} at ${path}: ${what}`));
    const links = await Promise.all(
      (await page.locator('a[href]').all()).map((one) => one.getAttribute('href').catch(() => null)),
    );
    for (const link of links) {
      const { origin: of, pathname, search } = new URL(link ?? '/', origin);
      const isApart = pathname.startsWith('/operator') !== person.start.startsWith('/operator');
      if (
        of !== origin ||
        isApart ||
        known.has(pathname + search) ||
        /^\/(docs|dev|sandbox|openapi|api)\b/.test(pathname)
      )
        continue;
      known.add(pathname + search);
      ahead.push(pathname + search);
    }
  }
  await context.close().catch(() => undefined);
  return { looked, shown, findings };
}

async function show({ tier, say }: Means, isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage({ demo: true, ...(isSpoilt && { spoils: openPolicy }) });
  const browser = await openBrowser();
  try {
    const client = await callerAt(stage, 'cloudwork', '13800010001');
    // Descriptions are HTML: these go the way that every description goes; what is refused there is shown nowhere.
    for (let from = 0; from < payloads.length; from += 4) {
      const description = `说明 ${payloads.slice(from, from + 4).join(' ')}`;
      const job = { name: `脚本 ${from}`, description, category_id: 4, hires: 1, paymethod: 'fixed', level: 'middle' };
      await client.ask('POST', '/api/jobs', { ...job, budget: 300 });
    }
    const columns = await spoilTexts(stage);
    say(`${payloads.length} payloads in ${columns} columns`);
    const findings: string[] = [];
    let [looked, shown] = [0, 0];
    for (const person of isSpoilt ? people.slice(1, 2) : people) {
      const seen = await wander(browser, stage.url, person, isSpoilt ? 4 : pagesOf[tier], isSpoilt);
      say(`${person.who}: ${seen.looked} pages, a payload stands on ${seen.shown} of them`);
      looked += seen.looked;
      shown += seen.shown;
      findings.push(...seen.findings);
    }
    if (!isSpoilt && (shown < looked / 3 || columns < 30))
      throw new Error(`a payload stood on ${shown} of ${looked} pages only: the run is void`);
    const figures = { payloads: payloads.length, columns, pages: looked, 'pages on which one stood': shown };
    return { figures, findings };
  } finally {
    await browser.close();
    await stage.close();
  }
}

/** Pages may run what stands in them. */
const openPolicy = [
  [/"content-security-policy", (?:policy\d*|pagePolicy\([^)]*\))\)/g, '"x-policy", "none")'],
  [/reply\.hasHeader\("content-security-policy"\)/g, 'true'],
] as const;

/** And a text that stands alone is put there as HTML. */
const unescaped = `new MutationObserver(() => {
  for (const one of document.querySelectorAll('h1, h2, li'))
    if (one.children.length === 0 && one.textContent.includes('<')) one.innerHTML = one.textContent;
}).observe(document, { subtree: true, childList: true, characterData: true });`;

export const scripts: Proof = {
  name: 'scripts',
  follows: 'S7',
  claim: 'Scripts in every text that people write are text on every page of the web app and of the console.',
  nightOnly: true,
  run: (means) => show(means, false),
  teeth: { fault: 'pages carry no policy, and a text is put into them as HTML', run: (means) => show(means, true) },
};
