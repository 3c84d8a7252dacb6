import { Button } from 'antd';
import { useState } from 'react';
import { type AnswerOf, call } from '../../api/client.ts';
import { refresh, useAnswer } from '../../api/query.ts';
import { useMay } from '../../api/session.ts';
import { number } from '../../format.ts';
import { Page } from '../../layout/frame.tsx';
import { useFilters, useMarket } from '../../layout/market.ts';
import { m, wordOf } from '../../messages/index.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Pairs, Time } from '../../ui/show.tsx';
import { Answer, Empty } from '../../ui/states.tsx';

type Task = AnswerOf<'task_list'>['items'][number];
const size = 20;

/** Whatever is told to people is one kind of task here. */
const taskWord = (name: string): string => wordOf(m.words.task, name.startsWith('notices.') ? 'notices' : name);

/** What the task was about, as the server lets it be seen. */
function Payload({ of }: { of: Task['payload'] }) {
  if (of.length === 0) return m.common.none;
  return (
    <Pairs
      of={of.map(({ name, value }) => [wordOf(m.words.payload, name), <Value key={name} of={value} />] as const)}
    />
  );
}

function Value({ of }: { of: string }) {
  const words: Readonly<Record<string, string>> = { true: m.common.yes, false: m.common.no, null: m.common.none };
  return <span className="words">{words[of] ?? (of === '[redacted]' ? m.tasks.hidden : of)}</span>;
}

/** What could not be done by itself. */
export function TasksPage() {
  const market = useMarket();
  const may = useMay();
  const { page, set } = useFilters();
  const found = useAnswer('task_list', { market, page, size });
  const [asked, setAsked] = useState<{ task: Task; does: 'retry' | 'drop' }>();
  const actions = (task: Task) => (
    <div className="bar">
      <Button onClick={() => setAsked({ task, does: 'retry' })}>{m.tasks.retry}</Button>
      <Button danger onClick={() => setAsked({ task, does: 'drop' })}>
        {m.tasks.drop}
      </Button>
    </div>
  );
  return (
    <Page title={m.tasks.title} lead={m.tasks.lead}>
      <Answer of={found}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title={m.tasks.empty}>{m.tasks.emptyText}</Empty>
          ) : (
            <Rows<Task>
              name={m.tasks.title}
              rows={items}
              keyOf={({ id }) => id}
              paging={{ page, size, total, onPage: (next) => set({ page: next }) }}
              columns={[
                { title: m.tasks.name, show: ({ name }) => taskWord(name) },
                { title: m.tasks.payload, show: ({ payload }) => <Payload of={payload} /> },
                { title: m.tasks.error, show: ({ error }) => <span className="error-text">{error}</span> },
                { title: m.tasks.attempts, show: ({ attempts }) => number(attempts), isNumber: true },
                { title: m.tasks.failed, show: (task) => <Time of={task.failed_at} /> },
                ...(may('tasks.retry') ? [{ title: m.common.actions, show: actions }] : []),
              ]}
            />
          )
        }
      </Answer>
      {asked && (
        <ReasonDialog
          title={`${m.tasks[asked.does]}：${taskWord(asked.task.name)}`}
          action={m.tasks[asked.does]}
          text={asked.does === 'retry' ? m.tasks.retryText : m.tasks.dropText}
          done={asked.does === 'retry' ? m.tasks.retried : m.tasks.dropped}
          isDanger={asked.does === 'drop'}
          onClose={() => setAsked(undefined)}
          onSubmit={async ({ reason }) => {
            await call(`task_${asked.does}`, { market, id: Number(asked.task.id), reason });
            await refresh(['task_list', 'audit_list', 'dashboard']);
          }}
        />
      )}
    </Page>
  );
}
