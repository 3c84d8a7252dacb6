/** What runs where a page takes it for anything but text: a dialog, or a request to a host that is not ours. */
import { payloads as known } from '../acceptance/web/spoil.ts';

const handlers = ['onerror', 'onload', 'onclick', 'onfocus', 'onanimationstart', 'ontransitionend', 'onpointerenter'];
const elements = [
  'img src=x',
  'svg',
  'body',
  'iframe src=x',
  'input autofocus',
  'marquee',
  'select autofocus',
  'video src=x',
];
const schemes = ['javascript:', 'JaVaScRiPt:', 'java\tscript:', '\u0001javascript:', 'data:text/html,', 'vbscript:'];

/** A hundred of them. */
export const payloads: readonly string[] = [
  ...known,
  ...elements.flatMap((element) => handlers.map((handler) => `<${element} ${handler}=alert(1)>`)),
  ...schemes.map((scheme) => `<a href="${scheme}alert(1)">x</a>`),
].slice(0, 100);

export const asOne = payloads.join(' ');
