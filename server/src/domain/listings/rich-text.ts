/** The HTML people may write in a description: a strict allow-list, applied once, when it is stored. */

/** Elements that stay, with the attributes that stay on them. */
const allowed: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...(
    'p br b strong i em u s del sub sup ul ol li blockquote h1 h2 h3 h4 h5 h6 pre code hr div span table thead tbody tr ' +
    'td th'
  )
    .split(' ')
    .map((name) => [name, []] as const),
  ['a', ['href']],
  ['img', ['src', 'alt']],
]);
const isVoid = (name: string) => ['br', 'hr', 'img'].includes(name);

/** Elements whose content is not text for people; it goes with them. */
const swallowed = new Set(
  (
    'script style iframe object embed svg math template noscript noembed noframes textarea title xmp plaintext ' +
    'select option audio video canvas head frameset applet'
  ).split(' '),
);

const deepest = 50;

const tag = /^<(\/?)([a-z][a-z0-9:-]*)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/i;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The text with only harmless elements and attributes left; everything else is text. Sanitising twice changes nothing. */
export function sanitise(html: string): string {
  const open: string[] = [];
  let out = '';
  for (let at = 0; at < html.length; ) {
    if (html[at] !== '<') {
      const next = html.indexOf('<', at);
      const end = next === -1 ? html.length : next;
      out += escapeText(html.slice(at, end));
      at = end;
      continue;
    }
    const skipped = skipMarkup(html, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const found = tag.exec(html.slice(at, at + 5_000));
    if (!found) {
      out += '&lt;';
      at += 1;
      continue;
    }
    const [whole, slash, rawName = '', rest = ''] = found;
    const name = rawName.toLowerCase();
    at += whole.length;
    if (slash) out += closeTag(open, name);
    else if (swallowed.has(name)) at = endOfSwallowed(html, at, name);
    else out += openTag(open, name, rest);
  }
  return out + closeFrom(open, 0);
}

/** Where a comment, doctype or processing instruction at `at` ends; `at` when there is none. */
function skipMarkup(html: string, at: number): number {
  const next = html[at + 1];
  if (next !== '!' && next !== '?') return at;
  const isComment = html.startsWith('<!--', at);
  const end = html.indexOf(isComment ? '-->' : '>', at + 2);
  return end === -1 ? html.length : end + (isComment ? 3 : 1);
}

function endOfSwallowed(html: string, from: number, name: string): number {
  const closing = new RegExp(`</${name.replace(/[^a-z]/g, '')}[^>]*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html) ? closing.lastIndex : html.length;
}

function openTag(open: string[], name: string, rest: string): string {
  const names = allowed.get(name);
  if (!names || open.length >= deepest) return '';
  let attributes = '';
  for (const [, key = '', double, single, bare] of rest.matchAll(attribute)) {
    const known = names.find((one) => one === key.toLowerCase());
    const value = double ?? single ?? bare;
    if (known === undefined || value === undefined || attributes.includes(` ${known}="`)) continue;
    const plain = decodeEntities(value);
    if (known !== 'alt' && !isHarmlessUrl(plain)) continue;
    attributes += ` ${known}="${escapeText(plain.replaceAll('&', '&amp;')).replaceAll('"', '&quot;')}"`;
  }
  if (name === 'img' && !attributes.includes(' src="')) return '';
  if (name === 'a') attributes += ' rel="nofollow noopener"';
  if (!isVoid(name)) open.push(name);
  return `<${name}${attributes}>`;
}

function closeTag(open: string[], name: string): string {
  const at = open.lastIndexOf(name);
  return at === -1 ? '' : closeFrom(open, at);
}

const closeFrom = (open: string[], at: number) =>
  open
    .splice(at)
    .toReversed()
    .map((one) => `</${one}>`)
    .join('');

/** An address on the web, a path of ours, or a mail address; nothing that a browser would run. */
function isHarmlessUrl(url: string): boolean {
  // oxlint-disable-next-line eslint/no-control-regex -- browsers drop these inside a scheme
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g, '');
  return bare === url && /^(https?:\/\/[^\\]+|mailto:[^\\]+|\/(?![/\\])[^\\]*)$/i.test(url);
}

const escapeText = (text: string) =>
  text
    .replace(/&(?!(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

/** What a person reads of sanitised HTML, on one line. */
export function plainText(html: string): string {
  return decodeEntities(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The first 100 characters of sanitised HTML's text. Angle brackets become full-width ones: old pages put the summary
 * into their HTML as it is.
 */
export function summaryOf(html: string): string {
  const text = Array.from(plainText(html).slice(0, 400)).slice(0, 100).join('');
  return text.replaceAll('<', '＜').replaceAll('>', '＞');
}
