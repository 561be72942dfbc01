// Dockerfiles, TOML, workflows and actions of a repository.
import { parseDockerfile, type Dockerfile } from '../formats/dockerfile/dockerfile.ts';
import { isToml, parseToml, type TomlFile } from '../formats/toml/toml.ts';
import { parseYaml, type Fault, type YamlFile } from '../formats/yaml/file.ts';
import type { Repository } from '../repo/repository.ts';
import { isShipped } from './shipped.ts';

export function dockerfilesOf(repository: Repository): readonly Dockerfile[] {
  return [...repository.files]
    .filter(
      ([path, text]) =>
        /(^|\/)((Docker|Container)file([._-][\w.-]+)?|[\w.-]+\.(docker|container)file)$/i.test(path) &&
        !/\.(dockerignore|md|adoc|rst|txt|sh|ya?ml|json|toml)$/i.test(path) &&
        isShipped(path) &&
        (/^[ \t]*FROM\b/im.test(text) || /(^|\/)(Docker|Container)file$/.test(path)) &&
        (!code.test(path) || startsWithStage(text)) &&
        !isBundle(text),
    )
    .map(([path, text]) => parseDockerfile(path, text));
}

/** `Dockerfile.go` builds a program in Go, and `dockerfile_utils.go` is one. */
const code = /\.(?:rs|go|py|[cm]?[jt]sx?|rb|java|kts?|cs|c|h|cc|cpp|hpp|swift|php|lua|nix|bzl|star)$/i;

function startsWithStage(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return first !== undefined && /^\s*(?:FROM|ARG)\s/i.test(first);
}

/** The image of an OLM bundle holds manifests for the catalogue; nothing runs in it. */
function isBundle(text: string): boolean {
  return text.includes('operators.operatorframework.io.bundle.');
}

interface YamlFiles {
  readonly files: readonly YamlFile[];
  readonly faults: readonly Fault[];
}

export function workflowsOf(repository: Repository): YamlFiles {
  return yamlFilesAt(/^\.github\/workflows\/[^/]+\.ya?ml$/, repository);
}

/** The repository's own actions: those that its workflows use, and those that others may use by their path. */
export function actionsOf(repository: Repository): YamlFiles {
  const own = [...repository.files].filter(([path]) => /^(\.github\/.+|action)\.ya?ml$/.test(path));
  const used = new Set(
    own.flatMap(([, text]) => [...text.matchAll(/\buses:[ \t]*["']?\.\/([^\s"'#]+)/g)].map(([, folder]) => folder)),
  );
  return yamlFilesAt(
    /(^|\/)action\.ya?ml$/,
    repository,
    (path, text) =>
      /^(\.github\/|action\.)/.test(path) ||
      used.has(path.slice(0, path.lastIndexOf('/'))) ||
      (isShipped(path) && !brought.test(path) && /(?:^|[\s{,"'])runs["']?:/.test(text) && /\busing["']?:/.test(text)),
  );
}

/** The work of others, by the usual names of folders for it. */
const brought = /(^|\/)(vendor\w*|third[_-]?party|external)\//;

function yamlFilesAt(
  path: RegExp,
  repository: Repository,
  isOne: (path: string, text: string) => boolean = () => true,
): YamlFiles {
  const files = [...repository.files]
    .filter(([one, text]) => path.test(one) && isOne(one, text))
    .map(([one, text]) => parseYaml(one, text, { dialect: 'core' }));
  return {
    files: files.filter(({ documents }) => documents.length > 0),
    faults: files.flatMap(({ faults }) => faults),
  };
}

const wanted = /(^|\/)(Cargo\.toml|deny\.toml|\.cargo\/(audit|config)\.toml|rust-toolchain\.toml)$/;

export function tomlFilesOf(repository: Repository): {
  readonly files: ReadonlyMap<string, TomlFile>;
  readonly faults: readonly Fault[];
} {
  const files = new Map<string, TomlFile>();
  const faults: Fault[] = [];
  for (const [path, text] of repository.files) {
    if (!wanted.test(path)) continue;
    const file = parseToml(path, text);
    if (isToml(file)) files.set(path, file);
    else faults.push(file);
  }
  return { files, faults };
}
