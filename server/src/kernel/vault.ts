/** Keeps numbers that must not lie open in the database: account, card and identity numbers. */
export interface Vault {
  seal(text: string): string;
  open(sealed: string): string;
  /** A keyed hash, to find a sealed text again. */
  hash(text: string): string;
}
