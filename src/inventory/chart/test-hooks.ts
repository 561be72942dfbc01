// Objects that only `helm test` creates: https://helm.sh/docs/topics/chart_tests/
import { textAt, type Part } from '../part.ts';

/** Whether an object is only part of `helm test`, not of the installation. */
export function isTestHook(part: Part): boolean {
  const hooks = textAt(part, 'metadata', 'annotations', 'helm.sh/hook')?.split(',') ?? [];
  return hooks.length > 0 && hooks.every((hook) => ['test', 'test-success', 'test-failure'].includes(hook.trim()));
}

/**
 * Whether it is judged anyway: a role or a binding. The Pod of a test ends, but its permissions stay, because Helm
 * deletes no hook by itself; anyone who may start a Pod with its account has them.
 */
export function isGrantOfTest(part: Part): boolean {
  return isTestHook(part) && /^(Cluster)?Role(Binding)?$/.test(textAt(part, 'kind') ?? '');
}
