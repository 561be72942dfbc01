// What makes an answer one of some identity providers.
import { onlyWhen, type Answer, type Known, type Value } from '../answer.ts';
import { isExternal } from '../scope.ts';

export const group = 'External' as const;

/** An answer that makes sense for these providers alone, by their values of `--external-provider`. */
export function forProviders<T extends Value>(providers: readonly string[], answer: Answer<T>) {
  const isOne = (known: Known): boolean => isExternal(known) && providers.includes(known.text('externalProvider'));
  return onlyWhen(`the provider is ${providers.join(' or ')}`, isOne, answer);
}
