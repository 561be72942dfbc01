// Limits an answer to some identity providers.
import { onlyWhen, type Answer, type Condition, type Value } from '../answer.ts';

export const group = 'External' as const;

/** An answer that makes sense only for these providers, by their values of `--external-provider`. */
export function forProviders<T extends Value>(providers: readonly string[], answer: Answer<T>) {
  const when: Condition = [{ scope: ['external'], externalProvider: providers }];
  return onlyWhen(`the provider is ${providers.join(' or ')}`, when, answer);
}
