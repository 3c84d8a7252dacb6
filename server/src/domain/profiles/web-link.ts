import { DomainError } from '../../kernel/errors.ts';

/** An address on the web, with its scheme; '' stays ''. Throws `profile.link_invalid` for anything a browser might run. */
export function webLink(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const link = /^[a-z][a-z\d+.-]*:/i.test(trimmed) && !/^[\w.-]+:\d/.test(trimmed) ? trimmed : `http://${trimmed}`;
  const isSafe = /^https?:\/\/[^\s/]+\.[^\s/]+\S*$/i.test(link) && URL.canParse(link);
  if (!isSafe) throw new DomainError('profile.link_invalid');
  return link;
}
