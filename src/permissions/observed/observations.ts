// Requests, collected by permission and user: the size depends on the number of permissions, not on the number of
// requests.
import type { Asked } from './asked.ts';

export interface Observed {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly requests: number;
  /** The number of requests that the API server refused for lack of a permission. */
  readonly denied: number;
  /** Some of the namespaces; an empty one for requests for none or for all. */
  readonly namespaces: readonly string[];
  /** One of the requests, for people. */
  readonly example: { readonly uri: string; readonly time: string; readonly file: string };
}

interface Draft {
  readonly asked: Asked;
  readonly file: string;
  readonly namespaces: Set<string>;
  ended: number;
  denied: number;
}

/** The most namespaces that are kept for one permission. */
const MOST_NAMESPACES = 32;

export class Observations {
  readonly #byUser = new Map<string, Map<string, Draft>>();

  add(asked: Asked, file: string): void {
    if (isGrantedToAll(asked)) return;
    const own = this.#byUser.get(asked.user) ?? new Map<string, Draft>();
    this.#byUser.set(asked.user, own);
    const key = `${asked.group} ${asked.resource} ${asked.verb}`;
    const draft = own.get(key) ?? { asked, file, namespaces: new Set<string>(), ended: 0, denied: 0 };
    own.set(key, draft);
    if (asked.ended) draft.ended += 1;
    if (asked.ended && !asked.allowed) draft.denied += 1;
    if (draft.namespaces.size < MOST_NAMESPACES) draft.namespaces.add(asked.namespace);
  }

  /** Every user who requested a resource. */
  users(): readonly string[] {
    return [...this.#byUser.keys()].sort();
  }

  /** The requests of these users. */
  of(users: readonly string[]): readonly Observed[] {
    const all = new Map<string, Observed>();
    for (const user of users)
      for (const [key, draft] of this.#byUser.get(user) ?? []) all.set(key, together(all.get(key), draft));
    return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, observed]) => observed);
  }
}

function together(known: Observed | undefined, { asked, file, namespaces, ended, denied }: Draft): Observed {
  return {
    group: asked.group,
    resource: asked.resource,
    verb: asked.verb,
    // A watch that has not ended counts as a request.
    requests: (known?.requests ?? 0) + Math.max(1, ended),
    denied: (known?.denied ?? 0) + denied,
    namespaces: [...new Set([...(known?.namespaces ?? []), ...namespaces])].sort(),
    example: known?.example ?? { uri: asked.uri, time: asked.time, file },
  };
}

/** Every user may query the own permissions (ClusterRole system:basic-user). */
function isGrantedToAll({ group, resource }: Asked): boolean {
  return (group === 'authorization.k8s.io' || group === 'authentication.k8s.io') && resource.startsWith('self');
}
