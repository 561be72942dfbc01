// Fields that users of a chart tune and its templates do not have: the edits add a value and the line of the template
// that uses it.
import { isRefusal, lineBreakOf, type Edit } from '../../formats/edit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import type { Plain } from '../../formats/yaml/emit.ts';
import { parseYaml } from '../../formats/yaml/file.ts';
import { asMap, nodeAt, pairAt } from '../../formats/yaml/node.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Place } from '../look/place.ts';
import type { Change } from '../rule.ts';

const stand = 'passed-on-value';

/**
 * The line of the template and the value, if a container in a template of a chart lacks the whole field.
 *
 * @param field the first key below the container that is absent: `resources`
 * @returns nothing if the place is not in a template, if a schema limits the values, or if the name is taken
 */
export function passedOn(
  field: string,
  { reading, container }: Place,
  value: Plain,
  inventory: Inventory,
): Change | undefined {
  const { document, keys } = reading;
  const { path } = document.file;
  const folder = chartOf(path, inventory);
  const at = keys.lastIndexOf(field);
  const values = `${folder ?? ''}values.yaml`;
  const [first] = parseYaml(values, inventory.repository.files.get(values) ?? '').documents;
  const root = first && asMap(first.root);
  if (folder === undefined || at === -1 || first === undefined || root === undefined || container === undefined)
    return undefined;
  if (inventory.repository.files.has(`${folder}values.schema.json`)) return undefined;
  const around = asMap(nodeAt(document, keys.slice(0, at)));
  const key = keyFor(field, container.name, folder, inventory);
  if (around === undefined || pairAt(around, field) !== undefined || key === undefined) return undefined;
  if (pairAt(root, key) !== undefined) return undefined;
  const line = lineOf(setAt(document, [...keys.slice(0, at), field], stand), key, document.file.text);
  const entry = setAt(first, [key, ...keys.slice(at + 1)], value);
  if (line === undefined || isRefusal(entry)) return undefined;
  return { path, edits: [line], besides: { path: values, edits: entry } };
}

/** The folder of the chart of a template, with its slash. */
function chartOf(path: string, { repository }: Inventory): string | undefined {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('templates/')));
  return /\.ya?ml$/.test(path) && repository.files.has(`${folder}Chart.yaml`) ? folder : undefined;
}

/** With one container in the chart the value is the field itself; with several, each container has a value. */
function keyFor(field: string, container: string, folder: string, { workloads }: Inventory): string | undefined {
  if (!/^[a-z][a-z0-9-]*$/.test(container)) return undefined;
  const all = workloads.filter(({ manifest }) => manifest.path.startsWith(`${folder}templates/`));
  if (all.flatMap(({ containers }) => containers).length === 1) return field;
  const name = container.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('-', '');
  return `${name}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

/** The edit, with an action of a template in place of the marker. */
function lineOf(edits: ReturnType<typeof setAt>, key: string, text: string): Edit | undefined {
  const [edit, ...more] = isRefusal(edits) ? [] : edits;
  const [, indent, name] = /^( +)([a-z]+): passed-on-value$/m.exec(edit?.text.trimEnd() ?? '') ?? [];
  if (edit === undefined || indent === undefined || name === undefined || more.length > 0) return undefined;
  const action = `{{- toYaml $.Values.${key} | nindent ${indent.length + 2} }}`;
  const lines = `${indent}${name}:${lineBreakOf(text)}${indent}  ${action}`;
  return { ...edit, text: edit.text.replace(`${indent}${name}: ${stand}`, () => lines) };
}
