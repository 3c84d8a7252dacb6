/** The number that this answer of the server was given; styles that carry it are taken by the page's policy. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/**
 * The component set is told the number, but the part of it that keeps the page from scrolling below a dialog does not
 * pass it on. So every style element that is made here carries it.
 */
export function signStyles(): void {
  const create = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions) => {
    const made = create(tag, options);
    if (tag === 'style') made.nonce = nonce;
    return made;
  };
}
