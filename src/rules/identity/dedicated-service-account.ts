import { spoken } from '../../formats/helm/expression.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, writtenAt, type Manifest } from '../../inventory/manifests.ts';
import type { Workload } from '../../inventory/workloads.ts';
import { once } from '../../once.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';
import type { Place } from '../look/place.ts';

export const dedicatedServiceAccount = nodeRule({
  id: 'dedicated-service-account',
  title: 'The controller has its own ServiceAccount',
  why: 'Every Pod of the namespace gets the permissions of the default account.',
  group: 'Identity',
  severity: 'high',
  reference: pages.serviceAccounts,
  profile: 'regular',
  advice: 'Create a ServiceAccount and name it in serviceAccountName.',
  fix: 'manual',
  at: pod('serviceAccountName'),
  accepts: (value) => typeof value === 'string' && value !== '' && value !== 'default',
  knows: isShippedBeside,
  severityOf: (_, { workload }) => (workload !== undefined && hasNoToken(workload) ? 'low' : undefined),
  wants: 'the name of a ServiceAccount of its own',
});

/** The chart gives the account the same expression as the ServiceAccount that it installs, whatever name results. */
function isShippedBeside({ manifests }: Inventory, { workload }: Place): boolean {
  if (workload === undefined) return false;
  const { manifest, pod: keys } = workload;
  const written = writtenAt(manifest, [...keys, 'serviceAccountName']);
  return written !== undefined && accountsIn(manifests).has(accountOf(manifest.installation, written));
}

const accountsIn = once(
  (manifests: readonly Manifest[]): ReadonlySet<string> =>
    new Set(
      manifests
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ installation, name }) => accountOf(installation, name)),
    ),
);

function accountOf(installation: string, name: string): string {
  return JSON.stringify([installation, spoken(name)]);
}

/** Without a token, nothing in the Pod can act as the account. */
function hasNoToken({ manifest, pod: keys }: Workload): boolean {
  return readManifest(manifest, [...keys, 'automountServiceAccountToken']).value === false;
}
