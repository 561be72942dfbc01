// Settings outside of the judged Pods that remove a protection: further values files, and custom resources that
// describe Pods.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { valueOf } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { chartsOf, inside } from '../../inventory/charts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { saysWhatPodsAre } from '../../inventory/judged.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from './place.ts';
import { weakSettings } from './weak-settings.ts';

/**
 * `values-prod.yaml`, `values/prod.yaml`: values for installations, in addition to the defaults, which are rendered.
 */
export function weakValues({ repository }: Inventory): readonly Sight[] {
  return chartsOf(repository).flatMap((chart) => {
    const start = chart === '' ? '' : `${chart}/`;
    const further = [...repository.files].filter(
      ([path]) => path.startsWith(start) && isValuesFile(path.slice(start.length)) && isShipped(path),
    );
    if (further.length === 0) return [];
    const path = inside(chart, 'values.yaml');
    const usual = new Set(settingsIn(documentOf(path, repository.files.get(path) ?? '')).map(keyOf));
    return further.flatMap((file) => judgeValues(documentOf(...file), usual, file[0].slice(start.length)));
  });
}

function judgeValues(document: YamlDocument | undefined, usual: ReadonlySet<string>, name: string): readonly Sight[] {
  if (document === undefined) return [];
  return settingsIn(document)
    .filter((one) => !usual.has(keyOf(one)))
    .map(({ keys, what, severity }) => {
      const said = about(name, `weakens what the chart installs: ${what}`, keys.join('.'));
      return sightAt(read(document, keys), 'broken', said, { severity });
    });
}

function documentOf(path: string, text: string): YamlDocument | undefined {
  return parseYaml(path, text).documents[0];
}

function isValuesFile(name: string): boolean {
  return (
    /^(?:values[-_.][\w.-]+|[\w.-]+[-_.]values|values\/[\w.-]+)\.ya?ml$/.test(name) &&
    !/(?:^|[-_./])(?:dev|development|local|tests?|ci|kind|minikube|k3d|debug|examples?|samples?|schema)(?:[-_.]|$)/i.test(
      name,
    )
  );
}

type Weak = ReturnType<typeof weakSettings>[number];

function keyOf({ keys, what }: Weak): string {
  return `${keys.join('.')} ${what}`;
}

function settingsIn(document: YamlDocument | undefined): readonly Weak[] {
  return document === undefined ? [] : weakSettings(valueOf(document, document.root));
}

/** A custom resource from which a controller makes Pods, and a PodSecurityPolicy. */
export function weakObjects({ manifests }: Inventory): readonly Sight[] {
  return manifests.filter(({ patch, ...one }) => !patch && saysWhatPodsAre(one)).flatMap(judge);
}

function judge(manifest: Manifest): readonly Sight[] {
  const spec = readManifest(manifest, ['spec']);
  return weakSettings(spec.value)
    .filter(({ severity, what }) => severity === 'high' && !what.endsWith('in clear text'))
    .map(({ keys, what }) =>
      sightAt(
        readManifest(manifest, ['spec', ...keys]),
        'broken',
        about(nameOf(manifest), `lets Pods do more: ${what}`, keys.join('.')),
        { severity: 'medium' },
      ),
    );
}
