/** Asking a server that may be gone. */

// oxlint-disable-next-line typescript/no-explicit-any -- an answer of any API.
export type Answer = Record<string, any>;

const patienceMs = 60_000;

/** Asks again until there is a definite answer: neither a broken connection nor "try later" is one. */
export async function untilAnswered(ask: () => Promise<Response>): Promise<{ answer: Answer; tries: number }> {
  const until = performance.now() + patienceMs;
  for (let tries = 1; performance.now() < until; tries += 1) {
    try {
      const response = await ask();
      const answer = (await response.json()) as Answer;
      if (response.status < 500) return { answer, tries };
    } catch {
      // The connection broke: whether it was done is for the next answer to tell.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no definite answer within a minute');
}
