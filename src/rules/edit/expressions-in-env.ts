// Expressions of a script, passed through the environment instead: the shell sees a value, not code.
import { isRefusal, type Edit, type Edits } from '../../formats/edit.ts';
import { quotings } from '../../formats/shell-quotes.ts';
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { addBelow, setAt } from '../../formats/yaml/edit.ts';
import { endOf, startOf } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { quoteOf } from '../../formats/yaml/scalar.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Expression } from '../look/expressions.ts';
import { readStep, type Step } from '../look/workflows.ts';

/** A value that moves out of a script. */
interface Moved extends Expression {
  readonly name: string;
  readonly quoting: 'bare' | 'double' | 'single';
}

export interface Move {
  readonly edits: readonly Edit[];
  /** Whether the shell still sees each value unchanged. */
  readonly same: boolean;
}

/**
 * The change that moves expressions of a step into its `env`; undefined if the script is not for a shell or not
 * understood.
 */
export function expressionsInEnv(step: Step, open: readonly Expression[]): Move | undefined {
  const places = isShell(step) && !interprets(step.run) ? quotings(step.run) : undefined;
  const names = namesFor(step, open);
  const moved = open.flatMap((one): readonly Moved[] => {
    const quoting = places?.get(one.at);
    const name = names.get(one.text);
    return quoting === undefined || quoting === 'verbatim' || name === undefined ? [] : [{ ...one, name, quoting }];
  });
  const inScript = moved.length === open.length ? scriptEdits(step, moved) : undefined;
  const inEnv = environmentEdits(step, names);
  if (inScript === undefined || isRefusal(inEnv)) return undefined;
  return { edits: [...inScript, ...inEnv], same: !mayBeAnother(step) && moved.every((one) => isSame(step, one)) };
}

/** Programs that run a text of the shell as code: a variable in it would still be pasted. */
function interprets(script: string): boolean {
  return script.split(/[\n|;&]/).some((command) => {
    if (/\b(eval|ssh|trap|su|g?awk)\b|(?<!-)\b(ba|da|z|k)?sh\s+(-\w+\s+)*-\w*c\b/.test(command)) return true;
    const from = (program: RegExp): string => command.slice(program.exec(command)?.index ?? command.length);
    return (
      from(/\b((ba|da|z|k)?sh|python[\d.]*|node|perl|ruby|psql)\b/).includes('<<') ||
      /\s-\w*[ce]\b/.test(from(/\b(python[\d.]*|node|perl|ruby|deno|psql)\b/))
    );
  });
}

/** bash or sh, named or by default: on Windows the default is another shell. */
function isShell(step: Step): boolean {
  const said = shellOf(step);
  return said === undefined
    ? /ubuntu|macos|linux/i.test(runnerOf(step)) && !/windows/i.test(runnerOf(step))
    : /^(ba)?sh(\s|$)/.test(said);
}

/** The operating system of such a runner is only known when it runs. */
function mayBeAnother(step: Step): boolean {
  return shellOf(step) === undefined && runnerOf(step).includes('${{');
}

function shellOf(step: Step): string | undefined {
  return [step.value, step.job.value, step.job.workflow]
    .map((around, index) =>
      textOf(index === 0 ? fieldOf(around, 'shell') : fieldOf(around, 'defaults', 'run', 'shell')),
    )
    .find((shell) => shell !== '');
}

/** All the values that a matrix may give. */
function runnerOf({ job: { value } }: Step): string {
  const runner = JSON.stringify(fieldOf(value, 'runs-on') ?? '');
  return runner.includes('matrix.') ? `${runner} ${JSON.stringify(fieldOf(value, 'strategy', 'matrix'))}` : runner;
}

