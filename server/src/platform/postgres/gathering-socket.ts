import { Socket } from 'node:net';

/** A socket that sends what is written in one turn of the event loop at once: statements that travel together, in one packet. */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    this.#gather();
    super.cork();
  }

  override write(data: string | Uint8Array, ...rest: never[]): boolean {
    this.#gather();
    return super.write(data, ...rest);
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      this.uncork();
    });
  }
}
