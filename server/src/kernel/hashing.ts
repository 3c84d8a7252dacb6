/** What one password costs whoever tries many. */
export interface HashCost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** Makes hashes of passwords that are slow on purpose, and compares with them. */
export interface Hashing {
  hash(password: string, cost: HashCost): Promise<string>;
  verify(storedHash: string, password: string): Promise<boolean>;
}
