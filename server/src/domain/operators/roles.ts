/** What operators may do, by their role. Looking is open to all of them, but for what shows other people's secrets. */
export const permissions = [
  'reviews.decide',
  'users.restrict',
  'payouts.decide',
  'disputes.settle',
  'books.prove',
  'outbox.read',
  'tasks.retry',
  'channels.change',
  'market.change',
  'operators.change',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['administrator', 'reviewer', 'finance', 'support', 'auditor'] as const;
export type OperatorRole = (typeof roles)[number];

export const permissionsOf: Readonly<Record<OperatorRole, readonly Permission[]>> = {
  administrator: permissions,
  reviewer: ['reviews.decide', 'users.restrict'],
  finance: ['payouts.decide', 'disputes.settle', 'books.prove'],
  support: ['outbox.read', 'tasks.retry', 'users.restrict'],
  auditor: ['books.prove'],
};
