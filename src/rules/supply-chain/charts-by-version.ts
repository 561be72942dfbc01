// Flux, Argo CD and charts install one fixed version of each chart of others.
import type { Reading } from '../../formats/yaml/read.ts';
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { chartsOf, inside } from '../../inventory/charts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { kustomizationsOf } from '../look/kustomizations.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { readingsAt } from '../look/readings-at.ts';
import { isPlain } from '../look/trusting-objects.ts';
import { isTemplated } from '../../formats/yaml/node.ts';

export const chartsByVersion = defineRule({
  id: 'charts-by-version',
  title: 'A chart of others is taken in one version, over TLS',
  why: 'A range installs whatever its owner, or who has taken over the account, publishes next, with the rights of an administrator.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Name the version (commit Chart.lock for the dependencies of a chart), and let the bot propose the next one.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...inventory.manifests.filter(({ patch }) => !patch).flatMap(judge),
    ...dependencies(inventory),
    ...kustomizationsOf(inventory.repository).flatMap(generated),
  ],
});

function judge(manifest: Manifest): readonly Sight[] {
  const { apiVersion, kind } = manifest;
  if (kind === 'HelmRelease' && apiVersion.startsWith('helm.toolkit.fluxcd.io/')) {
    const chart = readManifest(manifest, ['spec', 'chart', 'spec']);
    return chart.state === 'absent'
      ? []
      : [sightOf(manifest, readManifest(manifest, ['spec', 'chart', 'spec', 'version']))];
  }
  if (kind === 'OCIRepository' && apiVersion.startsWith('source.toolkit.fluxcd.io/')) return [ofArtifact(manifest)];
  if (kind !== 'Application' || !apiVersion.startsWith('argoproj.io/')) return [];
  const single = readManifest(manifest, ['spec', 'source']);
  const sources = single.state === 'absent' ? readingsAt(manifest, ['spec', 'sources', '*']) : [single];
  return sources
    .filter(({ state, value }) => state === 'unknown' || textOf(fieldOf(value, 'chart')) !== '')
    .map(({ keys }) => sightOf(manifest, readManifest(manifest, [...keys, 'targetRevision'])));
}

function ofArtifact(manifest: Manifest): Sight {
  const ref = readManifest(manifest, ['spec', 'ref']);
  const isFixed =
    textOf(fieldOf(ref.value, 'digest')) !== '' || !/^(?:latest)?$/.test(textOf(fieldOf(ref.value, 'tag')));
  if (ref.state === 'unknown' || isTemplated(ref.value)) return unknownAt(ref, nameOf(manifest), 'ref');
  return sightAt(ref, isFixed ? 'kept' : 'broken', about(nameOf(manifest), 'takes whatever is newest', 'ref'));
}

function sightOf(manifest: Manifest, version: Reading): Sight {
  if (version.state === 'unknown') return unknownAt(version, nameOf(manifest), 'version');
  const text = textOf(version.value);
  const says = text === '' ? 'names no version of its chart' : `takes any version of its chart that is ${text}`;
  return sightAt(version, isRange(text) ? 'broken' : 'kept', about(nameOf(manifest), says, 'version'));
}

/** `1.2.3` and what a chart fills in are versions; `>=1`, `1.x`, `~1.2`, `*` and a branch are not. */
function isRange(version: string): boolean {
  return !/^[v=]?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$|\$\{|\{\{/.test(version.trim());
}

/** A lock fixes the version of each dependency; without one, packing the chart takes the newest that fits. */
function dependencies({ repository }: Inventory): readonly Sight[] {
  return chartsOf(repository)
    .filter((chart) => isShipped(inside(chart, 'Chart.yaml')))
    .flatMap((chart) => {
      const path = inside(chart, 'Chart.yaml');
      const [document] = parseYaml(path, repository.files.get(path) ?? '').documents;
      if (document === undefined) return [];
      const isLocked = ['Chart.lock', 'requirements.lock'].some((name) => repository.files.has(inside(chart, name)));
      return itemsOf(read(document, ['dependencies'])).flatMap((one, index): readonly Sight[] => {
        const [name, address] = [textOf(fieldOf(one, 'name')), textOf(fieldOf(one, 'repository'))];
        const isBrought = repository.files.has(inside(chart, `charts/${name}/Chart.yaml`));
        const version = textOf(fieldOf(one, 'version'));
        if (isPlain(address))
          return [broken(read(document, ['dependencies', index, 'repository']), name, 'is fetched without TLS')];
        return isRange(version) && !isLocked && !isBrought && address !== '' && !address.startsWith('file:')
          ? [broken(read(document, ['dependencies', index, 'version']), name, `may be any version that is ${version}`)]
          : [];
      });
    });
}

/** Charts that kustomize renders: `helmCharts` of a kustomization. */
function generated(document: YamlDocument): readonly Sight[] {
  return itemsOf(read(document, ['helmCharts'])).flatMap((one, index): readonly Sight[] => {
    const [name, address, version] = ['name', 'repo', 'version'].map((key) => textOf(fieldOf(one, key)));
    // Without an address it is a chart of the repository.
    if (name === undefined || address === undefined || address === '') return [];
    if (isPlain(address))
      return [broken(read(document, ['helmCharts', index, 'repo']), name, 'is fetched without TLS')];
    const says =
      version === undefined || version === ''
        ? 'names no version of its chart'
        : `may be any version that is ${version}`;
    return isRange(version ?? '') ? [broken(read(document, ['helmCharts', index]), name, says)] : [];
  });
}

function broken(reading: Reading, name: string, says: string): Sight {
  return sightAt(reading, 'broken', about(`the dependency ${name}`, says, name));
}
