// The bot looks at everything that ages.
import { insertLines, lineEnd } from '../../formats/edit.ts';
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { asSeq, columnOf, endOf } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';

export const botCoversEverything = defineRule({
  id: 'bot-covers-everything',
  title: 'The bot looks at crates, actions and images',
  why: 'What no bot looks at stays as it was on the day it was written.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Add cargo, github-actions and docker to .github/dependabot.yml.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const document = dependabotOf(inventory);
    if (document === undefined) return [];
    const covered = ecosystemsOf(document);
    const missing = wanted(inventory).filter((ecosystem) => !covered.includes(ecosystem));
    const updates = read(document, ['updates']);
    const { path } = document.file;
    return [
      {
        state: missing.length === 0 ? 'kept' : 'broken',
        path,
        line: updates.line,
        message: `does not look at ${missing.join(', ')}`,
        change: (reference) => addMissing(document, missing, reference),
      },
    ];
  },
});

function dependabotOf({ repository }: Inventory): YamlDocument | undefined {
  const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((one) => repository.files.has(one));
  return path === undefined ? undefined : parseYaml(path, repository.files.get(path) ?? '').documents[0];
}

function ecosystemsOf(document: YamlDocument): readonly string[] {
  return itemsOf(read(document, ['updates'])).map((one) => textOf(fieldOf(one, 'package-ecosystem')));
}

function wanted({ repository, workflows, dockerfiles }: Inventory): readonly string[] {
  return [
    ...(repository.files.has('Cargo.toml') ? ['cargo'] : []),
    ...(workflows.length > 0 ? ['github-actions'] : []),
    ...(dockerfiles.some(({ path }) => !path.includes('/')) ? ['docker'] : []),
  ];
}

/** The entries of the reference, at the column that this list has. */
function addMissing(document: YamlDocument, missing: readonly string[], reference: Inventory): Change | undefined {
  const model = dependabotOf(reference);
  const { path, text } = document.file;
  const list = read(document, ['updates']);
  const seq = asSeq(list.node);
  const items = asSeq(model && read(model, ['updates']).node)?.items ?? [];
  if (model === undefined || seq === undefined || seq.flow === true || seq.items.length === 0) return undefined;
  const records = itemsOf(read(model ?? document, ['updates']));
  const chosen = items.filter(
    (_, index) =>
      missing.includes(textOf(fieldOf(records[index], 'package-ecosystem'))) &&
      fieldOf(records[index], 'directory') === '/',
  );
  if (chosen.length < missing.length) return undefined;
  const lines = chosen.map((item) => moved(model, item, columnOf(document, seq))).join('\n');
  return { path, edits: [insertLines(text, lineEnd(text, endOf(document, seq)), lines)] };
}

function moved(model: YamlDocument, item: Parameters<typeof columnOf>[1], column: number): string {
  const { text } = model.file;
  const from = columnOf(model, item);
  const source = text.slice(model.offset + item.range[0], endOf(model, item));
  const lines = source
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(from, line.search(/\S|$/)))));
  return lines.map((line, index) => `${' '.repeat(column)}${index === 0 ? '- ' : '  '}${line}`.trimEnd()).join('\n');
}
