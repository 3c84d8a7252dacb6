/** Operators at the console's pages, as people use them. */
import type { Page } from 'playwright-core';
import type { RunningServer } from '../kit/server.ts';
import { type Language, signInWords } from './languages.ts';

export const consoleOf = (server: RunningServer): string => `${new URL(server.url).origin}/operator`;

interface SigningIn {
  readonly name?: string;
  readonly password?: string;
  /** The language that the console speaks in this window. */
  readonly language?: Language;
}

/** Signs in by the form. */
export async function signIn(
  server: RunningServer,
  page: Page,
  { name = 'operator', password = 'operator123456', language = 'zh' }: SigningIn = {},
): Promise<void> {
  const words = signInWords[language];
  await page.goto(`${consoleOf(server)}/`);
  await page.getByLabel(words.name).fill(name);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole('button', { name: words.action }).click();
  await page.getByRole('heading', { level: 1, name: words.queue }).waitFor();
}

/** Before anybody has signed in the console learns so by a 401, a wrong code is a 422, a taken name a 409; the browser notes them. */
export const isExpected = (complaint: string): boolean => /status of 4(01|09|22)/.test(complaint);
