// Words of a command whose value comes from elsewhere: an expression of the workflow, a variable of the shell.
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { environmentOf } from './expressions.ts';
import type { Step } from './workflows.ts';

/** Options of cargo without a value: the word after one is an argument of its own. */
const lone = new Set(
  `--release --all --workspace --all-targets --all-features --no-default-features --lib --bins --tests --examples --benches --verbose
  --quiet --offline --keep-going --no-fail-fast --no-run --future-incompat-report -r -v -vv -q`.split(/\s+/),
);

/** The words of a command that may be options. The word after an option with a value is that value. */
export function givenWords(command: string): readonly string[] {
  const words = wordsOf(command);
  const last = words.includes('--') ? words.indexOf('--') : words.length;
  return words.filter((word, index) => {
    const before = words[index - 1] ?? '';
    const isValue = before.startsWith('-') && before !== '--' && !before.includes('=') && !lone.has(before);
    return /^["']?\$/.test(word) && !isValue && index < last;
  });
}

/** Split at blanks outside of expressions. */
function wordsOf(command: string): readonly string[] {
  const text = command.replaceAll(/\\\r?\n/g, ' ');
  const whole: string[] = [];
  let at = 0;
  for (const { start, end } of expressionsIn(text)) {
    whole.push(text.slice(at, start), text.slice(start, end).replaceAll(/\s/g, ''));
    at = end;
  }
  return [...whole, text.slice(at)]
    .join('')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The possible values of a word, if the workflow lists all of them. */
export function valuesOf(word: string, step: Step): readonly string[] | undefined {
  const code = expressionsIn(word)[0]?.code.trim();
  const [, context, name = ''] = /^(matrix|env)\.([\w-]+)$/.exec(code ?? '') ?? [];
  const variable = /^["']?\$\{?(\w+)\}?["']?$/.exec(word)?.[1];
  const values =
    context === 'matrix' ? inMatrix(name, step) : [environmentOf(step, code === undefined ? (variable ?? '') : name)];
  const isSaid = values.length > 0 && values.every((value) => typeof value === 'string' && !value.includes('$'));
  return isSaid ? values.map(textOf) : undefined;
}

function inMatrix(name: string, { job }: Step): readonly unknown[] {
  const matrix = fieldOf(job.value, 'strategy', 'matrix');
  const [listed, more] = [fieldOf(matrix, name), fieldOf(matrix, 'include')];
  return [
    ...(Array.isArray(listed) ? listed : listed === undefined ? [] : [listed]),
    ...(Array.isArray(more) ? more.map((one) => fieldOf(one, name) ?? '') : []),
  ];
}
