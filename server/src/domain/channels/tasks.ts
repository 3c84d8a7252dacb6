import type { TaskHandler } from '../../platform/tasks/worker.ts';
import { forgetCalls } from './calls.ts';
import { type DeliveryMeans, deliveryTask, forgetEvents } from './deliveries.ts';
import { forgetAnswers } from './once.ts';

/** Brings events to partners, and forgets what is no longer needed. */
export function channelTasks(means: DeliveryMeans): TaskHandler[] {
  return [
    deliveryTask(means),
    {
      name: 'channels.sweep',
      dailyAt: '04:20',
      async inside(ctx) {
        for (const forget of [forgetAnswers, forgetEvents, forgetCalls]) await forget(ctx);
      },
    },
  ];
}
