// No Secret holds a token of a ServiceAccount.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noLastingToken = defineRule({
  id: 'no-lasting-token',
  title: 'Every token expires',
  why: 'The token in a Secret of type service-account-token never expires, and anyone who may read Secrets can use it.',
  group: 'Identity',
  severity: 'high',
  reference: pages.serviceAccounts,
  profile: 'regular',
  advice: 'Delete the Secret; Pods get short-lived tokens, and `kubectl create token` makes one for people.',
  fix: 'manual',
  look: ({ manifests, workloads }) => [
    ...workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))),
    ...manifests
      .filter(({ kind }) => kind === 'Secret')
      .map((secret) => ({ secret, type: readManifest(secret, ['type']) }))
      .filter(({ type }) => type.state === 'unknown' || type.value === 'kubernetes.io/service-account-token')
      .map(({ secret, type }) =>
        type.state === 'unknown'
          ? unknownAt(type, nameOf(secret), 'type')
          : sightAt(type, 'broken', about(nameOf(secret), 'holds a token that never expires')),
      ),
  ],
});
