import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../postgres/database.ts';
import { taskCounts } from '../tasks/tasks.sql.ts';

/** What the process tells Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  onAnswer(answer: { market: string; endpoint: string; outcome: string; ms: number }): void;
  onTask(end: { name: string; ok: boolean; ms: number }): void;
}

export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'linggong_answer_seconds',
    help: 'Time to answer a request.',
    labelNames: ['market', 'endpoint', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const bugs = new Counter({
    name: 'linggong_unhandled_errors_total',
    help: 'Requests that met a bug.',
    registers: [registry],
  });
  const tasks = new Histogram({
    name: 'linggong_task_seconds',
    help: 'Time to run a task.',
    labelNames: ['task', 'ok'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  const connections = new Gauge({
    name: 'linggong_database_connections',
    help: 'Connections of the pool by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(database.counts())) this.set({ state }, count);
    },
  });
  const waiting = new Gauge({
    name: 'linggong_tasks',
    help: 'Tasks that wait, and tasks that failed for good.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const [counts] = await database.reader.query(taskCounts).catch(() => []);
      if (!counts) return;
      this.set({ state: 'waiting' }, Number(counts.waiting));
      this.set({ state: 'failed' }, Number(counts.failed));
    },
  });
  // Finding a line by its labels takes longer than counting in it.
  const answerLines = new Map<string, ReturnType<typeof answers.labels>>();
  const lineOf = (market: string, endpoint: string, outcome: string) => {
    const key = `${market} ${endpoint} ${outcome}`;
    const known = answerLines.get(key) ?? answers.labels(market, endpoint, outcome);
    answerLines.set(key, known);
    return known;
  };
  registry.registerMetric(connections);
  registry.registerMetric(waiting);
  return {
    registry,
    onAnswer({ market, endpoint, outcome, ms }) {
      lineOf(market, endpoint, outcome).observe(ms / 1000);
      if (outcome === 'bug') bugs.inc();
    },
    onTask: ({ name, ok, ms }) => tasks.observe({ task: name, ok: String(ok) }, ms / 1000),
  };
}
