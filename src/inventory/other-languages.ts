// Manifests in languages that this program does not read: what they install is unknown.
import { linesOf } from '../formats/edit.ts';
import type { Fault } from '../formats/yaml/file.ts';
import type { Repository } from '../repo/repository.ts';
import { isShipped } from './shipped.ts';

interface Language {
  readonly name: string;
  readonly file: RegExp;
  /** Words without which a text is not read any further. */
  readonly word: string;
  /** The parts of a text that show that it makes objects of Kubernetes. */
  readonly mark: RegExp;
  /** What a file does, if not to install. */
  readonly makes?: 'build';
}

const object =
  /\bkind["']?\s*:{1,3}\s*["'](?:Deployment|StatefulSet|DaemonSet|Pod|Job|CronJob|(?:Cluster)?Role(?:Binding)?|ServiceAccount|NetworkPolicy|Namespace)["']/;

const languages: readonly Language[] = [
  { name: 'Jsonnet', word: 'kind', file: /\.(?:jsonnet|libsonnet)$/, mark: object },
  {
    name: 'CUE',
    word: ':',
    file: /\.cue$/,
    mark: /\bkind:\s*"(?:Deployment|StatefulSet|DaemonSet|Pod|Job|CronJob|(?:Cluster)?Role(?:Binding)?)"|\bhost(?:PID|IPC|Network):|\bcontainers:/,
  },
  {
    name: 'KCL',
    word: 'kind',
    file: /\.k$/,
    mark: /\bkind\s*=\s*["'](?:Deployment|StatefulSet|DaemonSet|Pod|(?:Cluster)?Role)["']/,
  },
  { name: 'Starlark', word: 'kind', file: /\.star$/, mark: object },
  {
    name: 'Terraform',
    word: 'resource',
    file: /\.tf$/,
    mark: /\bresource\s+"(?:kubernetes_(?!namespace|secret|config_map)\w+|kubectl_manifest|helm_release)"/,
  },
  {
    name: 'helmfile',
    word: 'chart',
    file: /(?:^|\/)helmfile\.ya?ml(?:\.gotmpl)?$/,
    mark: /^[ \t]*(?:-[ \t]+)?chart:/m,
  },
  {
    name: 'Pulumi',
    word: 'ulumi',
    file: /\.(?:ts|js|py|go|cs)$/,
    mark: /["']@pulumi\/kubernetes["'/]|\bimport pulumi_kubernetes\b|pulumi-kubernetes\/sdk/,
  },
  {
    name: 'cdk8s',
    word: 'cdk8s',
    file: /\.(?:ts|js|py|go)$/,
    mark: /["']cdk8s(?:-plus-\d+)?["']|\bfrom cdk8s\b|cdk8s-go\//,
  },
  { name: 'Earthly', word: 'FROM', file: /(?:^|\/)Earthfile$/, mark: /^[ \t]*(?:FROM|SAVE IMAGE)\b/m, makes: 'build' },
  { name: 'Nix', word: 'dockerTools', file: /\.nix$/, mark: /\bdockerTools\.\w+/, makes: 'build' },
  {
    name: 'Bazel',
    word: 'image',
    file: /(?:^|\/)BUILD(?:\.bazel)?$/,
    mark: /^[ \t]*(?:oci_image|container_image|rust_image)\(/m,
    makes: 'build',
  },
  { name: 'ytt', word: '#@', file: /\.ya?ml$/, mark: /^#@\s*load\(\s*["']@ytt:|^#@data\/values/m },
];

/** One fault for each language, at its first file. */
export function inOtherLanguages({ files }: Repository): readonly Fault[] {
  const found = new Map<
    string,
    { readonly path: string; readonly line: number; readonly makes: string; count: number }
  >();
  for (const [path, text] of files) {
    if (!anyOf.test(path)) continue;
    for (const { name, file, word, mark, makes = 'install' } of languages) {
      const at = file.test(path) && text.includes(word) && isShipped(path) ? text.search(mark) : -1;
      if (at === -1) continue;
      const known = found.get(name);
      if (known === undefined) found.set(name, { path, line: linesOf(text)(at), makes, count: 1 });
      else known.count += 1;
    }
  }
  return [...found].map(([name, { path, line, makes, count }]) => {
    const whatMade =
      count === 1 ? `this file in ${name} ${makes}s` : `this file and ${count - 1} more in ${name} ${makes}`;
    return { path, line, message: `what ${whatMade} is not known, as ${name} is not read here` };
  });
}

const anyOf =
  /\.(?:jsonnet|libsonnet|cue|k|star|tf|gotmpl|ya?ml|ts|js|py|go|cs|nix|bazel)$|(?:^|\/)(?:Earthfile|BUILD)$/;
