/** R5: one balance, one order, one milestone, spent 64 times at the same moment. */
import { connect } from 'node:net';
import { Client } from 'pg';
import { addJobs, tokenOf } from '../bench/data.ts';
import { addMilestones } from '../bench/deals.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { openStage, type Stage } from './stage.ts';

const rounds: Readonly<Record<Means['tier'], number>> = { gate: 50, night: 500 };
const sockets = 64;

interface Round {
  readonly request: { method: string; path: string; form: Record<string, string> };
  /** Counts how often it has had its effect. */
  readonly effects: string;
}

interface Target {
  readonly name: string;
  /** Prepares what is asked for 64 times. */
  prepare(stage: Stage, client: Client): Promise<Round>;
}

/** The text of a request over a connection of its own. */
function textOf({ method, path, form }: { method: string; path: string; form: Record<string, string> }): string {
  const body = new URLSearchParams(form).toString();
  return [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'user-agent: i/proof',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Sends everything but the last byte on each connection, then the last bytes together. */
async function atOnce(port: number, text: string): Promise<string[]> {
  const opened = await Promise.all(
    Array.from({ length: sockets }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      return new Promise<{ socket: typeof socket; answer: Promise<string> }>((resolve, reject) => {
        let received = '';
        const answer = new Promise<string>((done) => {
          socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
          socket.once('close', () => done(received));
        });
        socket.once('error', reject);
        socket.once('connect', () => {
          socket.write(text.slice(0, -1));
          resolve({ socket, answer });
        });
      });
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const { socket } of opened) socket.write(text.slice(-1));
  return Promise.all(opened.map(({ answer }) => answer));
}

/** Tops up through the rail's own page, as a person would, and waits until the money is there. */
async function topUp(url: string, token: string, yuan: number): Promise<void> {
  const ask = async (path: string, form: Record<string, string>) =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form), headers: { 'user-agent': 'i/proof' } });
  const made = (await (await ask('/api/margin/deposit', { session_token: token, amount: String(yuan) })).json()) as {
    url: string;
  };
  await fetch(made.url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' });
  for (let look = 0; look < 200; look += 1) {
    const basic = await fetch(`${url}/api/margin/basic?session_token=${token}`, {
      headers: { 'user-agent': 'i/proof' },
    });
    const { margin } = (await basic.json()) as { margin: number };
    if (margin >= yuan) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('a top-up did not arrive');
}

async function underWay(client: Client) {
  const [milestone] = await addMilestones(client, 1, 1_000);
  const { rows } = await client.query<{ id: string; uid: string; freelancer: string }>(
    `select c.id, c.uid, p.uid as freelancer from contract c join milestone m on m.contract_id = c.id
       join party p on p.id = c.freelancer_party_id where m.id = $1`,
    [milestone?.id],
  );
  const [contract] = rows;
  if (!milestone || !contract) throw new Error('no deal was made');
  return { milestone, contract, token: tokenOf(milestone.client) };
}

const targets: readonly Target[] = [
  {
    name: 'release of a milestone',
    async prepare(_stage, client) {
      const { milestone, contract, token } = await underWay(client);
      const form = { session_token: token, milestone_id: String(milestone.id), is_agree: 'release', is_stop: 'false' };
      return {
        request: { method: 'PUT', path: '/api/milestone', form },
        effects: `select count(*) from statement_line where contract_id = ${contract.id} and kind = 'income'`,
      };
    },
  },
  {
    name: 'payment of a bonus by one who could pay three',
    async prepare({ url }, client) {
      const { contract, token } = await underWay(client);
      await topUp(url, token, 30);
      const wanted = {
        session_token: token,
        contract_id: contract.uid,
        freelancer_id: contract.freelancer,
        amount: '10',
      };
      const made = await fetch(`${url}/api/contract/bonus`, {
        method: 'POST',
        body: new URLSearchParams(wanted),
        headers: { 'user-agent': 'i/proof' },
      });
      const { trade_no: tradeNo = '' } = (await made.json()) as { trade_no?: string };
      const form = { session_token: token, contract_id: contract.uid, trade_no: tradeNo, ptype: 'bonus' };
      return {
        request: { method: 'POST', path: '/api/order/pay', form },
        effects: `select count(*) from statement_line where trade_no = '${tradeNo}' and direction = 'out'`,
      };
    },
  },
];

async function race(means: Means, isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage(isSpoilt ? { spoils: withoutLocks } : {});
  const client = new Client({ connectionString: stage.databaseUrl() });
  await client.connect();
  const findings: string[] = [];
  const figures: Record<string, number> = {};
  try {
    await addJobs(client, 2_000);
    const count = isSpoilt ? 5 : rounds[means.tier];
    for (const target of targets) {
      let answers = 0;
      for (let round = 0; round < count; round += 1) {
        const { request, effects } = await target.prepare(stage, client);
        const received = await atOnce(stage.port, textOf(request));
        answers += received.length;
        const broken = received.filter((answer) => !/^HTTP\/1\.1 [24]/.test(answer)).length;
        const { rows } = await client.query<{ count: string }>(effects);
        if (rows[0]?.count !== '1') findings.push(`${target.name}: happened ${rows[0]?.count} times`);
        if (broken > 0) findings.push(`${target.name}: ${broken} of 64 were answered by trouble of the server`);
      }
      figures[target.name] = answers;
    }
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    return { figures, findings };
  } finally {
    await client.end();
    await stage.close();
  }
}

/** Rows are read without waiting, and the ledger forgets its keys: either alone still holds the other's place. */
const withoutLocks = [
  [/ for no key update(?: of \w+)?/g, ''],
  [/(\w+)\.key, \1\.kind/g, '$1.key + Math.random(), $1.kind'],
] as const;

export const races: Proof = {
  name: 'races',
  follows: 'R5',
  claim:
    'What may be spent once is spent once, however many ask at the same moment; the losers are refused, not failed.',
  run: (means) => race(means, false),
  teeth: { fault: 'rows are read without locks and the ledger forgets its keys', run: (means) => race(means, true) },
};
