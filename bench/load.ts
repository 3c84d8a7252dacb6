/** A load generator of few instructions, so that client and server do not compete for the machine's two cores. */
import { connect, type Socket } from 'node:net';

/** Something to send, and what its answer must hold to count. */
export interface Target {
  readonly port: number;
  /** The next request, whole, as `httpRequest` writes it. */
  readonly next: () => string;
  readonly expects: string;
}

export interface Measured {
  /** Right answers a second. */
  readonly rps: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
}

/** The text of a request over a connection that is kept; a body is sent as a form. */
export function httpRequest(method: string, path: string, form?: Readonly<Record<string, string>>): string {
  const body = form === undefined ? '' : new URLSearchParams(form).toString();
  const type = form === undefined ? '' : 'content-type: application/x-www-form-urlencoded\r\n';
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: i/bench\r\n${type}${length}\r\n${body}`;
}

/** Sends one request after another on each of `connections` connections. Throws when an answer is not as expected. */
export async function load(target: Target, { connections, seconds }: { connections: number; seconds: number }) {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const one = async () => {
    const connection = await open(target);
    try {
      for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
        await connection.ask(target.next());
        const now = performance.now();
        if (now <= until) latencies.push(now - sentAt);
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return summary(latencies, seconds);
}

/** Sends `perSecond` requests at even distances, whether or not earlier ones are answered; latency counts from then. */
export async function pace(target: Target, { perSecond, seconds }: { perSecond: number; seconds: number }) {
  const latencies: number[] = [];
  const free: Connection[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  const ask = async (dueAt: number) => {
    const connection = free.pop() ?? (await open(target));
    await connection.ask(target.next());
    latencies.push(performance.now() - dueAt);
    free.push(connection);
  };
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const dueAt = startedAt + (sent * 1_000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    running.push(ask(dueAt));
  }
  await Promise.all(running);
  for (const connection of free) connection.close();
  return summary(latencies, seconds);
}

function summary(latencies: number[], seconds: number): Measured {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { rps: sorted.length / seconds, p50: at(0.5), p99: at(0.99), answers: sorted.length };
}

interface Connection {
  /** Sends a request; resolves when its answer is there. Throws when it is not what was expected. */
  ask(request: string): Promise<void>;
  close(): void;
}

async function open({ port, expects }: Target): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received = received === '' ? String(chunk) : received + String(chunk);
    if (!isWhole(received)) return;
    const answer = received;
    received = '';
    if (answer.includes(expects)) waiting?.resolve();
    else waiting?.reject(new Error(`unexpected answer: ${Buffer.from(answer, 'latin1').toString().slice(0, 600)}`));
  });
  const fail = (error?: Error) => waiting?.reject(error ?? new Error('the server closed the connection'));
  socket.on('error', fail).on('close', () => fail());
  return connectionOn(socket, (handlers) => {
    waiting = handlers;
  });
}

function connectionOn(
  socket: Socket,
  wait: (handlers: { resolve: () => void; reject: (error: Error) => void } | undefined) => void,
): Connection {
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        wait({ resolve, reject });
        socket.write(request);
      }),
    close() {
      wait(undefined);
      socket.destroy();
    },
  };
}

/** Whether head and body of an answer are there; each character stands for one byte. */
function isWhole(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, headEnd))?.[1];
  if (length === undefined) throw new Error(`an answer without its length: ${received.slice(0, headEnd)}`);
  return received.length >= headEnd + 4 + Number(length);
}
