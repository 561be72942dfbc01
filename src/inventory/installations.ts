// What a repository installs: each kustomization as it renders, each chart, else the manifests that nothing takes in.
import { parseYaml, type Fault } from '../formats/yaml/file.ts';
import type { Repository, Skipped } from '../repo/repository.ts';
import { renderedChart } from './chart/rendered.ts';
import { chartNames, chartOf, chartsOf, chartTexts, inside } from './charts.ts';
import { built } from './kustomize/build.ts';
import { isKustomization, below, kustomizationIn, readKustomization } from './kustomize/kustomization.ts';
import { manifestFrom, type Manifest } from './manifests.ts';
import { isManifest, isManifestFile } from './judged.ts';
import { objectsIn } from './objects.ts';
import { itemsAt, sourcePart, textsAt } from './part.ts';
import { whyNotShipped } from './shipped.ts';

/** One way to install what is here. */
export interface Installation {
  readonly kind: 'kustomization' | 'chart' | 'plain';
  /** The path of the kustomization, the folder of the chart; empty for plain manifests. */
  readonly path: string;
  readonly manifests: readonly Manifest[];
  /** What it can also install, with other values than the default ones of its chart; all of `manifests` is among it. */
  readonly optional?: readonly Manifest[];
}

export interface Installations {
  readonly installations: readonly Installation[];
  /** What an installation names and what is not known of it. */
  readonly faults: readonly Fault[];
  readonly setAside: readonly Skipped[];
}

export function installationsOf(repository: Repository): Installations {
  const kustomized = kustomizations(repository);
  const all: readonly Installations[] = [kustomized, chartsIn(repository), plain(repository, kustomized.files)];
  return {
    installations: all.flatMap(({ installations }) => installations.filter(({ manifests }) => manifests.length > 0)),
    faults: all.flatMap(({ faults }) => faults),
    setAside: all.flatMap(({ setAside }) => setAside),
  };
}

interface Kustomized extends Installations {
  /** The files that some kustomization takes in. */
  readonly files: ReadonlySet<string>;
}

function kustomizations(repository: Repository): Kustomized {
  const setAside: Skipped[] = [];
  const paths = [...repository.files.keys()].filter(isKustomization).filter((path) => {
    const why = whyNotShipped(path) ?? whyBundle(path, repository);
    if (why !== undefined) setAside.push({ path, why });
    return why === undefined;
  });
  const included = new Set(paths.flatMap((path) => takenIn(path, repository)));
  const roots = paths.filter((path) => !included.has(path) && !isComponent(path, repository));
  const builds = roots.map((path) => ({ path, ...built(path, repository) }));
  const optional = paths.filter((path) => !included.has(path) && isComponent(path, repository));
  setAside.push(...optional.map((path) => ({ path, why: 'a component that no kustomization takes in' })));
  return {
    installations: builds.map(({ path, resources }) => ({
      kind: 'kustomization',
      path,
      manifests: resources.flatMap(({ part, partial }) => manifestFrom(part, { installation: path, partial }) ?? []),
    })),
    faults: builds.flatMap(({ unread }) => unread),
    setAside,
    files: new Set([...builds, ...optional.map((path) => built(path, repository))].flatMap(({ files }) => [...files])),
  };
}

function isComponent(path: string, { files }: Repository): boolean {
  return readKustomization(path, files.get(path) ?? '')?.isComponent === true;
}

/** The kustomizations that one takes in. */
function takenIn(path: string, { files }: Repository): readonly string[] {
  const file = readKustomization(path, files.get(path) ?? '');
  return file === undefined
    ? []
    : ['resources', 'bases', 'components'].flatMap((key) =>
        textsAt(file.root, key).flatMap((named) => kustomizationIn(below(file, named), files)?.path ?? []),
      );
}

/** What is built for the catalogue of OLM takes in the installation and its samples, and nobody applies it. */
function whyBundle(path: string, { files }: Repository): string | undefined {
  const file = readKustomization(path, files.get(path) ?? '');
  const isBundle =
    file !== undefined &&
    itemsAt(file.root, 'resources').length > 0 &&
    textsAt(file.root, 'resources').some((named) =>
      /^kind:\s*ClusterServiceVersion/m.test(files.get(below(file, named)) ?? ''),
    );
  return isBundle ? 'makes an OLM bundle out of other manifests' : undefined;
}

/** Each chart that is not part of another, with its default values. */
function chartsIn(repository: Repository): Installations {
  const all = chartsOf(repository);
  const textOf = chartTexts(repository);
  const faults: Fault[] = [];
  const setAside: Skipped[] = [];
  const installations = all
    .filter((chart) => !all.some((other) => chart.startsWith(inside(other, 'charts/'))))
    .flatMap((chart): readonly Installation[] => {
      const why = whyNotShipped(inside(chart, 'Chart.yaml'));
      if (why !== undefined) {
        setAside.push({ path: inside(chart, 'Chart.yaml'), why });
        return [];
      }
      const rendered = renderedChart(chart, repository.files, textOf);
      faults.push(...rendered.faults);
      setAside.push(...rendered.setAside);
      const objects = (parts: typeof rendered.parts): readonly Manifest[] =>
        parts.flatMap((part) => manifestFrom(part, { installation: chart, chart }) ?? []);
      return [{ kind: 'chart', path: chart, manifests: objects(rendered.parts), optional: objects(rendered.optional) }];
    });
  return { installations, faults, setAside };
}

/** The manifests that nothing takes in. */
function plain(repository: Repository, included: ReadonlySet<string>): Installations {
  const charts = chartsOf(repository);
  const names = chartNames(repository);
  const manifests: Manifest[] = [];
  const faults: Fault[] = [];
  const setAside: Skipped[] = [];
  for (const [path, text] of repository.files) {
    if (included.has(path) || isKustomization(path) || !isManifestFile(path, text)) continue;
    if (chartOf(path, charts) !== undefined) continue;
    const why = whyNotShipped(path) ?? whyGenerated(path, text, names);
    if (why !== undefined) {
      setAside.push({ path, why });
      continue;
    }
    const file = parseYaml(path, text, {
      template: text.includes('{{'),
      ...(path.endsWith('.json') ? {} : { wanted: isManifest }),
    });
    faults.push(...file.faults);
    for (const document of file.documents)
      for (const keys of objectsIn(document))
        manifests.push(...[manifestFrom(sourcePart(document, keys), { installation: '' }) ?? []].flat());
  }
  return { installations: [{ kind: 'plain', path: '', manifests }], faults, setAside };
}

function whyGenerated(path: string, text: string, charts: ReadonlySet<string>): string | undefined {
  if (/(^|\/)bundle\/manifests\//.test(path) || /^kind:\s*ClusterServiceVersion/m.test(text))
    return 'an OLM bundle, made from other manifests';
  const source = /^# Source: ([\w.-]+)\/templates\//m.exec(text)?.[1];
  return source !== undefined && charts.has(source) ? `rendered from the chart ${source}` : undefined;
}
