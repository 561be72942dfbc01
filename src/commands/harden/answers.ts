// Shows a person the answers of a repository to be hardened, and asks for the uncertain ones.
import { entries } from '../../answers/index.ts';
import { noLimits, type Limits } from '../../answers/limits.ts';
import { givenByAnswers, questionsAbout, type Question } from '../../answers/prompts.ts';
import type { Given } from '../../answers/resolve.ts';
import type { Runs } from '../../harden/infer-program.ts';
import { valuesOf, without, type Reading, type Readings } from '../../harden/reading.ts';
import type { Reference } from '../../harden/reference.ts';
import type { Terminal } from '../../cli/ask.ts';
import { own } from '../../table.ts';
import { fitted, section, type Page } from './section.ts';

/**
 * Asks about the uncertain answers, and returns them with all given ones.
 *
 * @param limits the limits of an organisation; a locked answer is not asked for
 * @param matters selects the answers that are worth a question
 */
export async function askUnsure(
  reference: Reference,
  given: Given,
  matters: (keys: readonly string[]) => readonly string[],
  terminal: Terminal,
  limits: Limits,
): Promise<Given> {
  const questions = questionsFor(matters(unsureKeys(reference)), reference, given, limits);
  if (questions.length === 0) return given;
  const { output } = terminal;
  const title =
    'The repository does not state these answers, and a file needs them; Enter takes the guess, where there is one';
  output.lines(fitted(title, output).map((line) => output.paint('bold', line)));
  const { ask } = await import('../../cli/ask.ts');
  return { ...given, ...givenByAnswers(await ask(questions, terminal)) };
}

/** Asks about guesses that would put something false into a file; the other defaults are safe everywhere. */
export function unsureQuestions(reference: Reference, given: Given): readonly Question[] {
  return questionsFor(unsureKeys(reference), reference, given, noLimits);
}

function unsureKeys({ readings }: Reference): readonly string[] {
  const unsure = (key: string): boolean => readings[key]?.sure === false;
  // The namespaces only matter once it is known that the controller is confined to some.
  return ['name', 'scope', 'installNamespace', 'watchNamespaces', 'group', 'kind', 'owns', 'repository'].filter(
    (key) => unsure(key) || (key === 'watchNamespaces' && unsure('scope')),
  );
}

function questionsFor(
  keys: readonly string[],
  { readings }: Reference,
  given: Given,
  limits: Limits,
): readonly Question[] {
  const questions = questionsAbout(keys, given, valuesOf(without(readings, Object.keys(given))), limits);
  return withoutExamples(questions, readings);
}

/** Enter takes a value that the repository shows, and never one that is only an example. */
function withoutExamples(questions: readonly Question[], readings: Readings): readonly Question[] {
  return questions.map((question) => {
    const reading = own(readings, question.name);
    if (question.type !== 'input' || !reading?.isExample) return question;
    const validate: Question['validate'] = (value, answered) =>
      value === '' ? 'nothing in the repository says it: type it' : question.validate(value, answered);
    return { ...question, default: () => undefined, validate };
  });
}

/** Every answer with its source; the certain ones first. */
export function answersText(readings: Readings, page: Page): readonly string[] {
  const all = Object.entries(readings);
  const part = (title: string, sure: boolean): readonly string[] =>
    section(title, all.filter(([, reading]) => reading.sure === sure).map(row), page);
  return [
    ...part('Read from this repository (a flag overrides it)', true),
    ...part('Guessed, because the repository does not state them (a flag sets one; not kept in .yo-rc.json)', false),
  ];
}

/** The workloads, so that a person sees which program is meant. */
export function runsText({ images, programs }: Runs, page: Page): readonly string[] {
  const rows = [
    ...images.map((image) => row(['image', image])),
    ...programs.map((program) => row(['program', program])),
  ];
  return section('It runs', rows, page);
}

function row([key, { value, because }]: readonly [string, Reading]): string {
  const shown = typeof value === 'object' ? inShort(value) || 'none' : String(value);
  return `${key}: ${shown}  (${typeof value === 'object' ? inShort(because.split(', ')) : because})`;
}

/** A product may have thousands of namespaces: the first few show which are meant. */
const mostShown = 8;

function inShort(names: readonly string[]): string {
  if (names.length <= mostShown) return names.join(', ');
  const few = names.slice(0, mostShown - 3);
  return `${few.join(', ')} and ${names.length - few.length} more`;
}

/** The answers of --json, in the order of the declaration. */
export function answersDocument(readings: Readings): readonly object[] {
  return entries.flatMap(([key]) => {
    const reading = readings[key];
    if (reading === undefined) return [];
    const { value, sure, because } = reading;
    return [{ key, value, sure, because }];
  });
}
