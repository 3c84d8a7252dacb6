/** All but the ends hidden: the first `left` and last `right` characters stay. */
export function masked(number: string, left: number, right: number): string {
  return number.slice(0, left) + '*'.repeat(Math.max(number.length - left - right, 0)) + number.slice(-right);
}
