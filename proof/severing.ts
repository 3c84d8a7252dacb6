/** A stretch of wire between the server and its database that can be cut at any statement. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** `lost`: the statement is done and its reply does not arrive. `unsent`: the statement does not arrive. */
export type Loss = 'lost' | 'unsent';

export interface Wire {
  /** The database, by way of this wire. */
  readonly url: string;
  /** Counts statements from now on, and cuts every connection at the one of this number. */
  arm(statement: number, loss: Loss, onCut?: () => void): void;
  /** Ends that; answers how many statements were counted and whether it was cut. */
  disarm(): { statements: number; isCut: boolean };
  /** Whether the database cannot be reached at all. */
  block(isBlocked: boolean): void;
  close(): Promise<void>;
}

interface Armed {
  readonly at: number;
  readonly loss: Loss;
  readonly onCut: () => void;
  count: number;
  isCut: boolean;
}

/** Splits bytes into the messages of PostgreSQL's protocol; the first one of a client has no letter. */
function messages(startsBare: boolean, hear: (letter: string, bytes: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isBare = startsBare;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isBare ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      const letter = isBare ? '' : String.fromCharCode(message[0] ?? 0);
      isBare = false;
      hear(letter, message);
    }
  };
}

/** Opens a wire to the database of this address. */
export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let armed: Armed | undefined;
  let isAway = false;

  function cut(by: Armed): void {
    by.isCut = true;
    for (const socket of open) socket.destroy();
    by.onCut();
  }

  const server = createServer((client) => {
    if (isAway) return void client.destroy();
    const database = connect(Number(target.port), target.hostname);
    /** Answers that are still to come, each ended by "ready for query". */
    let awaited = 0;
    /** The statement at which it is cut was sent; nothing after it may be. */
    let isLast = false;
    let isOver = false;
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    const hearClient = messages(true, (letter, bytes) => {
      if (isLast) {
        // Only the end of the statement itself is still passed on.
        if (letter !== 'S' || isOver) return;
        isOver = true;
      } else if (armed && !armed.isCut && (letter === 'Q' || letter === 'E')) {
        armed.count += 1;
        if (armed.count === armed.at) {
          if (armed.loss === 'unsent') return cut(armed);
          isLast = true;
          isOver = letter === 'Q';
        }
      }
      if (letter === 'Q' || letter === 'S') awaited += 1;
      database.write(bytes);
    });
    client.on('data', hearClient);
    database.on(
      'data',
      messages(false, (letter, bytes) => {
        const isWithheld = isLast && awaited <= 1;
        if (!isWithheld) client.write(bytes);
        if (letter !== 'Z') return;
        if (awaited > 0) awaited -= 1;
        if (isLast && awaited === 0 && armed && !armed.isCut) cut(armed);
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the wire has no address');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  return {
    url: url.href,
    arm(at, loss, onCut = () => undefined) {
      armed = { at, loss, onCut, count: 0, isCut: false };
    },
    disarm() {
      const { count = 0, isCut = false } = armed ?? {};
      armed = undefined;
      return { statements: count, isCut };
    },
    block(isBlocked) {
      isAway = isBlocked;
      if (isAway) for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
