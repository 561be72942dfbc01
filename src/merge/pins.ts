// Versions that bots update: a rule decides each before a merge, so that no merge stops at one.

/** One file for the merge; undefined if a side does not have it. */
export interface Sides {
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/**
 * The three sides with the same pins: the newer one of ours and theirs.
 *
 * If the two cannot be ordered, or one side has a name with two versions, ours stays. A name that one side removed gets
 * in the base the version of the other side, so that it is removed even if a bot updated it. A name of only one side is
 * left to the merge.
 */
export function settlePins(path: string, sides: Sides): Sides {
  const find = pinsOf(path);
  const { ours, theirs } = sides;
  if (find === undefined || ours === undefined || theirs === undefined) return sides;
  const [ourPins, theirPins] = [valuesOf(find(ours)), valuesOf(find(theirs))];
  const decided = new Map<string, string>();
  for (const name of new Set([...ourPins.keys(), ...theirPins.keys()])) {
    const value = decide(ourPins.get(name) ?? new Set(), theirPins.get(name) ?? new Set());
    if (value !== undefined) decided.set(name, value);
  }
  const settle = (text: string | undefined): string | undefined => text && withPins(text, find(text), decided);
  return { base: settle(sides.base), ours: settle(ours), theirs: settle(theirs) };
}

/** Undefined if our side has a name with two versions, or only their side has it. */
function decide(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): string | undefined {
  const [[own], [other]] = [ours, theirs];
  if (own === undefined) return theirs.size === 1 ? other : undefined;
  if (ours.size > 1) return undefined;
  return other !== undefined && isNewer(other, own) ? other : own;
}

/** The place of a version in a text. */
interface Pin {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

type Find = (text: string) => readonly Pin[];

function pinsOf(path: string): Find | undefined {
  if (/(?:^|\/)\.github\/.+\.ya?ml$/.test(path)) return pinsOfWorkflow;
  if (/(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$/.test(path)) return pinsOfDockerfile;
  if (/(?:^|\/)Cargo\.toml$/.test(path)) return pinsOfManifest;
  if (/(?:^|\/)rust-toolchain(?:\.toml)?$/.test(path)) return (text) => eachLine(text, /^channel = "()([^"]+)"/);
  return undefined;
}

/** `uses: owner/name@commit # v1.2.3`, and `tool: name@1.2.3,name@1.2.3`. */
function pinsOfWorkflow(text: string): readonly Pin[] {
  const tools = eachLine(text, /^\s*(tool): *([^#\n]*)/).flatMap(({ value, at }) =>
    [...value.matchAll(/(?<![\w-])([\w-]+)@(\d[\w.]*)/g)].map((match) => pinOf('tool ', match, at + match.index)),
  );
  return [...eachLine(text, /^\s*(?:- )?uses: *([\w./-]+)@([^\s#]+(?: # ?v?\d[\w.]*)?)/), ...tools];
}

/** `FROM name:tag@digest`, and `cargo install … --version 1.2.3 name`. */
function pinsOfDockerfile(text: string): readonly Pin[] {
  const installed = lines(text).flatMap(({ line, at }) => {
    const match = /--version (\d[\w.]*) ([\w-]+)/.exec(line);
    if (match?.[1] === undefined) return [];
    return [{ name: `crate ${match[2]}`, value: match[1], at: at + match.index + '--version '.length }];
  });
  return [...eachLine(text, /^FROM (?:--platform=\S+ )?([^\s:@]+(?::\d+\/[^\s:@]+)?)([:@]\S+)/), ...installed];
}

/** `name = "1.2"` and `name = { version = "1.2", … }` below a heading of dependencies. */
function pinsOfManifest(text: string): readonly Pin[] {
  const pins: Pin[] = [];
  let heading = '';
  for (const { line, at } of lines(text)) {
    heading = /^\[([^\]]+)\]/.exec(line)?.[1] ?? heading;
    const match = heading.includes('dependencies')
      ? /^([\w-]+) = (?:"|\{[^"}]*\bversion = ")(\d[\w.+-]*)"/.exec(line)
      : null;
    if (match !== null) pins.push(pinOf(`${heading} `, match, at));
  }
  return pins;
}

/** @param pattern captures the name and the value; the value ends the match, except for a quote */
function eachLine(text: string, pattern: RegExp): readonly Pin[] {
  return lines(text).flatMap(({ line, at }) => {
    const match = pattern.exec(line);
    return match === null ? [] : [pinOf('', match, at + match.index)];
  });
}

function pinOf(prefix: string, match: RegExpExecArray | RegExpMatchArray, at: number): Pin {
  const [whole = '', name = '', value = ''] = match;
  return { name: `${prefix}${name}`, value, at: at + whole.lastIndexOf(value) };
}

function lines(text: string): readonly { readonly line: string; readonly at: number }[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    return { line, at: start };
  });
}

/** The values of each name. */
function valuesOf(pins: readonly Pin[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of pins) values.set(name, (values.get(name) ?? new Set()).add(value));
  return values;
}

function withPins(text: string, pins: readonly Pin[], decided: ReadonlyMap<string, string>): string {
  return [...pins]
    .sort((a, b) => b.at - a.at)
    .reduce((whole, { name, value, at }) => {
      const chosen = decided.get(name);
      return chosen === undefined ? whole : whole.slice(0, at) + chosen + whole.slice(at + value.length);
    }, text);
}

/** Whether a version is later than another; a digest or a commit alone cannot be compared. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [versionOf(one), versionOf(other)];
  if (a === undefined || b === undefined) return false;
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The numbers of `commit # v1.2.3`, `:1.95.0-slim@sha256:…`, `1.2` and `1.95.0`. */
function versionOf(value: string): readonly number[] | undefined {
  const tag = value.split('@sha256:')[0] ?? '';
  const numbers = /(?:^|# ?|:)v?(\d+(?:\.\d+)*)(?!\w)/.exec(tag)?.[1];
  return numbers?.split('.').map(Number);
}
