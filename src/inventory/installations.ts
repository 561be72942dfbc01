// The installations of a repository: each kustomization as it renders, each chart, and the manifests that nothing includes.
import { newEffort } from '../formats/helm/frame.ts';
import { parseYaml, type Fault, type YamlDocument } from '../formats/yaml/file.ts';
import type { Repository, Skipped } from '../repo/repository.ts';
import { lazy } from '../lazy.ts';
import { renderedChart, type RenderedChart } from './chart/rendered.ts';
import { chartNames, chartOf, chartsOf, chartTexts, inside, sourceOf } from './charts.ts';
import { built } from './kustomize/build.ts';
import { isKustomization, below, kustomizationIn, readKustomization } from './kustomize/kustomization.ts';
import { manifestFrom, type Manifest } from './manifests.ts';
import { isAsWritten, isOfFlux, ofFlux } from './flux.ts';
import { newWork } from './kustomize/work.ts';
import { bundleFiles, isServiceVersion, ofBundle } from './bundles.ts';
import { isManifest, isManifestFile } from './judged.ts';
import { objectsIn } from './objects.ts';
import { sourcePart, textsAt, type Part } from './part.ts';
import { whyNotShipped } from './shipped.ts';

/** One way to install the repository. */
export interface Installation {
  readonly kind: 'kustomization' | 'chart' | 'plain';
  /** The path of the kustomization, the folder of the chart; empty for plain manifests. */
  readonly path: string;
  readonly manifests: readonly Manifest[];
  /** The roles and bindings that other values of its chart can install as well; they include those of `manifests`. */
  readonly optional: () => readonly Manifest[];
}

export interface Installations {
  readonly repository: Repository;
  readonly installations: readonly Installation[];
  /** The objects of all installations; an object that several include unchanged appears once. */
  readonly manifests: readonly Manifest[];
  /** The parts of installations that this model does not know. */
  readonly faults: readonly Fault[];
  readonly setAside: readonly Skipped[];
  /** By folder: each chart that is not inside another. */
  readonly charts: ReadonlyMap<string, RenderedChart>;
}

/** The installations of each repository, kept as long as something holds the repository. */
const known = new WeakMap<Repository, Installations>();

/**
 * Everything that a repository installs, computed once.
 *
 * @param before the result for an earlier state of the repository; unchanged charts are reused
 */
export function installationsOf(repository: Repository, before?: Installations): Installations {
  const installed = known.get(repository) ?? workedOut(repository, before);
  known.set(repository, installed);
  return installed;
}

function workedOut(repository: Repository, before: Installations | undefined): Installations {
  const kustomized = kustomizations(repository);
  const charted = chartsIn(repository, before?.charts ?? new Map());
  const all: readonly Found[] = [kustomized, charted, plain(repository, kustomized.files)];
  const installations = all.flatMap((one) => one.installations.filter(({ manifests }) => manifests.length > 0));
  return {
    repository,
    installations,
    manifests: eachOnce(installations),
    faults: all.flatMap(({ faults }) => faults),
    setAside: all.flatMap(({ setAside }) => setAside),
    charts: charted.charts,
  };
}

type Found = Pick<Installations, 'installations' | 'faults' | 'setAside'>;

function eachOnce(installations: readonly Installation[]): readonly Manifest[] {
  const seen = new Map<YamlDocument, Set<string>>();
  return installations.flatMap(({ manifests }) =>
    manifests.filter((manifest) => {
      if (manifest.part.k !== 'source') return true;
      const { document, base } = manifest;
      const known = seen.get(document) ?? new Set<string>();
      seen.set(document, known);
      const isNew = !known.has(base.join('.'));
      known.add(base.join('.'));
      return isNew;
    }),
  );
}

interface Kustomized extends Found {
  /** The files that some kustomization includes. */
  readonly files: ReadonlySet<string>;
}

function kustomizations(repository: Repository): Kustomized {
  const setAside: Skipped[] = [];
  const isOfBundle = askedOnce(repository, (text) => isServiceVersion.test(text));
  const isPartOfFlux = askedOnce(repository, isOfFlux);
  const paths = [...repository.files.keys()].filter(isKustomization).filter((path) => {
    const why = whyNotShipped(path) ?? whyBundle(path, repository, isOfBundle);
    if (why !== undefined) setAside.push({ path, why });
    return why === undefined;
  });
  const included = new Set(paths.flatMap((path) => takenIn(path, repository)));
  const roots = paths.filter((path) => !included.has(path) && !isComponent(path, repository));
  const work = newWork();
  const builds = roots.map((path) => ({ path, ...built(path, repository, work) }));
  const optional = paths.filter((path) => !included.has(path) && isComponent(path, repository));
  for (const path of new Set(builds.flatMap(({ files }) => [...files])))
    if (isPartOfFlux(path)) setAside.push({ path, why: ofFlux });
  for (const path of optional) setAside.push({ path, why: 'a component that no kustomization takes in' });
  return {
    installations: builds.map(({ path, resources }) =>
      fixed(
        'kustomization',
        path,
        resources
          .flatMap(({ part, partial }) => manifestFrom(part, { installation: path, partial }) ?? [])
          .filter((one) => !(isPartOfFlux(one.path) && isAsWritten(one))),
      ),
    ),
    faults: builds.flatMap(({ unread }) => unread),
    setAside,
    files: new Set(
      [...builds, ...optional.map((path) => built(path, repository, work))].flatMap(({ files }) => [...files]),
    ),
  };
}

