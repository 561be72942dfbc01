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

/** One entry for each ecosystem, at a column; undefined if the reference has none for one of them. */
export function entriesFor(watched: Watched, reference: Inventory, column: number): readonly string[] | undefined {
  const model = dependabotOf(reference);
  const found = [...watched].map(([ecosystem, folders]) => entryFor(ecosystem, folders, model, column));
  return found.every((entry) => entry !== undefined) ? found : undefined;
}

/** The whole file: the head of the reference's, and an entry for each ecosystem of this repository. */
export function dependabotFor(watched: Watched, reference: Inventory): string | undefined {
  const model = dependabotOf(reference);
  const entries = entriesFor(watched, reference, 2);
  const text = model?.file.text ?? '';
  const key = '\nupdates:\n';
  const at = text.indexOf(key);
  const head = text.slice(0, at + key.length);
  return at < 0 || entries === undefined || entries.length === 0 ? undefined : `${head}${entries.join('\n')}\n`;
}

function entryFor(
  ecosystem: string,
  folders: readonly string[],
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
  return linesOf(model, item)
    .flatMap((line) => (line.startsWith('directory:') ? where : [line]))
    .map((line, at) => `${' '.repeat(column)}${at === 0 ? '- ' : '  '}${line}`.trimEnd())
    .join('\n');
}

function linesOf(model: YamlDocument, item: Node): readonly string[] {
  const from = columnOf(model, item);
  const source = model.file.text.slice(model.offset + item.range[0], endOf(model, item));
  return source.split('\n').map((line, at) => (at === 0 ? line : line.slice(Math.min(from, line.search(/\S|$/)))));
}