/** `needs.meta.outputs.tag` becomes NEEDS_META_TAG: it keeps the context, so it can never be PATH or HOME. */
function namesFor(step: Step, open: readonly Expression[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const text of new Set(open.map((one) => one.text))) {
    const short = text
      .replaceAll('.outputs.', '.')
      .replace(/^github\./, '')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_|_$/g, '')
      .toUpperCase();
    const free = [short, `${short}_VALUE`].find(
      (name) => /^[A-Z]/.test(name) && !isTaken(step, name) && ![...names.values()].includes(name),
    );
    if (free !== undefined) names.set(text, free);
  }
  return names;
}

function isTaken(step: Step, name: string): boolean {
  const around = [step.value, step.job.value, read(step.job.workflow.document, []).value];
  return new RegExp(`\\b${name}\\b`).test(step.run) || around.some((one) => fieldOf(one, 'env', name) !== undefined);
}

/** In the file the script is indented, but has the same expressions in the same order. */
function scriptEdits(step: Step, moved: readonly Moved[]): readonly Edit[] | undefined {
  const { document, node } = readStep(step, 'run');
  // Quotes of YAML around the script leave no room for more quotes of the same kind.
  const quote = node && quoteOf(node);
  if (
    node === undefined ||
    moved.some(({ quoting }) => (quote === '"' ? quoting !== 'double' : quote === "'" && quoting === 'single'))
  )
    return undefined;
  const start = startOf(document, node);
  const written = expressionsIn(document.file.text.slice(start, endOf(document, node)));
  const read = expressionsIn(step.run);
  if (written.length !== read.length || written.some((one, index) => one.code !== read[index]?.code)) return undefined;
  return moved.flatMap((one) => {
    const match = written[read.findIndex((each) => each.start === one.at)];
    return match === undefined ? [] : [inPlace(document.file.text, start + match.start, match.end - match.start, one)];
  });
}

/** The value between double quotes: those of the script, or new ones. */
function inPlace(text: string, start: number, length: number, { name, quoting }: Moved): Edit {
  const end = start + length;
  const variable = `\${${name}}`;
  if (quoting === 'double') return { start, end, text: variable };
  if (quoting === 'bare') return { start, end, text: `"${variable}"` };
  // Remove a quote that would be left empty.
  const [first, last] = [text[start - 1] === "'" ? 1 : 0, text[end] === "'" ? 1 : 0];
  return { start: start - first, end: end + last, text: `${first ? '' : "'"}"${variable}"${last ? '' : "'"}` };
}

function environmentEdits(step: Step, names: ReadonlyMap<string, string>): Edits {
  const { document, keys } = readStep(step);
  const values = [...names].map(([text, name]) => [name, `\${{ ${text} }}`] as const);
  if (readStep(step, 'env').state === 'absent')
    return addBelow(document, keys, ['shell', 'if', 'id', 'name'], 'env', Object.fromEntries(values));
  const all = values.map(([name, value]) => setAt(document, [...keys, 'env', name], value));
  return all.find(isRefusal) ?? all.flatMap((edits) => (isRefusal(edits) ? [] : edits));
}

/**
 * In single quotes every value stays as it is. Names in git have no blanks, and an empty one must not take a word with
 * it.
 */
function isSame(step: Step, one: Moved): boolean {
  return one.quoting === 'single' || (isNameInGit(one.text) && (one.quoting === 'double' || isPartOfWord(step, one)));
}

/** The name of a branch or tag in git has no blank and no wildcard: https://git-scm.com/docs/git-check-ref-format. */
function isNameInGit(expression: string): boolean {
  return /^github\.(ref|ref_name|head_ref|base_ref|event\.(before|after|release\.tag_name|workflow_run\.head_branch|pull_request\.(head|base)\.ref))$/.test(
    expression,
  );
}

/** With other text next to it, the value stays one word, even if it is empty. */
function isPartOfWord({ run }: Step, { at }: Expression): boolean {
  return /[\w=:/.@-]$/.test(run.slice(0, at)) || /^\$\{\{.*?\}\}[\w:/.@-]/.test(run.slice(at));
}
