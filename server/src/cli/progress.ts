/** A progress bar on a terminal; silent where there is none. */
export function progressBar(label: string, total: number): { step(count?: number): void; end(): void } {
  const { stderr } = process;
  const width = 30;
  let done = 0;
  const draw = () => {
    if (!stderr.isTTY) return;
    const filled = Math.round((Math.min(done, total) / Math.max(total, 1)) * width);
    stderr.write(`\r${label} [${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${done}/${total}`);
  };
  draw();
  return {
    step(count = 1) {
      done += count;
      draw();
    },
    end() {
      if (stderr.isTTY) stderr.write('\n');
    },
  };
}
