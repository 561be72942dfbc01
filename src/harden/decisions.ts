// The fixes that one decision settles, because one without the other makes no sense.
import { rules as catalogue } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';

const related: readonly (readonly string[])[] = [
  ['run-as-non-root', 'run-as-high-user', 'run-as-high-group', 'image-runs-as-non-root'],
  ['resources-requested', 'memory-limited', 'cpu-limited', 'ephemeral-storage-limited'],
  ['account-mounts-no-token', 'pod-mounts-no-default-token'],
  ['openssl-banned', 'no-wildcard-versions', 'no-yanked-crates', 'known-registries-only', 'known-git-sources-only'],
];

/**
 * The rules that wait for a decision, by decision, in the order of the catalogue.
 *
 * @param more rules of an organisation
 */
export function decisionsAmong(
  ids: ReadonlySet<string>,
  more: readonly Rule[] = [],
): readonly (readonly [Rule, ...Rule[]])[] {
  const waiting = [...catalogue, ...more].filter(({ id }) => ids.has(id));
  return waiting.flatMap((rule): readonly (readonly [Rule, ...Rule[]])[] => {
    const others = related.find((group) => group.includes(rule.id)) ?? [];
    const same = waiting.filter(({ id }) => others.includes(id));
    return same.length > 0 && same[0] !== rule ? [] : [[rule, ...same.slice(1)]];
  });
}
