/** What a page of the console may not show in either language: keys, codes, and the other language's texts. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

export type Language = 'zh' | 'en';

/** What the sign-in page says, to find one's way by, and the first page after it. */
export const signInWords = {
  zh: { name: '用户名', password: '密码', action: '登录', queue: '待处理事项' },
  en: { name: 'User name', password: 'Password', action: 'Sign in', queue: 'Queue' },
} as const satisfies Record<Language, object>;

const anywhere = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-/,
  /\b(?=\d*[a-f])[0-9a-f]{24,}\b/,
  /\b(undefined|NaN|null|\[object|Invalid Date)\b/,
  /\b[a-z]+(?:_[a-z]+)+\b/,
  /\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/,
];

const byLanguage: Readonly<Record<Language, readonly RegExp[]>> = {
  zh: [
    /\b(freelancer|client|requested|in_review|unreviewed|disputed|topup|escrow|available|clearing|restricted|booked)\b/,
    /尚无说明/,
  ],
  en: [
    // Names of the API: "market.change", "feeBasisPoints", "messageId".
    /\b(?:user|appeal|person|decision|catalogue|channel|operator|task|setting|banner|version|market|payout)\.[a-z_]+\b/,
    /\b[a-z]{2,}(?:[A-Z][a-z]+)+\b/,
    /no description yet/,
    // Days and times as Chinese writes them.
    /\d(?:年|月|日|小时|分钟|天)/,
  ],
};

/** The console's own Chinese texts, out of its tables; of those with gaps, each part by itself. */
async function ownTexts(): Promise<string[]> {
  const files = ['zh.ts', 'zh-words.ts'].map((name) => readFile(`operator/src/messages/${name}`, 'utf8'));
  const sources = (await Promise.all(files)).join('\n').replaceAll(/\/\*\*.*?\*\//gs, '');
  const plain = [...sources.matchAll(/'([^'\n]*)'/g)].map((found) => found[1] ?? '');
  const parts = [...sources.matchAll(/`([^`]*)`/g)].flatMap((found) => (found[1] ?? '').split(/\$\{[^}]*\}/));
  return [
    ...plain.filter((text) => /[\u4e00-\u9fff]/.test(text)),
    ...parts.filter((text) => /[\u4e00-\u9fff]{2}/.test(text)),
  ];
}

const ours = ownTexts().then((texts) => new Set(texts));
/** What people of the house are called and have sent, which reads like a text of the console. */
const written = new Set(['管理员', '组织机构代码证.png']);

/** Whether it is a text of the console, or holds one that is so long that it is no word of somebody else's. */
const isAmong = (texts: ReadonlySet<string>) => (said: string) =>
  !written.has(said) && (texts.has(said) || [...texts].some((text) => text.length > 5 && said.includes(text)));

/**
 * Everything a page says: its texts and what is said only to screen readers, each by itself. What people have written is not
 * the console's to translate: only texts that are the console's own are looked for.
 */
const saidOn = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said = [document.title];
    while (walker.nextNode()) {
      const inside = walker.currentNode.parentElement;
      if (!inside.closest('script, style, [lang]:not(html)')) said.push(walker.currentNode.data);
    }
    for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(one.getAttribute(name) ?? '');
    return said.map((text) => text.trim()).filter((text) => text !== '');
  })()`);

/** What should not be on the page. */
export async function wordsAgainst(page: Page, language: Language): Promise<string[]> {
  const other = language === 'zh' ? 'en' : 'zh';
  await page.evaluate(`document.querySelectorAll('main [lang=${other}]').forEach((one) => one.remove())`);
  const text = await page.locator('body').innerText();
  const found = [...anywhere, ...byLanguage[language]].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  if (language === 'zh') return found;
  return [...found, ...(await saidOn(page)).filter(isAmong(await ours))];
}
