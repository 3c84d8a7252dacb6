import { Raw, type RequestFacts } from './endpoint.ts';

/** A stored file, as far as an answer needs to know it. */
export interface AnsweredFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly md5: string;
  readonly is_public: boolean;
  open(): Promise<NodeJS.ReadableStream>;
}

/** Sends a file, or says that the caller has it already. */
export async function answerFile(file: AnsweredFile, request: Pick<RequestFacts, 'headers'>): Promise<Raw> {
  const headers = headersOf(file);
  if (request.headers['if-none-match'] === headers.etag) return new Raw(304, headers);
  return new Raw(200, { ...headers, 'content-length': String(file.size) }, await file.open());
}

/** Images that a page may show; everything else is handed over for saving. */
const shown: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/avif'];

function headersOf({ name, mime, md5, is_public: isPublic }: AnsweredFile) {
  const disposition = shown.includes(mime) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\w.\- ]/g, '_');
  return {
    'content-type': mime,
    'content-disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${percentCoded(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': isPublic ? 'cross-origin' : 'same-site',
    // A private file is asked for again each time, since who may read it can change.
    'cache-control': isPublic ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    etag: `"${md5}"`,
  };
}

const percentCoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
