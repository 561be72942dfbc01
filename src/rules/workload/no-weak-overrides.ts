// The settings that Flux and Argo CD pass to charts and overlays outside the repository, further values of charts, and
// custom resources that describe Pods. Defaults are not judged here, only values that weaken them.
import type { Key } from '../../formats/yaml/node.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import { yamlValue } from '../../formats/yaml/value.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { EACH, readingsAt } from '../look/readings-at.ts';
import { weakObjects, weakValues } from '../look/weak-objects.ts';
import { weakSettings } from '../look/weak-settings.ts';

export const noWeakOverrides = defineRule({
  id: 'no-weak-overrides',
  title: 'No override removes a protection',
  why: 'The settings of Flux, Argo CD, further chart values and custom resources override every default of the installation, and reviewers treat them as mere configuration.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove the override; put a secret into a Secret and name it in valuesFrom.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...inventory.manifests.flatMap(judge),
    ...inventory.manifests.flatMap(furtherValues),
    ...weakValues(inventory),
    ...weakObjects(inventory),
  ],
});

/** The place of an override, and its form. */
interface Override {
  readonly path: readonly Key[];
  readonly form: 'values' | 'patch' | 'parameter';
}

const patches: readonly Override[] = [
  { path: ['patches', EACH, 'patch'], form: 'patch' },
  { path: ['patchesStrategicMerge', EACH], form: 'patch' },
  { path: ['patchesJson6902', EACH, 'patch'], form: 'patch' },
];
const application: readonly Override[] = [
  { path: ['helm', 'valuesObject'], form: 'values' },
  { path: ['helm', 'values'], form: 'values' },
  { path: ['helm', 'parameters', EACH], form: 'parameter' },
  ...below(['kustomize'], patches),
];
const sources = [['source'], ['sources', EACH]].flatMap((at) => below(['spec', ...at], application));

/**
 * Sources: the types of fluxcd/helm-controller (api/v2), fluxcd/kustomize-controller (api/v1) and argoproj/argo-cd
 * (pkg/apis/application/v1alpha1).
 */
const engines: readonly { readonly kind: string; readonly group: string; readonly at: readonly Override[] }[] = [
  {
    kind: 'HelmRelease',
    group: 'helm.toolkit.fluxcd.io',
    at: [{ path: ['spec', 'values'], form: 'values' }, ...below(['spec', 'postRenderers', EACH, 'kustomize'], patches)],
  },
  { kind: 'Kustomization', group: 'kustomize.toolkit.fluxcd.io', at: below(['spec'], patches) },
  { kind: 'Application', group: 'argoproj.io', at: sources },
  { kind: 'ApplicationSet', group: 'argoproj.io', at: below(['spec', 'template'], sources) },
];

function below(folder: readonly Key[], overrides: readonly Override[]): readonly Override[] {
  return overrides.map(({ path, form }) => ({ path: [...folder, ...path], form }));
}

function judge(manifest: Manifest): readonly Sight[] {
  return engines
    .filter(({ kind, group }) => manifest.kind === kind && manifest.apiVersion.startsWith(`${group}/`))
    .flatMap(({ at }) => at)
    .flatMap(({ path, form }) => readingsAt(manifest, path).flatMap((reading) => sightsOf(manifest, reading, form)));
}

/** Values in a ConfigMap outside of the repository: anyone who may write it decides what is installed. */
function furtherValues(manifest: Manifest): readonly Sight[] {
  if (manifest.kind !== 'HelmRelease' || !manifest.apiVersion.startsWith('helm.toolkit.fluxcd.io/')) return [];
  return readingsAt(manifest, ['spec', 'valuesFrom', EACH])
    .filter(
      ({ state, value }) =>
        state === 'unknown' || (fieldOf(value, 'kind') === 'ConfigMap' && fieldOf(value, 'targetPath') === undefined),
    )
    .map((reading) => {
      const why = reading.why ?? `it is in ConfigMap ${textOf(fieldOf(reading.value, 'name'))}`;
      return unknownAt({ ...reading, why }, nameOf(manifest), reading.keys.join('.'));
    });
}

function sightsOf(manifest: Manifest, reading: Reading, form: Override['form']): readonly Sight[] {
  const of = nameOf(manifest);
  const written = typeof reading.value === 'string' ? parsed(reading.value) : reading.value;
  if (written === undefined) {
    return [unknownAt({ why: 'it is not valid YAML', ...reading }, of, reading.keys.join('.'))];
  }
  const settings = settingsOf(written, form);
  // Fields in the object itself have lines of their own.
  const isWritten = settings === reading.value;
  return weakSettings(settings).map(({ what, severity, keys }) =>
    sightAt(
      isWritten ? readManifest(manifest, [...reading.keys, ...keys]) : reading,
      'broken',
      about(of, `weakens its installation: ${what}`, keys.join('.')),
      { severity },
    ),
  );
}

/** For values and merged maps, the fields themselves; for operations and parameters, the fields that each sets. */
function settingsOf(written: unknown, form: Override['form']): unknown {
  if (form === 'patch' && Array.isArray(written)) return written.map(setBy);
  if (form !== 'parameter') return written;
  return nested(textOf(fieldOf(written, 'name')).split('.'), parsed(textOf(fieldOf(written, 'value'))));
}

function setBy(operation: unknown): unknown {
  const op = textOf(fieldOf(operation, 'op'));
  const steps = textOf(fieldOf(operation, 'path')).split('/').map(unescaped);
  return op === 'add' || op === 'replace'
    ? nested(steps, fieldOf(operation, 'value'))
    : op === 'remove'
      ? nested(steps, null)
      : undefined;
}

/** The last steps of a path that name the setting: the field, its object, and the list around it. */
const MAX_STEPS = 6;

function nested(steps: readonly string[], value: unknown): unknown {
  return steps
    .slice(-MAX_STEPS)
    .reduceRight((inner, step) => (/^(?:-|\d+)$/.test(step) ? [inner] : { [step]: inner }), value);
}

/** RFC 6901 */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function parsed(text: string): unknown {
  try {
    return yamlValue(text);
  } catch {
    return undefined;
  }
}
