/** Signed tokens of limited life that a machine shows with each call. */
export interface TokenClaims {
  /** Whom the token speaks for. */
  readonly subject: string;
  /** The grant it belongs to; it ends with it. */
  readonly grant: string;
}

export interface AccessTokens {
  readonly lifeSeconds: number;
  issue(claims: TokenClaims, now: Date): Promise<string>;
  /** Undefined unless the token is one of ours, unchanged, for this purpose, and alive at `now`. */
  read(token: string, now: Date): Promise<TokenClaims | undefined>;
}
