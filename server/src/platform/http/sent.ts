import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.ts';
import { discard, type ReceivedFile, receive } from './upload.ts';

type Values = Record<string, unknown>;

/** Reads "a=1&b=2"; of a repeated name the last value counts. */
export function parseForm(text: string): Values {
  const values: Values = Object.create(null);
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 500 }))) {
    values[name] = Array.isArray(value) ? value.at(-1) : value;
  }
  return values;
}

/** Reads a form in which no name may come twice; undefined when one does. */
export function parseStrictForm(text: string): Record<string, string> | undefined {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 500 }))) {
    if (typeof value !== 'string') return undefined;
    values[name] = value;
  }
  return values;
}

/** Teaches the server the bodies that clients send: forms and JSON objects, either of them empty. */
export function acceptBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, parseForm(String(body)));
  });
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else void readJson(request, String(body), done);
  });
}

/** Everything a request carries in path, query and body. A file is received when the endpoint declares one. */
export async function readSent(
  request: FastifyRequest,
  upload: { field: string; maxBytes: number } | undefined,
): Promise<{ query: Values; body: Values; params: Values; upload: ReceivedFile | undefined }> {
  const query = request.query as Values;
  const params = request.params as Values;
  if (request.isMultipart()) {
    const { fields, file } = await readParts(request, upload).catch(asMalformed);
    return { query, params, body: fields, upload: file };
  }
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new DomainError('request.malformed');
  return { query, params, body: body as Values, upload: undefined };
}

/** The parser throws plain errors for a form it cannot read; trouble of this machine has a system's code. */
function asMalformed(error: unknown): never {
  const isOurs = error instanceof Error && 'syscall' in error;
  throw isOurs ? error : new DomainError('request.malformed');
}

async function readParts(request: FastifyRequest, upload: { field: string; maxBytes: number } | undefined) {
  const fields: Values = Object.create(null);
  let file: ReceivedFile | undefined;
  const limits = { fileSize: upload?.maxBytes ?? 1, files: 5, fields: 100, fieldSize: 1_000_000, parts: 100 };
  const options = { limits, throwFileSizeLimit: false } as Parameters<typeof request.parts>[0];
  try {
    for await (const part of request.parts(options)) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else if (part.fieldname === upload?.field && !file) file = await receive(part.file, part.filename);
      else part.file.resume();
    }
  } catch (error) {
    // What follows the file can be cut off, or too much, when the file itself is already here.
    if (file) await discard(file);
    throw error;
  }
  return { fields, file };
}
