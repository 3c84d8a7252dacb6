/** Who may do what at the console, as data: one row an endpoint of the operators. One that has no row fails. */

export const roles = ['administrator', 'reviewer', 'finance', 'support', 'auditor'] as const;
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = roles;
const administrators: readonly Role[] = ['administrator'];
const office = (...some: readonly Role[]): readonly Role[] => ['administrator', ...some];

/** Left to their own proofs: they end or change the session that asks. */
export const sessions = /^\/session/;

/** Everybody may look at what is to be decided; who decides depends on what it is. */
const decisions = (deciders: readonly Role[], ...kinds: readonly string[]): Readonly<Record<string, readonly Role[]>> =>
  Object.fromEntries(
    kinds.flatMap((kind) => [
      [`GET /decisions/${kind}/{id}`, everyone],
      [`POST /decisions/${kind}/{id}`, deciders],
    ]),
  );

export const mayAsk: Readonly<Record<string, readonly Role[]>> = {
  'GET /operators': administrators,
  'POST /operators': administrators,
  'PUT /operators/{uid}': administrators,
  'POST /operators/{uid}/password': administrators,
  'GET /audit': everyone,
  'GET /ledger/accounts': everyone,
  'GET /ledger/accounts/{code}': everyone,
  'GET /ledger/transfers/{id}': everyone,
  'GET /orders/{trade_no}': everyone,
  'GET /payouts': everyone,
  'GET /reconciliation': everyone,
  'POST /ledger/proof': office('finance', 'auditor'),
  'GET /catalogue': everyone,
  'GET /channels': everyone,
  'POST /channels': administrators,
  'POST /channels/{client_id}/secret': administrators,
  'PUT /channels/{client_id}': administrators,
  'GET /channels/{client_id}/webhooks': everyone,
  'GET /channels/{client_id}/deliveries': everyone,
  'POST /channels/{client_id}/deliveries/{uid}/replay': administrators,
  'GET /decisions': everyone,
  ...decisions(office('reviewer'), 'company', 'gig', 'project'),
  ...decisions(office('finance'), 'payout', 'dispute', 'consultation'),
  'GET /files/{uid}': everyone,
  'GET /settings': everyone,
  'PUT /settings/{name}': administrators,
  'GET /apps': everyone,
  'POST /banners': administrators,
  'POST /banners/{id}/remove': administrators,
  'PUT /versions/{platform}': administrators,
  'GET /feedback': everyone,
  'POST /users/{uid}/restrict': office('reviewer', 'support'),
  'POST /users/{uid}/restore': office('reviewer', 'support'),
  'GET /dashboard': everyone,
  'GET /users': everyone,
  'GET /users/{uid}': everyone,
  'POST /tasks/{id}/retry': office('support'),
  'POST /tasks/{id}/drop': office('support'),
  'GET /tasks': everyone,
  'GET /outbox': office('support'),
};