function isComponent(path: string, { files }: Repository): boolean {
  return readKustomization(path, files.get(path) ?? '')?.isComponent === true;
}

/** The kustomizations that one includes. */
function takenIn(path: string, { files }: Repository): readonly string[] {
  const file = readKustomization(path, files.get(path) ?? '');
  return file === undefined
    ? []
    : ['resources', 'bases', 'components'].flatMap((key) =>
        textsAt(file.root, key).flatMap((named) => kustomizationIn(below(file, named), files)?.path ?? []),
      );
}

/** A bundle for the catalogue of OLM includes the installation and its samples, but nobody applies it. */
function whyBundle(path: string, { files }: Repository, holdsService: (path: string) => boolean): string | undefined {
  const file = readKustomization(path, files.get(path) ?? '');
  const isBundle =
    file !== undefined && textsAt(file.root, 'resources').some((named) => holdsService(below(file, named)));
  return isBundle ? 'makes an OLM bundle out of other manifests' : undefined;
}

/** An answer about the text of a file, computed once: many kustomizations may name one long file. */
function askedOnce({ files }: Repository, ask: (text: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const answer = known.get(path) ?? ask(files.get(path) ?? '');
    known.set(path, answer);
    return answer;
  };
}

/** A chart without values installs the same objects with any values. */
function fixed(kind: Installation['kind'], path: string, manifests: readonly Manifest[]): Installation {
  return { kind, path, manifests, optional: () => manifests };
}

interface Charted extends Found {
  readonly charts: ReadonlyMap<string, RenderedChart>;
}

/** Each chart that is not inside another, with its default values. */
function chartsIn(repository: Repository, before: ReadonlyMap<string, RenderedChart>): Charted {
  const all = chartsOf(repository);
  const textOf = chartTexts(repository);
  const effort = newEffort();
  const charts = new Map<string, RenderedChart>();
  const setAside: Skipped[] = [];
  const installations: Installation[] = [];
  for (const chart of all.filter((one) => !all.some((other) => one.startsWith(inside(other, 'charts/'))))) {
    const path = inside(chart, 'Chart.yaml');
    const why = whyNotShipped(path);
    if (why !== undefined) {
      setAside.push({ path, why });
      continue;
    }
    const rendered = renderedChart(chart, repository.files, textOf, { before: before.get(chart), effort });
    charts.set(chart, rendered);
    for (const one of rendered.setAside) setAside.push(one);
    const objects = (parts: readonly Part[]): readonly Manifest[] =>
      parts.flatMap((part) => manifestFrom(part, { installation: chart, chart }) ?? []);
    const optional = lazy(() => objects(rendered.optional()));
    installations.push({ kind: 'chart', path: chart, manifests: objects(rendered.parts), optional });
  }
  return { installations, faults: [...charts.values()].flatMap(({ faults }) => faults), setAside, charts };
}

/** The manifests that nothing includes. */
function plain(repository: Repository, included: ReadonlySet<string>): Found {
  const charts = chartsOf(repository);
  const names = chartNames(repository);
  const isBundle = bundleFiles(repository, charts.length > 0);
  const manifests: Manifest[] = [];
  const faults: Fault[] = [];
  const setAside: Skipped[] = [];
  for (const [path, text] of repository.files) {
    if (included.has(path) || isKustomization(path) || !isManifestFile(path, text)) continue;
    if (chartOf(path, charts) !== undefined) continue;
    const why = whyNotShipped(path) ?? (isBundle(path, text) ? ofBundle : whyGenerated(text, names));
    if (why !== undefined) {
      setAside.push({ path, why });
      continue;
    }
    const file = parseYaml(path, text, {
      template: text.includes('{{'),
      ...(path.endsWith('.json') ? {} : { wanted: isManifest }),
    });
    for (const fault of file.faults) faults.push(fault);
    for (const document of file.documents)
      for (const keys of objectsIn(document)) {
        const manifest = manifestFrom(sourcePart(document, keys), { installation: '' });
        if (manifest !== undefined) manifests.push(manifest);
      }
  }
  return { installations: [fixed('plain', '', manifests)], faults, setAside };
}

function whyGenerated(text: string, charts: ReadonlySet<string>): string | undefined {
  if (isOfFlux(text)) return ofFlux;
  const source = sourceOf(text);
  return source !== undefined && charts.has(source) ? `rendered from the chart ${source}` : undefined;
}
