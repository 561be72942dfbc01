// Named commands of the repository that people and CI run: Makefiles, justfiles, Taskfiles and shell scripts.
import { parseYaml } from '../../formats/yaml/file.ts';
import { valueOf } from '../../formats/yaml/node.ts';
import type { Repository } from '../../repo/repository.ts';

export interface OwnScript {
  readonly path: string;
  /** The text for a shell, one command on each line. */
  readonly script: string;
  /** The text of the whole file, for line numbers. */
  readonly text: string;
}

const named = /(?:^|\/)(?:(?:GNUm|[Mm])akefile|\.?[Jj]ustfile|Taskfile\.(?:dist\.)?ya?ml)$|\.(?:mk|just|sh|bash)$/;
const ofOthers =
  /(^|\/)(?:\.devcontainer|tests?|e2e|testdata|fixtures?|bench(?:es|marks?)?|examples?|samples?|docs?|website|vendor\w*|third[_-]?party|node_modules)\//i;

/** The scripts that contain a word. Those of tests, examples and pages do not count as run by the repository. */
export function ownScripts(word: RegExp, { files }: Repository): readonly OwnScript[] {
  return [...files].flatMap(([path, text]) =>
    named.test(path) && !ofOthers.test(path) && word.test(text) ? [{ path, text, script: scriptOf(path, text) }] : [],
  );
}

/** A recipe starts with the prefixes of make; a Taskfile has its commands in lists. */
function scriptOf(path: string, text: string): string {
  if (/\.ya?ml$/.test(path))
    return parseYaml(path, text)
      .documents.flatMap((document) => commandsIn(valueOf(document, document.root), false))
      .join('\n');
  const lines = text.split('\n').map((line) => (/^\s*#/.test(line) ? '' : withoutSaid(line)));
  return /\.(?:sh|bash)$/.test(path)
    ? lines.join('\n')
    : lines.map((line) => line.replace(/^(\s+)[@+-]+/, '$1')).join('\n');
}

/** Text that is only printed, such as how to install a tool, unless a pipe passes it on. */
function withoutSaid(line: string): string {
  const [, start, quote = ''] = /^(.*?\b(?:echo|printf)\s+(?:-[ne]+\s+)?)(["'])/.exec(line) ?? [];
  if (start === undefined) return line;
  const end = line.indexOf(quote, start.length + 1);
  return end === -1 || /^[^;&]*\|/.test(line.slice(end)) ? line : `${start}${line.slice(end + 1)}`;
}

function commandsIn(value: unknown, isCommand: boolean): readonly string[] {
  if (typeof value === 'string') return isCommand ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => commandsIn(one, isCommand));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => commandsIn(one, isCommand || /^(?:cmds?|sh|deps)$/.test(key)));
}

/** The line of a part of a script, if the file has that text unchanged. */
export function lineOfPart({ text }: OwnScript, part: string): number {
  const word = part.split('\n')[0]?.slice(0, 40) ?? '';
  const at = text.indexOf(word);
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}
