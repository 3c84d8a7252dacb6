/** One page of a list: `number` counts from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** A page's items beside the exact number of items on all pages. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** How many rows a database skips to reach the page. */
export function offsetOf(page: Page): number {
  return (page.number - 1) * page.size;
}
