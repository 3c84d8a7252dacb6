import { useEffect, useRef, useState } from 'react';
import type { OnProgress } from '../api/every.ts';
import { number } from '../format.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { csvText } from './csv.ts';
import { sentenceOf } from './form.ts';
import { Icon } from './icon.tsx';
import type { Column } from './table.tsx';
import { tell, tellTrouble } from './toast.tsx';

/** Every row there is, not only those that are seen; undefined when they could not all be had. */
export type Collect<Row> = (signal: AbortSignal, onProgress: OnProgress) => Promise<readonly Row[] | undefined>;

interface Props<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly isEmpty: boolean;
  readonly collect: Collect<Row>;
}

/** Gives all rows of a table as a file. Collecting them can be watched, and stopped. */
export function CsvButton<Row>({ name, columns, isEmpty, collect }: Props<Row>) {
  const [progress, setProgress] = useState<{ done: number; all: number | undefined }>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ done: 0, all: undefined });
    try {
      const rows = await collect(controller.signal, (done, all) => setProgress({ done, all }));
      if (!rows) tellTrouble(m.csv.incomplete);
      else {
        save(name, columns, rows);
        tell(m.csv.done(number(rows.length)));
      }
    } catch (error) {
      if (!controller.signal.aborted) tellTrouble(sentenceOf(error));
    } finally {
      if (running.current === controller) setProgress(undefined);
    }
  }

  if (!progress)
    return (
      <Button size="small" disabled={isEmpty} onClick={() => void start()}>
        <Icon name="download" size={16} />
        {m.csv.export}
      </Button>
    );
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-sm text-muted tabular-nums">
        {m.csv.progress(number(progress.done), progress.all === undefined ? undefined : number(progress.all))}
      </span>
      <Button size="small" onClick={() => running.current?.abort()}>
        {m.common.cancel}
      </Button>
    </span>
  );
}

function save<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const kept = columns.filter((column) => column.plain);
  const text = csvText([
    kept.map((column) => column.name),
    ...rows.map((row) => kept.map((column) => column.plain?.(row) ?? '')),
  ]);
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
