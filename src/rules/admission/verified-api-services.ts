// The API server verifies the server to which it hands requests.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';

export const verifiedApiServices = defineRule({
  id: 'verified-api-services',
  title: 'The certificate of an extension API server is verified',
  why: 'A man in the middle gets the requests and identities of every user of that API, and chooses the answers.',
  group: 'Admission',
  severity: 'high',
  reference:
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#contacting-the-extension-apiserver',
  profile: 'regular',
  advice:
    'Give the APIService the caBundle of its server (cert-manager can inject it), and remove insecureSkipTLSVerify.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^APIService$/).map((service) => {
      const skips = readManifest(service, ['spec', 'insecureSkipTLSVerify']);
      return sightAt(
        skips,
        skips.state === 'unknown' ? 'unknown' : skips.value === true ? 'broken' : 'kept',
        about(nameOf(service), 'is called without verification of its certificate', 'insecureSkipTLSVerify'),
      );
    }),
  ],
});
