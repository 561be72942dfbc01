// Pipelines of GitLab: the file at the root, and the files of the repository that it includes. For other hosts, only
// their existence.
import { globOf } from '../formats/glob.ts';
import { parseYaml, type Fault, type YamlFile } from '../formats/yaml/file.ts';
import { asMap } from '../formats/yaml/node.ts';
import { read } from '../formats/yaml/read.ts';
import { fieldOf } from '../formats/yaml/values.ts';
import type { Repository, Skipped } from '../repo/repository.ts';

export interface Pipelines {
  readonly files: readonly YamlFile[];
  readonly faults: readonly Fault[];
  /** Files that a rule about workflows does not read, with the reason. */
  readonly setAside: readonly Skipped[];
}

/** The path of a project's pipeline in GitLab, unless its settings name another one. */
export const gitlabRoot = '.gitlab-ci.yml';

/** @see https://docs.gitlab.com/ci/yaml/includes/ */
export function pipelinesOf(repository: Repository): Pipelines {
  const paths = [...repository.files.keys()];
  const parsed = new Map<string, YamlFile>();
  const waiting = [gitlabRoot];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = repository.files.get(path);
    if (text === undefined || parsed.has(path)) continue;
    const file = parseYaml(path, text);
    parsed.set(path, file);
    waiting.push(...file.documents.flatMap(includesOf).flatMap((include) => localOf(include, paths)));
  }
  const all = [...parsed.values()];
  const files = all.filter(({ documents }) => documents.some((document) => asMap(document.root) !== undefined));
  return {
    files,
    faults: all.flatMap(({ faults }) => faults),
    setAside: [
      ...files.map(({ path }) => ({ path, why: ofGitLab })),
      ...paths.filter(isOtherPipeline).map((path) => ({ path, why: ofOthers })),
    ],
  };
}

const ofGitLab = 'of a GitLab pipeline only the images, the commands and what it includes are judged';
const ofOthers = 'the rules about workflows judge GitHub and GitLab';
const others =
  /^(\.circleci\/config\.ya?ml|\.woodpecker(\/.+)?\.ya?ml|\.(forgejo|gitea)\/workflows\/.+\.ya?ml|azure-pipelines\.ya?ml|\.drone\.ya?ml|Jenkinsfile|\.tekton\/.+\.ya?ml)$/;

/** Whether a CI other than those of GitHub and GitLab reads its pipeline from this path. */
export function isOtherPipeline(path: string): boolean {
  return others.test(path);
}

/** Whether only a host that is neither GitHub nor GitLab runs this pipeline; the others of `isOtherPipeline` run for any host. */
export function isOnlyElsewhere(path: string): boolean {
  return /^\.(forgejo|gitea)\/workflows\/.+\.ya?ml$/.test(path);
}

/** The inclusions of a document, as written: a path, an address, or a map with the source. */
export function includesOf(document: YamlFile['documents'][number]): readonly unknown[] {
  const { value } = read(document, ['include']);
  return value === undefined || value === null ? [] : [value].flat();
}

/** The files of this repository that an include names; stars stand for names. */
function localOf(include: unknown, paths: readonly string[]): readonly string[] {
  const named = localPath(include);
  if (named === undefined) return [];
  const path = named.replace(/^\//, '');
  return path.includes('*') ? paths.filter(globOf(path)) : [path];
}

/** The path, if an include names a file of this repository; undefined if it leads elsewhere. */
export function localPath(include: unknown): string | undefined {
  const local = typeof include === 'string' && !/^https?:\/\//.test(include) ? include : fieldOf(include, 'local');
  return typeof local === 'string' ? local : undefined;
}
