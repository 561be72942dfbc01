// What only `helm test` makes: https://helm.sh/docs/topics/chart_tests/
import { textAt, type Part } from '../part.ts';

/** Whether an object comes with `helm test` alone, not with the installation. */
export function isTestHook(part: Part): boolean {
  const hooks = textAt(part, 'metadata', 'annotations', 'helm.sh/hook')?.split(',') ?? [];
  return hooks.length > 0 && hooks.every((hook) => ['test', 'test-success', 'test-failure'].includes(hook.trim()));
}

/**
 * Whether it is judged all the same: a role or a binding. The Pod of a test is gone after it; what it was granted stays, as Helm
 * deletes no hook by itself, and is the account's of whoever may start a Pod with it.
 */
export function isGrantOfTest(part: Part): boolean {
  return isTestHook(part) && /^(Cluster)?Role(Binding)?$/.test(textAt(part, 'kind') ?? '');
}
