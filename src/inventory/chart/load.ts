// A chart with its default values, its templates, and the charts inside of it.
import { lineAt } from '../../formats/edit.ts';
import { merged } from '../../formats/helm/maps.ts';
import { UNKNOWN } from '../../formats/helm/value.ts';
import type { Chart as HelmChart, Definition, Effort } from '../../formats/helm/frame.ts';
import { parseTemplate, type Template } from '../../formats/helm/parse.ts';
import { parseYaml, type Fault, type YamlDocument } from '../../formats/yaml/file.ts';
import { valueOf, type Key } from '../../formats/yaml/node.ts';
import { servedByDefault } from '../../kubernetes/kinds.ts';
import type { Files } from '../../repo/files.ts';
import { inside } from '../charts.ts';
import { refusalsOf } from './refusals.ts';

export interface LoadedChart {
  readonly folder: string;
  readonly helm: HelmChart;
  /** The templates that are rendered, by their paths. */
  readonly templates: ReadonlyMap<string, Template>;
  /** The place of a value: in the values of this chart, or of the parent chart. */
  readonly placeOf: (
    keys: readonly Key[],
  ) => { readonly document: YamlDocument; readonly keys: readonly Key[] } | undefined;
}

export interface Loaded {
  readonly charts: readonly LoadedChart[];
  /** Dependencies that the repository does not contain. */
  readonly faults: readonly Fault[];
}

/** The version of Kubernetes for which a chart is rendered. */
const KUBERNETES = 'v1.36.0';

/** Helm's default name for a release, and a namespace that nobody uses. */
export const RELEASE_NAME = 'release-name';
export const RELEASE_NAMESPACE = 'release-namespace';

interface Around {
  readonly values: unknown;
  readonly placeOf: LoadedChart['placeOf'];
  readonly defines: Map<string, Definition>;
  readonly faults: Fault[];
  readonly charts: LoadedChart[];
  readonly effort: Effort;
}

/** @param effort pays for each chart, because a chart may include itself under many names */
export function loadChart(folder: string, files: Files, effort: Effort): Loaded {
  const around: Around = { values: {}, placeOf: () => undefined, defines: new Map(), faults: [], charts: [], effort };
  load(folder, files, around, 0);
  return { charts: around.charts, faults: around.faults };
}

/** The cost of loading a chart, in the unit of rendering, and the cost of each file. */
const [ofChart, ofFile] = [300, 1] as const;

function load(folder: string, files: Files, around: Around, depth: number): void {
  if (depth > 0) {
    const before = around.charts.at(0)?.folder ?? folder;
    around.effort.left -= ofChart + ofFile * files.size;
    if (around.effort.left < 0) {
      const path = inside(before, 'Chart.yaml');
      const message = 'it takes in more charts than can be rendered';
      if (around.faults.at(-1)?.message !== message) around.faults.push({ path, line: 1, message });
      return;
    }
  }
  const about = recordAt(files, inside(folder, 'Chart.yaml')) ?? recordAt(files, inside(folder, 'Chart.yml'));
  const own = recordAt(files, inside(folder, 'values.yaml')) ?? recordAt(files, inside(folder, 'values.yml'));
  const values = merged(structuredClone(around.values), structuredClone(own?.value ?? {}));
  const placeOf: LoadedChart['placeOf'] = (keys) => {
    const outer = around.placeOf(keys);
    if (outer !== undefined && hasAt(outer.document, outer.keys)) return outer;
    return own === undefined ? outer : { document: own.document, keys };
  };
  const templates = new Map<string, Template>();
  for (const [path, text] of files) {
    if (!path.startsWith(inside(folder, 'templates/'))) continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const template = parseTemplate(text);
    for (const [define, nodes] of template.defines) around.defines.set(define, { path, nodes });
    if (!name.startsWith('_') && about?.value['type'] !== 'library') templates.set(path, template);
  }
  around.charts.push({
    folder,
    helm: {
      values,
      root: { ...rootOf(about?.value ?? {}, folder), Files: filesOf(folder, files) },
      defines: around.defines,
    },
    templates,
    placeOf,
  });
  if (about !== undefined)
    for (const fault of refusalsOf({ folder, files, about, values, placeOf, kubernetes: KUBERNETES }))
      around.faults.push(fault);
  if (about !== undefined && depth < 5) loadDependencies({ folder, files, about, values, placeOf, around, depth });
}

interface Dependent {
  readonly folder: string;
  readonly files: Files;
  readonly about: Read;
  readonly values: unknown;
  readonly placeOf: LoadedChart['placeOf'];
  readonly around: Around;
  readonly depth: number;
}

