/** Addresses that notices and mails have always carried, and the pages they lead to here. */
const ways: readonly (readonly [pattern: RegExp, page: (id: string, rest: string) => string])[] = [
  [/^\/(?:clients|freelancers)\/contracts\/([\w-]+)$/, (id) => `/contracts/${id}`],
  [/^\/freelancers\/offer\/([\w-]+)$/, (id) => `/contracts/${id}`],
  [/^\/freelancers\/proposal\/(\d+)$/, (id) => `/proposals/${id}`],
  [/^\/clients\/jobs\/([\w-]+)(?:#\w+)?$/, (id) => `/my/jobs/${id}`],
  [/^\/settings\/account$/, () => '/settings/security'],
  [
    /^\/(clients|freelancers)\/settings\/identify$/,
    (side) => (side === 'clients' ? '/settings/company' : '/settings/identity'),
  ],
  [/^\/(?:clients|freelancers)\/settings\/margin$/, () => '/wallet'],
  [/^\/find-work-home$/, () => '/jobs'],
];

/** The page of such an address; the address itself when it is one of ours already. */
export function toRoute(address: string): string {
  for (const [pattern, page] of ways) {
    const [found, id = '', rest = ''] = pattern.exec(address) ?? [];
    if (found !== undefined) return page(id, rest);
  }
  return address;
}
