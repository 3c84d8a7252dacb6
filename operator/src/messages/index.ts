/** The texts of the console in the reader's language. Chinese is there at once; English is fetched by those who chose it. */
import { type Messages, zh } from './zh.ts';

const key = 'linggong-console-language';
export const language = localStorage.getItem(key) === 'en' ? 'en' : 'zh';
export const locale = language === 'en' ? 'en-GB' : 'zh-CN';

export let m: Messages = zh;

/** Must be over before anything is shown. */
export async function loadMessages(): Promise<void> {
  if (language === 'en') m = (await import('./en.ts')).en;
  document.documentElement.lang = locale;
  document.title = m.app.name;
}

/** Shows the console in the other language, from its start. */
export function speak(wanted: 'zh' | 'en'): void {
  localStorage.setItem(key, wanted);
  window.location.reload();
}

/** The word for something the API names; what it does not name yet is "other", never a code. */
export function wordOf(table: Readonly<Record<string, string>>, name: string): string {
  return table[name] ?? m.words.other;
}
