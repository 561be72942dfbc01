// Versions of tools in other files than the script that runs them.
import { parseYaml } from '../../formats/yaml/file.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';

/** Whether a package.json or a pyproject.toml of the repository names a tool, whose lock file then has the version. */
export function namedPackages({ files }: Repository): (tool: string) => boolean {
  const texts = [...files]
    .filter(([path]) => /(^|\/)(?:package\.json|pyproject\.toml)$/.test(path))
    .map(([, text]) => text);
  return (tool) => texts.some((text) => text.includes(`"${tool}"`) || text.includes(`/${tool}"`));
}

const fixed = /^v?\d|^[0-9a-f]{40}$|\d\.\d/;

/** Hooks of pre-commit that follow a branch. */
export function movingHooks({ files }: Repository): readonly Sight[] {
  const path = ['.pre-commit-config.yaml', '.pre-commit-config.yml'].find((one) => files.has(one));
  const [document] = path === undefined ? [] : parseYaml(path, files.get(path) ?? '').documents;
  if (document === undefined) return [];
  return itemsOf(read(document, ['repos'])).flatMap((one, index) => {
    const [repo, rev] = [textOf(fieldOf(one, 'repo')), textOf(fieldOf(one, 'rev'))];
    if (/^(?:local|meta|builtin)$/.test(repo) || fixed.test(rev)) return [];
    const said = about('', `the hooks of ${repo} are of ${rev === '' ? 'no version' : `the branch ${rev}`}`, repo);
    return [sightAt(read(document, ['repos', index, 'rev']), 'broken', said)];
  });
}
