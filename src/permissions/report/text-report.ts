// The result for people: by binary and resource, with the line that needs each verb, and a verdict at the end.

import type { Paint } from '../../formats/paint.ts';
import { cut, paragraphs, wrap } from '../../formats/wrap.ts';
import type { Check, Excess, Reported } from '../check.ts';
import { conditionOf, nameOf } from '../words.ts';
import { isBlind } from '../blind.ts';
import { groupBy } from '../../group-by.ts';
import type { Binary, Inference, Unknown } from '../../inference/infer.ts';
import type { Permission } from '../../inference/permission.ts';
import type { Files } from '../../repo/files.ts';

/** The settings for a line. */
export interface Page {
  /** The sources, for the lines that a report shows. */
  readonly files: Files;
  readonly paint: Paint;
  /** The width of the terminal, which no line exceeds; undefined for a pipe. */
  readonly columns: number | undefined;
}

/** All binaries with their needs, then what is unknown, then the comparison with the manifests. */
export function textReport(inference: Inference, checked: Reported, page: Page): readonly string[] {
  const parts = inference.binaries.map((binary) => binaryPart(page, binary, checked.accounts.get(binary.name)));
  if (inference.unknown.length > 0) parts.push(unknownPart('Not known', inference.unknown, page));
  if (inference.faults.length > 0) parts.push(unknownPart('Faults of the code', inference.faults, page, '!'));
  if (checked.check !== undefined) parts.push(...checkParts(checked.check, page));
  return paragraphs([...parts, verdict(inference, checked, page)]);
}

function binaryPart(page: Page, binary: Binary, account: string | undefined): readonly string[] {
  const { paint } = page;
  const head = `${paint('bold', binary.name)} ${paint('dim', `${binary.path}${account === undefined ? '' : `, ServiceAccount ${account}`}`)}`;
  if (binary.permissions.length === 0) return [head, '  asks the API server for nothing'];
  const resources = groupBy(binary.permissions, nameOf);
  return [head, ...[...resources].flatMap(([name, permissions]) => resourcePart(page, name, permissions))];
}

function resourcePart(page: Page, name: string, permissions: readonly Permission[]): readonly string[] {
  const { paint } = page;
  const lines = permissions.flatMap((permission) => {
    const verb = permission.verb.padEnd(8);
    const condition =
      permission.condition === null
        ? []
        : fitted(`only sometimes: ${permission.condition}`, page, 13).map((line) => paint('yellow', line));
    const places = permission.evidence.slice(0, 3).map((place) => placeLine(page, 13, place));
    const needed = `    ${permission.condition === null ? verb : paint('yellow', verb)} ${scopeOf(permission)}`;
    return places.length === 0 ? [] : [needed, ...condition, ...places];
  });
  return [`  ${paint('cyan', name)}`, ...lines];
}

/** The scope of the need, in words. */
export function scopeOf({
  scope,
  namespaces,
  resourceNames,
}: Pick<Permission, 'scope' | 'namespaces' | 'resourceNames'>): string {
  const place =
    scope === 'cluster'
      ? 'in the cluster'
      : scope === 'own-namespace'
        ? 'in its own namespace'
        : namespaces.length === 0
          ? 'in configured namespaces'
          : `in ${namespaces.join(', ')}`;
  return resourceNames.length === 0 ? place : `${place}, named ${resourceNames.join(', ')}`;
}

interface Located {
  readonly path: string;
  readonly line: number;
}

/** A place and its line of source, as much of it as fits. */
function placeLine({ files, paint, columns }: Page, indent: number, place: Located): string {
  const where = `${place.path}:${place.line}`;
  const room = columns === undefined ? 100 : Math.max(8, columns - indent - where.length - 2);
  const source = files.get(place.path)?.split('\n')[place.line - 1]?.trim() ?? '';
  return `${' '.repeat(indent)}${paint('dim', where)}  ${cut(source, room)}`;
}

/** Words, broken between two of them at the end of the terminal. */
function fitted(text: string, { columns = Number.POSITIVE_INFINITY }: Page, indent: number): readonly string[] {
  return wrap(text, Math.max(40, columns), indent);
}

/** The same after a prefix on the first line. */
function behind(start: string, indent: number, text: string, page: Page): readonly string[] {
  return fitted(text, page, indent).map((line, at) => (at === 0 ? start + line.slice(indent) : line));
}

