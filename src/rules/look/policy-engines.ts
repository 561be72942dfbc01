// Policies of Kyverno and Gatekeeper that only write down what they should refuse.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { ofKind } from './objects.ts';

interface OpenPolicy {
  readonly manifest: Manifest;
  readonly keys: readonly Key[];
  readonly says: string;
}

/** Each with the place that says so. Sources: the types of kyverno/kyverno (api/kyverno/v1) and open-policy-agent/gatekeeper. */
export function openPolicies(manifests: readonly Manifest[]): readonly OpenPolicy[] {
  return [
    ...ofKind(manifests, /^(?:Cluster)?Policy$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('kyverno.io/'))
      .flatMap(ofKyverno),
    ...manifests
      .filter(({ apiVersion, patch }) => !patch && apiVersion.startsWith('constraints.gatekeeper.sh/'))
      .flatMap(ofGatekeeper),
  ];
}

/** What it refuses it may say for all of its rules, or for each; by default it only reports. */
function ofKyverno(manifest: Manifest): readonly OpenPolicy[] {
  const whole = readManifest(manifest, ['spec', 'validationFailureAction']);
  if (whole.state === 'unknown') return [];
  const isOpen = !/^enforce$/i.test(textOf(whole.value));
  return itemsOf(readManifest(manifest, ['spec', 'rules'])).flatMap((rule, index): readonly OpenPolicy[] => {
    const validate = fieldOf(rule, 'validate');
    const own = textOf(fieldOf(validate, 'failureAction'));
    if (validate === undefined || (own === '' ? !isOpen : /^enforce$/i.test(own))) return [];
    const keys =
      own === '' ? ['spec', 'validationFailureAction'] : ['spec', 'rules', index, 'validate', 'failureAction'];
    return [{ manifest, keys, says: `only reports what its rule ${textOf(fieldOf(rule, 'name'))} should refuse` }];
  });
}

function ofGatekeeper(manifest: Manifest): readonly OpenPolicy[] {
  const action = textOf(readManifest(manifest, ['spec', 'enforcementAction']).value);
  return action === 'dryrun' || action === 'warn'
    ? [{ manifest, keys: ['spec', 'enforcementAction'], says: `refuses nothing: enforcementAction is ${action}` }]
    : [];
}
