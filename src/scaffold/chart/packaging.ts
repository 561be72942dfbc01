// The differences between a manifest for kustomize and the same manifest as a template of Helm.
import { emitText, type Plain } from '../../formats/yaml/emit.ts';
import type { Setting } from './settings.ts';

/** The names by which the template of a manifest marks the settings of a chart. In a kustomization they are plain. */
export interface Packaging {
  /** A setting and its default, as YAML. In a chart it is the expression of the setting; for a list, its items with commas between. */
  readonly value: (key: string, given: string | number | readonly string[]) => string;
  /** The items of a list, for a loop between `opens` and `closes`. In a chart there is one item: the expression for each. */
  readonly items: (key: string, given: readonly (string | number)[]) => readonly string[];
  /** Begins lines that a chart writes for each item of a setting; without a setting, it writes them once. */
  readonly opens: (key?: string) => string;
  /** Begins lines that are present only if a setting is true. */
  readonly when: (key: string) => string;
  readonly closes: (key?: string) => string;
  /** Lines that a chart writes if a setting has a value; `.` in them is the value. */
  readonly added: (key: string, lines: string) => string;
  /** The lines up to `closes` are the default; if a setting has a value, these lines replace them for each item. */
  readonly unless: (key: string, lines: string) => string;
  /** Lines that a chart leaves out on OpenShift, because the SCC of the namespace sets the same fields. */
  readonly exceptOnOpenShift: (lines: string) => string;
  readonly inChart: (lines: string) => string;
  /** The managing tool and the version in the labels. */
  readonly manager: string;
  readonly release: string;
  readonly imageReference: () => string;
}

/** The version that a new repository starts with. */
export const firstVersion = '0.1.0';

export function plainPackaging(image: string): Packaging {
  return {
    value: (_key, given) => plain(typeof given === 'object' ? given.join(',') : given),
    items: (_key, given) => given.map(plain),
    opens: () => '',
    when: () => '',
    closes: () => '',
    added: () => '',
    unless: () => '',
    exceptOnOpenShift: (lines) => `${lines}\n`,
    inChart: () => '',
    manager: 'kustomize',
    release: firstVersion,
    imageReference: () => `${image}:${firstVersion}`,
  };
}

/** Quantities and addresses are text to every reader, without quotes. */
function plain(value: string | number): string {
  return typeof value === 'number' || /^[1-9]\d*(m|[EPTGMK]i)$|^\d+(\.\d+){3}\/\d+$/.test(value)
    ? String(value)
    : emitText(value);
}

/**
 * @param settings all settings of a chart, by key
 * @param asked collects the settings that the templates use while they render, with their defaults
 */
export function chartPackaging(
  image: string,
  settings: ReadonlyMap<string, Setting>,
  asked: Map<string, Plain>,
): Packaging {
  /** Records the default, and returns the expression of the setting. */
  const ask = (key: string, given?: Plain): string => {
    const setting = settings.get(key);
    if (setting === undefined) throw new Error(`a template asks for ${key}, which is no setting of a chart`);
    const byDefault = given ?? setting.unset ?? '';
    if (asked.has(key) && JSON.stringify(asked.get(key)) !== JSON.stringify(byDefault))
      throw new Error(`the setting ${key} of the chart has two defaults`);
    asked.set(key, byDefault);
    return expressionOf(key);
  };
  return {
    value: (key, given) => {
      const expression = ask(key, given);
      if (typeof given === 'object') return `{{ join "," ${expression} | quote }}`;
      return typeof given === 'number' ? `{{ int ${expression} }}` : `{{ ${expression} | quote }}`;
    },
    items: (key, given) => {
      ask(key, given);
      return [typeof given[0] === 'number' ? '{{ int $item }}' : '{{ $item | quote }}'];
    },
    opens: (key) => (key === undefined ? '' : `{{- range $item := ${expressionOf(key)} }}\n`),
    when: (key) => `{{- if ${ask(key)} }}\n`,
    closes: (key) => (key === undefined ? '' : '{{- end }}\n'),
    added: (key, lines) => `{{- with ${ask(key)} }}\n${lines}\n{{- end }}\n`,
    unless: (key, lines) => `{{- range $item := ${ask(key)} }}\n${lines}\n{{- else }}\n`,
    exceptOnOpenShift: (lines) => `{{- if not (${onOpenShift}) }}\n${lines}\n{{- end }}\n`,
    inChart: (lines) => `${lines}\n`,
    manager: '{{ $.Release.Service }}',
    release: '{{ $.Chart.AppVersion | quote }}',
    imageReference: () => {
      const [repository, digest] = [ask('image.repository', image), ask('image.digest')];
      return `{{ ${repository} }}:{{ $.Chart.AppVersion }}{{ with ${digest} }}@{{ . }}{{ end }}`;
    },
  };
}

/** Only clusters of that kind serve it, so the chart detects the kind, and no setting can claim another. */
export const onOpenShift = '$.Capabilities.APIVersions.Has "security.openshift.io/v1"';

/** `index` reads a key of Helm that is not a valid name in Go's templates. */
function expressionOf(key: string): string {
  const names = key.split('.');
  const plain = names.findIndex((name) => name.includes('-'));
  if (plain === -1) return `$.Values.${key}`;
  return `(index $.Values.${names.slice(0, plain).join('.')} ${names
    .slice(plain)
    .map((name) => JSON.stringify(name))
    .join(' ')})`;
}
