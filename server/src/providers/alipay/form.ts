/**
 * A query string or urlencoded body as a record without prototype. Undefined when a name occurs twice: signatures are
 * made over names and values, and two readers of a doubled name may disagree about which value was signed.
 */
export function readForm(text: string): Record<string, string> | undefined {
  const form: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in form) return undefined;
    form[name] = value;
  }
  return form;
}
