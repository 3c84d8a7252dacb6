/** Looks each answer up in the API's own reference: it must fit what is declared there, and hold nothing else. */
import { Check, Errors } from 'typebox/schema';

interface Book {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: { 'application/json': { schema: object } } }> }>
  >;
}

const books = new Map<string, Promise<Book>>();

async function bookOf(url: string, market: string): Promise<Book> {
  const address = `${new URL(url).origin}/openapi/${market}.json`;
  let book = books.get(address);
  if (!book) {
    book = fetch(address).then((answer) => answer.json() as Promise<Book>);
    books.set(address, book);
  }
  return book;
}

export interface Declared {
  readonly url: string;
  readonly market: string;
  readonly method: string;
  /** As the reference writes it: /users/{id}. */
  readonly path: string;
  readonly status: number;
  readonly isRefusal: boolean;
  /** What every refusal of this API looks like. */
  readonly refusal: object;
}

/** Throws unless the answer fits. */
export async function assertDeclared(call: Declared, answer: unknown): Promise<void> {
  const { method, path } = call;
  const operation = (await bookOf(call.url, call.market)).paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${method} ${path} is not in the reference`);
  const declared = operation.responses[call.status]?.content['application/json'].schema;
  if (!call.isRefusal && !declared) throw new Error(`${method} ${path} does not declare the status ${call.status}`);
  const schema = call.isRefusal || !declared ? call.refusal : withoutRefusal(declared);
  if (Check(schema, answer)) return;
  const [, errors] = Errors(schema, answer);
  throw new Error(
    `${method} ${path} answered what it does not declare: ${JSON.stringify(errors).slice(0, 1500)}\n${JSON.stringify(answer).slice(0, 1500)}`,
  );
}

function withoutRefusal(schema: object): object {
  if (!('anyOf' in schema) || !Array.isArray(schema.anyOf)) return schema;
  return { anyOf: schema.anyOf.filter((one: object) => !('$ref' in one)) };
}
