// The identity provider, and what makes an answer one of some providers.
import { choice, onlyWhen, type Answer, type Known, type Value } from '../answer.ts';
import { isExternal } from '../scope.ts';

export const group = 'External' as const;

export const externalProvider = onlyWhen(
  'scope is external',
  isExternal,
  choice(['token', 'aws-pod-identity', 'aws-irsa', 'gcp', 'azure', 'vault'], {
    flag: 'external-provider',
    group,
    title: 'Identity outside the cluster',
    why: 'how the controller proves who it is; no static cloud keys',
    default: () => 'token',
  }),
);

type Provider = typeof externalProvider extends Answer<infer T> ? T : never;

/** An answer that makes sense for these providers alone. */
export function forProviders<T extends Value>(providers: readonly Provider[], answer: Answer<T>) {
  const isOne = (known: Known): boolean =>
    isExternal(known) && providers.some((provider) => provider === known.text('externalProvider'));
  return onlyWhen(`the provider is ${providers.join(' or ')}`, isOne, answer);
}
