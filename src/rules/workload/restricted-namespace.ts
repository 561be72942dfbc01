// The namespace enforces the restricted standard.
import { isRefusal } from '../../formats/edit.ts';
import { plainFrom } from '../../formats/yaml/emit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import type { Manifest } from '../../inventory/manifests.ts';

const label = 'pod-security.kubernetes.io/enforce';

export const restrictedNamespace = defineRule({
  id: 'restricted-namespace',
  title: 'The namespace admits only restricted Pods',
  why: 'Otherwise an attacker with the controller’s account could start a privileged Pod in its namespace.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: `Label the namespace ${label}: restricted.`,
  decision: 'Every other Pod of the namespace must meet the standard too, or it is refused.',
  fix: 'ask',
  look: ({ manifests, workloads }) =>
    manifests
      .filter((one) => one.kind === 'Namespace' && !one.patch && (workloads.length > 0 || isLoosened(one)))
      .map(judge),
});

/** Without a known Pod, a Namespace is judged if its labels allow more than the default. */
function isLoosened(namespace: Manifest): boolean {
  return readManifest(namespace, ['metadata', 'labels', label]).value === 'privileged';
}

function judge(namespace: Manifest): Sight {
  const reading = readManifest(namespace, ['metadata', 'labels', label]);
  const state = reading.state === 'unknown' ? 'unknown' : reading.value === 'restricted' ? 'kept' : 'broken';
  return sightAt(
    reading,
    state,
    about(
      nameOf(namespace),
      `${label} is ${reading.state === 'absent' ? 'not set' : String(reading.value)}; it must be restricted`,
      label,
    ),
    {
      change: (reference) => {
        const model = reference.manifests.find(({ kind }) => kind === 'Namespace');
        const value = plainFrom(model && readManifest(model, ['metadata', 'labels', label]).value);
        if (value === undefined || value === null) return undefined;
        const edits = setAt(reading.document, reading.keys, value);
        const { path } = reading.document.file;
        return isRefusal(edits) ? { path, refused: edits.refused } : { path, edits };
      },
    },
  );
}
