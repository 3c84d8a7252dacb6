/** The texts of the app in the reader's language. Chinese is there at once; English is fetched by those who chose it. */
import { cookie, setCookie } from '../api/client.ts';
import { zh } from './zh.ts';

/** Every text there is; the compiler refuses a language that lacks one. */
export type Messages = typeof zh;

export const language = cookie('lang') === 'en' ? 'en' : 'zh';
export const locale = language === 'en' ? 'en-GB' : 'zh-CN';

export let m: Messages = zh;

/** Must be over before anything is shown. */
export async function loadMessages(): Promise<void> {
  if (language === 'en') m = (await import('./en.ts')).en;
}

/** Shows the app in the other language, from its start. */
export function speak(wanted: 'zh' | 'en'): void {
  setCookie('lang', wanted);
  window.location.reload();
}
