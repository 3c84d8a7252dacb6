/** Shows the HTML of a description: the server has cleaned it, and only these elements are made of it again. */
import { createElement, type ReactNode } from 'react';

const elements = new Set(
  'p br b strong i em u s del sub sup ul ol li blockquote h1 h2 h3 h4 h5 h6 pre code hr div span table thead tbody tr td th'.split(
    ' ',
  ),
);

function toNode(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof HTMLElement)) return null;
  const name = node.localName;
  const children = [...node.childNodes].map(toNode);
  if (name === 'a') {
    const address = node.getAttribute('href') ?? '';
    return /^(https?:|mailto:|\/(?!\/))/.test(address) ? (
      <a key={key} href={address} rel="nofollow noopener noreferrer" target="_blank">
        {children}
      </a>
    ) : (
      children
    );
  }
  // Headings of a description stand below the page's own.
  const shown = /^h[1-3]$/.test(name) ? 'h4' : name;
  if (!elements.has(name)) return children;
  return children.length > 0 ? createElement(shown, { key }, ...children) : createElement(shown, { key });
}

export function RichText({ html }: { html: string }) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return <div className="prose break-words whitespace-pre-line">{[...body.childNodes].map(toNode)}</div>;
}

/** Plain text as the HTML of a description: empty lines part paragraphs. */
export function toHtml(text: string): string {
  const escaped = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The text of such a description, for changing it. */
export function toText(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replaceAll(/<br\s*\/?>/g, '\n'), 'text/html');
  const blocks = [...body.children].map((child) => child.textContent?.trim() ?? '');
  return blocks.length > 0 ? blocks.join('\n\n') : (body.textContent ?? '');
}
