// Entries of dependabot.yml, copied from the reference for the folders of this repository.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { asSeq, columnOf, endOf, type Node } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Watched } from '../look/watched-folders.ts';

export function dependabotOf({ repository }: Inventory): YamlDocument | undefined {
  const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((one) => repository.files.has(one));
  return path === undefined ? undefined : parseYaml(path, repository.files.get(path) ?? '').documents[0];
}

/**
 * One entry for each ecosystem, at a column; undefined if the reference has none for one of them.
 *
 * @param inventory of the repository that gets the entries
 */
export function entriesFor(
  watched: Watched,
  { reference, inventory }: { readonly reference: Inventory; readonly inventory: Inventory },
  column: number,
): readonly string[] | undefined {
  const model = dependabotOf(reference);
  const found = [...watched].map(([ecosystem, folders]) => {
    const hasKube = ecosystem !== 'cargo' || folders.some((folder) => usesKube(inventory, folder));
    return entryFor({ ecosystem, folders, hasKube }, model, column);
  });
  return found.every((entry) => entry !== undefined) ? found : undefined;
}

/** Whether a package below a folder depends on kube or on what only fits it. */
function usesKube({ repository }: Inventory, folder: string): boolean {
  const below = folder === '/' ? '' : `${folder.slice(1)}/`;
  return [...repository.files].some(
    ([path, text]) =>
      path.startsWith(below) && /(^|\/)Cargo\.(toml|lock)$/.test(path) && /\b(kube|k8s-openapi)\b/.test(text),
  );
}

/** The whole file: the head of the reference's, and an entry for each ecosystem of this repository. */
export function dependabotFor(watched: Watched, reference: Inventory, inventory: Inventory): string | undefined {
  const model = dependabotOf(reference);
  const entries = entriesFor(watched, { reference, inventory }, 2);
  const text = model?.file.text ?? '';
  const key = '\nupdates:\n';
  const at = text.indexOf(key);
  const head = text.slice(0, at + key.length);
  return at < 0 || entries === undefined || entries.length === 0 ? undefined : `${head}${entries.join('\n')}\n`;
}

interface Wanted {
  readonly ecosystem: string;
  readonly folders: readonly string[];
  readonly hasKube: boolean;
}

function entryFor(
  { ecosystem, folders, hasKube }: Wanted,
  model: YamlDocument | undefined,
  column: number,
): string | undefined {
  if (model === undefined) return undefined;
  const list = read(model, ['updates']);
  const index = itemsOf(list).findIndex((one) => textOf(fieldOf(one, 'package-ecosystem')) === ecosystem);
  const item = asSeq(list.node)?.items[index];
  if (item === undefined) return undefined;
  const [first = '/', ...more] = folders;
  const where =
    more.length === 0 ? [`directory: ${first}`] : ['directories:', ...folders.map((folder) => `  - ${folder}`)];
  const lines = linesOf(model, item);
  return (hasKube ? lines : withoutKube(lines))
    .flatMap((line) => (line.startsWith('directory:') ? where : [line]))
    .map((line, at) => `${' '.repeat(column)}${at === 0 ? '- ' : '  '}${line}`.trimEnd())
    .join('\n');
}

/** Without the group of kube, which the repository does not use, and without its exclusion from the other group. */
function withoutKube(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => /^ *kube:/.test(line));
  if (at === -1) return lines;
  const depth = lines[at]?.search(/\S/) ?? 0;
  const inside = lines.slice(at + 1).findIndex((line) => line.search(/\S/) <= depth);
  return [...lines.slice(0, at), ...lines.slice(at + 1 + inside)].filter(
    (line) => !/^ *exclude-patterns: .*kube/.test(line),
  );
}

function linesOf(model: YamlDocument, item: Node): readonly string[] {
  const from = columnOf(model, item);
  const source = model.file.text.slice(model.offset + item.range[0], endOf(model, item));
  return source.split('\n').map((line, at) => (at === 0 ? line : line.slice(Math.min(from, line.search(/\S|$/)))));
}
