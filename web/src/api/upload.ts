/** Uploads that can be watched and stopped. */
import { base, type Envelope, Refusal, refusalOf, unreachable, xsrf } from './client.ts';

export interface Uploaded {
  readonly attachment_id: number;
  readonly name: string;
  readonly size: number;
  readonly path: string;
}

export type UploadKind = 'job' | 'contract' | 'milestone' | 'proposal' | 'portfolio' | 'shot' | 'company';

/** The part of a picture to keep, in the measures it was shown in. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly boundx: number;
  readonly boundy: number;
}

/** Uploads under way: a form waits for them before it is sent. */
const running = new Set<Promise<unknown>>();

/** When every upload that was under way has ended, well or badly. */
export async function uploadsEnded(): Promise<void> {
  while (running.size > 0) await Promise.allSettled(running);
}

interface Sending<T> {
  readonly done: Promise<T>;
  stop(): void;
}

/** Sends a file that belongs to something; `onProgress` is told the sent part, from 0 to 1. */
export const sendFile = (file: File, kind: UploadKind, onProgress: (part: number) => void) =>
  send<Uploaded>(file, { t: kind }, onProgress);

/** Sends an avatar or a logo with the part of it to keep. */
export const sendPicture = (file: File, kind: 'avatar' | 'logo', crop: Crop, onProgress: (part: number) => void) =>
  send<{ avatar: string }>(file, { t: kind, ...crop }, onProgress);

function send<T>(file: File, fields: object, onProgress: (part: number) => void): Sending<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', file);
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    const fail = () => reject(new Refusal(unreachable, ''));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', fail);
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    request.addEventListener('load', () => {
      const body = request.response as (Envelope & T) | null;
      if (!body) fail();
      else if (body.error_code === 0) resolve(body);
      else reject(refusalOf(body));
    });
  });
  request.open('POST', `${base}/api/attachment`);
  request.responseType = 'json';
  for (const [name, value] of Object.entries(xsrf())) request.setRequestHeader(name, value);
  request.send(form);
  running.add(done);
  void done.catch(() => undefined).finally(() => running.delete(done));
  return { done, stop: () => request.abort() };
}
