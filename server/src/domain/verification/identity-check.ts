/** Asks an authority whether a name and an identity number belong together. */
export interface IdentityCheck {
  /** Throws when there is no answer; that costs the person no try. */
  matches(person: { readonly name: string; readonly number: string }): Promise<boolean>;
}