function unknownPart(title: string, unknown: readonly Unknown[], page: Page, mark = '?'): readonly string[] {
  const { paint, columns = Number.POSITIVE_INFINITY } = page;
  const rows = unknown.flatMap(({ path, line, why }) => {
    const place = `${path}:${line}`;
    const start = `  ${paint('yellow', mark)} ${paint('dim', place)}`;
    return place.length + why.length + 6 <= columns ? [`${start}  ${why}`] : [start, ...fitted(why, page, 6)];
  });
  return [paint('bold', title), ...rows];
}

function checkParts(check: Check, page: Page): readonly (readonly string[])[] {
  const { paint } = page;
  const parts: (readonly string[])[] = [];
  if (check.missing.length > 0) {
    const lines = check.missing.flatMap((each) => [
      `  ${paint('red', `${each.verb} ${nameOf(each)}`)} ${scopeOf(each)}`,
      ...(each.note === null ? [] : fitted(each.note, page, 6)),
      placeLine(page, 6, each),
    ]);
    parts.push([paint('bold', 'Missing: the API server will refuse this'), ...lines]);
  }
  if (check.enforced.length > 0) {
    const lines = check.enforced.flatMap((each) => [
      `  ${paint('yellow', `${each.verb} ${nameOf(each)}`)} ${scopeOf(each)}`,
      placeLine(page, 6, each),
    ]);
    parts.push([
      paint('bold', 'Needed where the admission plugin OwnerReferencesPermissionEnforcement runs, e.g. OpenShift'),
      ...lines,
    ]);
  }
  for (const [title, excess] of [
    ['In excess: granted, and not used by the code', check.excess.filter(({ doubt }) => doubt === null)],
    ['Perhaps unused: granted, but no code found that uses it', check.excess.filter(({ doubt }) => doubt !== null)],
  ] as const) {
    if (excess.length === 0) continue;
    const lines = excess.flatMap((each) => {
      const color = ['critical', 'high'].includes(each.severity) ? 'red' : 'yellow';
      const doubt = each.doubt === null ? '' : `; not known, since ${each.doubt}`;
      const text = `${each.verb} ${nameOf(each)} ${scopeOf(each)}: ${each.why}${onlyIf(each)}${doubt}`;
      return [
        ...behind(`  ${paint(color, each.severity.padEnd(8))} `, 11, text, page),
        `      ${paint('dim', `${each.path}:${each.line}`)}`,
      ];
    });
    parts.push([paint('bold', title), ...lines]);
  }
  if (check.unknown.length > 0) parts.push(unknownPart('Unknown in the manifests', check.unknown, page));
  return parts;
}

function onlyIf({ conditions }: Excess): string {
  const condition = conditionOf(conditions);
  return condition === null ? '' : ` (only if ${condition})`;
}

function verdict(inference: Inference, checked: Reported, page: Page): readonly string[] {
  const said = (text: string, color?: 'green' | 'yellow' | 'red'): readonly string[] =>
    fitted(text, page, 0).map((line) => (color === undefined ? line : page.paint(color, line)));
  const permissions = inference.binaries.reduce(
    (sum, binary) => sum + binary.permissions.filter(({ condition }) => condition === null).length,
    0,
  );
  const unknown =
    inference.unknown.length === 0 ? '' : `, ${count(inference.unknown.length, 'place')} that could not be resolved`;
  const need = `${count(inference.binaries.length, 'binary', 'binaries')}, ${count(permissions, 'permission')} needed${unknown} (kube ${inference.kube}, Kubernetes ${inference.kubernetes})`;
  if (checked.check === undefined) return said(`${need}.`);
  if (isBlind(inference)) return said(`${need}. Nothing was inferred, so the manifests cannot be compared.`, 'yellow');
  const { missing, excess } = checked.check;
  const sure = excess.filter(({ doubt }) => doubt === null).length;
  const perhaps = excess.length - sure;
  const open = inference.unknown.length + checked.check.unknown.length;
  if (missing.length + excess.length + open === 0) return said(`${need}. The manifests grant exactly that.`, 'green');
  const apart = [
    ...(perhaps === 0 ? [] : [`${perhaps} that may be too many`]),
    ...(open === 0 ? [] : [`${count(open, 'place')} that ${open === 1 ? 'is' : 'are'} not known`]),
  ];
  const rest = apart.length === 0 ? '.' : `, apart from ${apart.join(' and ')}.`;
  if (missing.length + sure === 0) return said(`${need}. No difference was found${rest}`, 'yellow');
  if (missing.length >= permissions && excess.length === 0)
    return said(`${need}. The manifests here grant none of them${rest} \`rbac --write\` writes roles.`, 'red');
  return said(`${need}. The manifests lack ${missing.length} and grant ${sure} too many${rest}`, 'red');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
