import { eventBody } from '../apis/channel/index.ts';
import { channelTasks } from '../domain/channels/index.ts';
import { consultationTasks } from '../domain/consultations/index.ts';
import { contractTasks } from '../domain/contracts/index.ts';
import { fileTasks } from '../domain/files/index.ts';
import { gigTasks } from '../domain/gigs/index.ts';
import { identityTasks } from '../domain/identity/index.ts';
import { ledgerTasks } from '../domain/ledger/index.ts';
import { noticeTasks } from '../domain/notifications/index.ts';
import { payoutTasks, refundTasks, topUpTasks } from '../domain/payments/index.ts';
import { proposalTasks } from '../domain/proposals/index.ts';
import { bitTasks, freelancerTasks, subscriptionTasks } from '../domain/search/index.ts';
import { withdrawalTasks } from '../domain/withdrawals/index.ts';
import type { TaskHandler } from '../platform/tasks/worker.ts';
import type { Means } from './means.ts';
import { moneyProofs } from './proofs.ts';

/** Everything that runs later. */
export function taskHandlers({ config, providers, files, vault }: Means): TaskHandler[] {
  return [
    ...identityTasks(providers.messages, { forgetsSentMessages: config.isProduction }),
    ...fileTasks(files),
    ...proposalTasks,
    ...contractTasks,
    ...gigTasks,
    ...consultationTasks,
    ...channelTasks({ vault, sender: providers.webhooks, bodyOf: eventBody }),
    ...withdrawalTasks,
    ...noticeTasks,
    ...freelancerTasks,
    ...subscriptionTasks,
    ...bitTasks,
    ...ledgerTasks(moneyProofs),
    ...topUpTasks([providers.payIns, providers.wechatPay]),
    ...refundTasks([providers.wechatPay]),
    ...payoutTasks(providers.payouts, vault),
  ];
}
