// Policies of Kyverno and Gatekeeper that only report instead of refusing.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { ofKind } from './objects.ts';
import { nameOf } from './place.ts';
import { EACH, unreadOn } from './readings-at.ts';

/** Each at the place that says so. Sources: the types of kyverno/kyverno (api/kyverno/v1) and open-policy-agent/gatekeeper. */
export function openPolicies(manifests: readonly Manifest[]): readonly Sight[] {
  return [
    ...ofKind(manifests, /^(?:Cluster)?Policy$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('kyverno.io/'))
      .flatMap(ofKyverno),
    ...manifests
      .filter(({ apiVersion, patch }) => !patch && apiVersion.startsWith('constraints.gatekeeper.sh/'))
      .flatMap(ofGatekeeper),
  ];
}

/** A policy may enforce all of its rules, or each; by default it only reports. */
function ofKyverno(manifest: Manifest): readonly Sight[] {
  const whole = readManifest(manifest, ['spec', 'validationFailureAction']);
  const rules = readManifest(manifest, ['spec', 'rules']);
  const judged = itemsOf(rules).flatMap((rule, index): readonly Sight[] => {
    const validate = fieldOf(rule, 'validate');
    if (validate === undefined) return [];
    const keys = ['spec', 'rules', index, 'validate', 'failureAction'];
    const own = readManifest(manifest, keys);
    const said = own.state === 'absent' ? whole : own;
    if (said.state === 'unknown') return [unknownAt(said, nameOf(manifest), String(said.keys.at(-1)))];
    if (/^enforce$/i.test(textOf(said.value))) return [];
    const says = `only reports what its rule ${textOf(fieldOf(rule, 'name'))} should refuse`;
    return [open(manifest, own.state === 'absent' ? ['spec', 'validationFailureAction'] : keys, says)];
  });
  return [...unreadOn(manifest, ['spec', 'rules', EACH], nameOf(manifest)), ...judged];
}

function ofGatekeeper(manifest: Manifest): readonly Sight[] {
  const reading = readManifest(manifest, ['spec', 'enforcementAction']);
  if (reading.state === 'unknown') return [unknownAt(reading, nameOf(manifest), 'enforcementAction')];
  const action = textOf(reading.value);
  return action === 'dryrun' || action === 'warn'
    ? [open(manifest, ['spec', 'enforcementAction'], `refuses nothing: enforcementAction is ${action}`)]
    : [];
}

function open(manifest: Manifest, keys: readonly Key[], says: string): Sight {
  return sightAt(readManifest(manifest, keys), 'broken', about(nameOf(manifest), says, keys.join('.')));
}
