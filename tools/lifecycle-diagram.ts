import type { Machine } from '../server/src/kernel/machine.ts';

/** A lifecycle as a page: a Mermaid state diagram and the table it was drawn from. */
export function lifecyclePage(name: string, machine: Machine): string {
  const moves = Object.entries(machine.moves);
  const arrows = moves.flatMap(([move, { from, to, by }]) =>
    from.map((state) => `  ${state} --> ${to}: ${move} (${by.join(', ')})`),
  );
  const rows = moves.map(
    ([move, { from, to, by, after }]) => `| ${move} | ${from.join(', ')} | ${to} | ${by.join(', ')} | ${after ?? ''} |`,
  );
  return [
    `<!-- Drawn by \`npm run docs\` from the table in the code; do not edit. -->`,
    `# Lifecycle: ${name}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${machine.initial}`,
    ...arrows,
    ...machine.final.map((state) => `  ${state} --> [*]`),
    '```',
    '',
    '| move | from | to | by | the clock, after |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
