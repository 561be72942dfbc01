// The charts of a repository: its manifests, rendered a second time with settings where users may choose.
import type { Plain } from '../../formats/yaml/emit.ts';
import type { Layer } from '../layers.ts';
import { partsOf } from '../parts.ts';
import { base } from '../places.ts';
import { rolesFor } from '../permissions.ts';
import type { Project } from '../project.ts';
import { providerOf } from '../providers/index.ts';
import { render } from '../render.ts';
import { withLabels } from './labels.ts';
import { chartPackaging, onOpenShift } from './packaging.ts';
import { schemaText } from './schema.ts';
import { settingsFor, type Setting } from './settings.ts';
import { testsFor } from './tests.ts';
import { askedSettings, valuesText } from './values.ts';

type Files = ReadonlyMap<string, string>;

export interface ChartSource {
  readonly project: Project;
  readonly layers: ReadonlyMap<string, readonly Layer[]>;
  readonly templates: Files;
  /** The files rendered for kustomize, which show the installed manifests, and contain the CRD. */
  readonly written: Files;
  /** Every name that the templates use in a kustomization. */
  readonly names: object;
}

/**
 * The files of both charts: that of the controller, and that which an administrator installs before (the CRD, the
 * namespace).
 *
 * @throws Error if a template uses an undeclared setting, which is a fault of the package
 */
export function chartFiles(source: ChartSource): Files {
  const { project, written } = source;
  const installed = installedBy(written);
  const isNamespace = (file: string): boolean => /^kind: Namespace$/m.test(written.get(file) ?? '');
  return new Map([
    ...oneChart(source, {
      layer: 'chart',
      folder: `charts/${project.name}`,
      manifests: installed.filter((file) => !isNamespace(file)),
      namespace: '{{ $.Release.Namespace }}',
      given: new Map([['test.image', '']]),
    }),
    ...oneChart(source, {
      layer: 'chart-crd',
      folder: `charts/${project.name}-crd`,
      manifests: installed.filter(isNamespace),
      namespace: '{{ $.Values.namespace }}',
      given: new Map([['namespace', project.installNamespace]]),
    }),
    [`charts/${project.name}-crd/files/crd.yaml`, written.get(base.crdFile) ?? ''],
  ]);
}

/** The manifests that a kustomization lists; those of components are patches of it, and the CRD has its own chart. */
export function installedBy(written: Files): readonly string[] {
  return [...written].flatMap(([file, text]) => {
    const folder = /^(deploy\/(?:.*\/)?)kustomization\.yaml$/.exec(file)?.[1];
    if (folder === undefined || !/^kind: Kustomization$/m.test(text)) return [];
    const listed = /^resources:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? '';
    return [...listed.matchAll(/- (.*)/g)]
      .map(([, name = '']) => folder + name)
      .filter((path) => written.has(path) && path !== base.crdFile);
  });
}

interface ChartPlan {
  /** The layer with the files that only this chart has. */
  readonly layer: string;
  readonly folder: string;
  readonly manifests: readonly string[];
  /** The expression of the namespace for the installation. */
  readonly namespace: string;
  /** Settings that no template uses by name. */
  readonly given: ReadonlyMap<string, Plain>;
}

function oneChart(source: ChartSource, { layer, folder, manifests, namespace, given }: ChartPlan): Files {
  const { project, templates } = source;
  const provider = providerOf(project);
  const settings: readonly Setting[] = [...settingsFor(provider?.taken ?? []), ...(provider?.settings ?? [])];
  const asked = new Map(given);
  const roles = rolesFor({
    ...project,
    installNamespace: namespace,
    watchNamespaces: project.watchNamespaces && ['{{ $item }}'],
  });
  const known = {
    ...source.names,
    ...chartPackaging(project.image, new Map(settings.map((setting) => [setting.key, setting])), asked),
    installNamespace: namespace,
    roles,
  };
  const names = { ...known, part: partsOf(project, templates, known) };
  const written = new Map<string, string>();
  for (const file of manifests)
    written.set(
      `${folder}/templates/${file.replace(/^deploy\//, '')}`,
      withLabels(renderedFrom(source, file, names), project.name),
    );
  const values = askedSettings(settings, asked);
  written.set(`${folder}/values.yaml`, valuesText(values));
  written.set(`${folder}/values.schema.json`, schemaText(project.name, values));
  const about = {
    ...source.names,
    ...testsFor(project.name, namespace, roles),
    values,
    onOpenShift,
    chartSource: `oci://${project.image}/charts/${project.name}`,
  };
  for (const [path, template] of templates)
    if (path.startsWith(`${layer}/`)) {
      const file = path.slice(layer.length + 1).replace(/\.ejs$/, '');
      written.set(`${folder}/${file}`, path.endsWith('.ejs') ? render(template, path, about) : template);
    }
  return written;
}

/** The template of a written file, rendered with other names. */
function renderedFrom({ layers, templates }: ChartSource, file: string, names: object): string {
  for (const folder of layers.keys()) {
    const path = `${folder}/${file}`;
    const template = templates.get(`${path}.ejs`);
    if (template !== undefined) return render(template, `${path}.ejs`, names);
    if (templates.has(path)) return templates.get(path) ?? '';
  }
  throw new Error(`no layer has a template of ${file}`);
}
