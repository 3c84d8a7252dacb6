import type { TaskHandler } from '../../platform/tasks/worker.ts';
import { type Proofs, verifyLedger } from './read.ts';

/** Proves the books every night; a finding fails the task, and a failed task calls somebody. */
export function ledgerTasks(further: Proofs): TaskHandler[] {
  return [
    {
      name: 'ledger.verify',
      dailyAt: '03:30',
      async outside(task) {
        const findings = await verifyLedger(task.read().db, further);
        if (findings.length > 0) throw new Error(`the books are wrong: ${JSON.stringify(findings.slice(0, 20))}`);
      },
    },
  ];
}
