// Violations of the table in the sources: imports of other folders or of Node.js modules, and cycles.
import path from 'node:path';
import { globals, ground, nodeModules, rooms } from './table.ts';

/** Path below src/ → text. */
export type Sources = ReadonlyMap<string, string>;

export function violations(sources: Sources): readonly string[] {
  const all = [...sources].flatMap(([file, text]) => importsOf(file, text));
  return [
    ...[...sources.keys()]
      .filter((file) => !isKnown(roomOf(file)))
      .map((file) => `${file} stands in no room of the table`),
    ...all.flatMap(wrongRoom),
    ...all.flatMap(wrongModule),
    ...[...sources].flatMap(([file, text]) => wrongGlobals(file, text)),
    ...circlesOf(all),
  ];
}

interface Import {
  readonly file: string;
  /** A path below src/, or the name of a package. */
  readonly target: string;
  readonly isOurs: boolean;
  /** `import()`, or types only: not evaluated when the module loads. */
  readonly late: boolean;
}

const statement =
  /^(?:import|export)\s+(type\s)?\s*([\w*{}\s,$]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

function importsOf(file: string, text: string): readonly Import[] {
  return [...text.matchAll(statement)].map(([, type, names = '', from, bare, dynamic]) => {
    const target = from ?? bare ?? dynamic ?? '';
    const isOurs = target.startsWith('.');
    return {
      file,
      target: isOurs ? path.posix.join(path.posix.dirname(file), target) : target,
      isOurs,
      late: type !== undefined || dynamic !== undefined || /^\{\s*type [^,]*(?:,\s*type [^,]*)*,?\s*\}$/.test(names),
    };
  });
}

function wrongRoom({ file, target, isOurs }: Import): readonly string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  // Above src/ is only the package's own package.json.
  if (!isOurs || from === to || to === '..' || ground.includes(to) || rooms[from]?.includes(to) === true) return [];
  return [`${file} imports ${target}: ${from} may not import ${to}`];
}

function wrongModule({ file, target, isOurs }: Import): readonly string[] {
  const allowed = Object.hasOwn(nodeModules, target) ? nodeModules[target] : undefined;
  return isOurs || allowed === undefined || stands(file, allowed) ? [] : [`${file} imports ${target}`];
}

function wrongGlobals(file: string, text: string): readonly string[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/'[^'\n]*'/g, "''");
  return Object.entries(globals)
    .filter(
      ([name, allowed]) =>
        new RegExp(`${name.startsWith('.') ? '' : '(?<![\\w.])'}${name.replace(/[.(]/g, '\\$&')}`).test(code) &&
        !stands(file, allowed),
    )
    .map(([name]) => `${file} uses ${name}`);
}

/** Modules that import each other while they load. */
function circlesOf(imports: readonly Import[]): readonly string[] {
  const direct = new Map<string, string[]>();
  for (const { file, target, isOurs, late } of imports)
    if (isOurs && !late) direct.set(file, [...(direct.get(file) ?? []), target]);
  return [...direct.keys()]
    .filter((file) => reaches(direct, file))
    .map((file) => `${file} imports itself, through ${wayBack(direct, file).join(' and ')}`);
}

function reaches(direct: ReadonlyMap<string, readonly string[]>, file: string): boolean {
  return wayBack(direct, file).length > 0;
}

/** The shortest cycle from a module back to itself, or nothing. */
function wayBack(direct: ReadonlyMap<string, readonly string[]>, file: string): readonly string[] {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = (direct.get(file) ?? []).map((target) => [target]);
  for (const way of ways) {
    const last = way.at(-1) ?? '';
    if (last === file) return way.length > 1 ? way.slice(0, -1) : way;
    if (seen.has(last)) continue;
    seen.add(last);
    ways.push(...(direct.get(last) ?? []).map((target) => [...way, target]));
  }
  return [];
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function isKnown(room: string): boolean {
  return Object.hasOwn(rooms, room) || ground.includes(room);
}

function stands(file: string, allowed: readonly string[]): boolean {
  return allowed.some((place) => file === place || file.startsWith(`${place}/`));
}
