import type { AnyEndpoint } from '../server/src/platform/http/endpoint.ts';

/** A documented API, as far as coverage looks at it. */
export interface Spec {
  /** What stands before every documented path. */
  readonly base_path?: string;
  readonly endpoints: readonly {
    readonly id: string;
    readonly method: string;
    readonly path: string | null;
    readonly proposed_path?: string;
    readonly proposed_methods?: readonly string[];
  }[];
}

export interface Coverage {
  /** Documented operations that no route answers. */
  readonly missing: readonly string[];
  /** Routes that are neither documented nor listed as extensions. */
  readonly unknown: readonly string[];
  /** Documented operations that are answered at another method or path. */
  readonly misplaced: readonly string[];
}

/** Compares the documented operations with the routes, both ways. */
export function coverageOf(spec: Spec, endpoints: readonly AnyEndpoint[], extensions: readonly string[]): Coverage {
  const documented = new Map(spec.endpoints.map((entry) => [entry.id, entry]));
  const answered = new Map<string, AnyEndpoint>();
  const unknown: string[] = [];
  for (const endpoint of endpoints) {
    for (const id of [endpoint.id, ...(endpoint.serves ?? [])]) {
      if (documented.has(id)) answered.set(id, endpoint);
      else if (!extensions.includes(id)) unknown.push(id);
    }
  }
  const missing = [...documented.keys()].filter((id) => !answered.has(id));
  const misplaced = [...answered]
    .filter(([id, endpoint]) => !isInPlace(documented.get(id), endpoint, spec.base_path ?? ''))
    .map(([id]) => id);
  return { missing, unknown, misplaced };
}

function isInPlace(entry: Spec['endpoints'][number] | undefined, endpoint: AnyEndpoint, base: string): boolean {
  const path = entry?.path ?? entry?.proposed_path;
  const methods = [endpoint.method].flat();
  // Where the document names no method, one of those that fit is enough: what changes anything is not answered to GET.
  const wanted = entry?.method === 'unspecified' ? (entry.proposed_methods ?? []) : [entry?.method];
  return (
    path !== undefined &&
    endpoint.paths.includes(base + path) &&
    wanted.some((method) => methods.some((one) => one === method))
  );
}
