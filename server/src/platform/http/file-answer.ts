import { Raw, type RequestFacts } from './endpoint.ts';

export interface StoredFile {
  readonly name: string;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  readonly md5: string;
  /** Whether anybody may read it, and keep it. */
  readonly isPublic: boolean;
  open(): Promise<NodeJS.ReadableStream>;
}

/** A stored file as an answer; nothing but its headers to a caller who has it already. */
export async function fileAnswer(request: RequestFacts, file: StoredFile): Promise<Raw> {
  const headers = headersOf(file);
  if (request.headers['if-none-match'] === headers.etag) return new Raw(304, headers);
  return new Raw(200, { ...headers, 'content-length': String(file.size) }, await file.open());
}

/** Images that a page may show; everything else is handed over for saving. */
const shown: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/avif'];

function headersOf({ name, mime, md5, isPublic }: StoredFile) {
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
