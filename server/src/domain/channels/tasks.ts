import type { TaskHandler } from '../../platform/tasks/worker.ts';
import { forgetAnswers } from './once.ts';

/** Forgets what partners' repeated requests no longer need. */
export const channelTasks: TaskHandler[] = [{ name: 'channels.sweep', dailyAt: '04:20', inside: forgetAnswers }];