function loadDependencies({ folder, files, about, values, placeOf, around, depth }: Dependent): void {
  const named = Array.isArray(about.value['dependencies']) ? about.value['dependencies'].filter(isRecord) : [];
  const here = new Map(
    [...files.keys()].flatMap((path): [string, string][] => {
      const rest = path.startsWith(inside(folder, 'charts/')) ? path.slice(inside(folder, 'charts/').length) : '';
      const [sub, file] = rest.split('/');
      const below = inside(folder, `charts/${sub ?? ''}`);
      return /^Chart\.ya?ml$/.test(file ?? '') && rest.split('/').length === 2
        ? [[String(recordAt(files, path)?.value['name'] ?? sub), below]]
        : [];
    }),
  );
  const rest = new Set(here.keys());
  const global = isRecord(values) && isRecord(values['global']) ? values['global'] : {};
  const take = (name: string, alias: string, below: string): void => {
    const given = isRecord(values) && Object.hasOwn(values, alias) && isRecord(values[alias]) ? values[alias] : {};
    load(
      below,
      files,
      {
        ...around,
        values: merged(given, { global }),
        placeOf: (keys) => placeOf(keys[0] === 'global' ? keys : [alias, ...keys]),
      },
      depth + 1,
    );
    rest.delete(name);
  };
  for (const dependency of named) {
    const name = String(dependency['name'] ?? '');
    const alias = String(dependency['alias'] ?? name);
    const local = /^file:\/\/(.*)$/.exec(String(dependency['repository'] ?? ''))?.[1];
    const below = here.get(name) ?? (local === undefined ? undefined : chartAt(folder, local, files));
    if (isOff(dependency, values)) rest.delete(name);
    else if (below !== undefined) take(name, alias, below);
    else
      around.faults.push({
        path: about.document.file.path,
        line: lineAt(about.document.file.text, Math.max(0, about.document.file.text.indexOf(`name: ${name}`))),
        message: `the chart ${name} is not here, so what it installs is not known`,
      });
  }
  for (const [name, below] of here) if (rest.has(name)) take(name, name, below);
}

function chartAt(folder: string, local: string, files: Files): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${local}`.split('/')) {
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const path = parts.join('/');
  return files.has(inside(path, 'Chart.yaml')) ? path : undefined;
}

/** A condition names one or several values; the first existing one decides. */
function isOff({ condition, enabled }: Readonly<Record<string, unknown>>, values: unknown): boolean {
  if (enabled === false) return true;
  for (const path of typeof condition === 'string' ? condition.split(',') : []) {
    const value = path
      .trim()
      .split('.')
      .reduce<unknown>((inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), values);
    if (typeof value === 'boolean') return !value;
  }
  return false;
}

interface Read {
  readonly document: YamlDocument;
  readonly value: Readonly<Record<string, unknown>>;
}

function recordAt(files: Files, path: string): Read | undefined {
  const text = files.get(path);
  const document = text === undefined ? undefined : parseYaml(path, text).documents[0];
  const value = document && valueOf(document, document.root);
  return document !== undefined && isRecord(value) ? { document, value } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasAt(document: YamlDocument, keys: readonly Key[]): boolean {
  return document.parsed.hasIn(keys);
}

/** Source: "Built-in Objects" of the documentation of Helm. Fields of Chart.yaml begin with a capital. */
function rootOf(about: Readonly<Record<string, unknown>>, folder: string): Readonly<Record<string, unknown>> {
  const chart = Object.fromEntries(
    Object.entries(about).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
  const version = { Version: KUBERNETES, GitVersion: KUBERNETES, Major: '1', Minor: '36' };
  const served = servedByDefault();
  return {
    Values: {},
    Chart: { ...chart, Version: printedVersion(about['version']), AppVersion: printedVersion(about['appVersion']) },
    Release: {
      Name: RELEASE_NAME,
      Namespace: RELEASE_NAMESPACE,
      Service: 'Helm',
      IsInstall: true,
      IsUpgrade: false,
      Revision: 1,
    },
    Capabilities: {
      KubeVersion: version,
      APIVersions: { Has: (name: unknown) => served.has(String(name)) },
      HelmVersion: { Version: 'v3.18.0' },
    },
    Template: { BasePath: `${String(about['name'] ?? folder)}/templates`, Name: '' },
  };
}

/** The combined value of several files is not known. */
function filesOf(folder: string, files: Files): Readonly<Record<string, unknown>> {
  const get = (path: unknown): string => files.get(inside(folder, String(path))) ?? '';
  const unknown = () => UNKNOWN;
  return {
    Get: get,
    Lines: (path: unknown) => get(path).split('\n'),
    Glob: unknown,
    AsConfig: unknown,
    AsSecrets: unknown,
    GetBytes: unknown,
  };
}

function printedVersion(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
