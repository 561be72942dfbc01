// The main job: from flags, files and questions to a repository on disk.
import { styleText } from 'node:util';
import path from 'node:path';
import { answersFrom, problemsOf, settle, type Given } from '../answers/resolve.ts';
import type { Answers } from '../answers/index.ts';
import { UserError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { compare, type Change } from '../repo/compare.ts';
import { writeFiles } from '../repo/write.ts';
import { scaffold } from '../scaffold/scaffold.ts';
import { readTemplates } from '../scaffold/templates.ts';
import { givenAnswers } from './create-given.ts';
import { mistakenCommand, nameFromDirectory, placeOf, type Place } from './create-place.ts';
import { createdDocument, createdText, listChanges } from './create-report.ts';
import { commands } from './index.ts';
import type { ExitStatus, Invocation } from './command.ts';

/** Writes a new repository, or into one with --force. Everything that can refuse does so before the first byte is written. */
export async function create(invocation: Invocation): Promise<ExitStatus> {
  const { flags, stdout, stderr } = invocation;
  const json = flags.has('json');
  const dryRun = flags.has('dry-run');
  const talk = json ? stderr : stdout;
  const terminal = { input: invocation.stdin, output: talk };
  const ask = terminal.input.isTTY && terminal.output.isTTY && !flags.has('yes') ? await import('./ask.ts') : undefined;

  const { place, answers } = await gather(invocation, ask && ((given, refuse) => ask.askFor(given, terminal, refuse)));
  const files = scaffold(answers, readTemplates(path.join(packageRoot, 'templates')));
  const changes = compare(place, files);
  if (place.state === 'occupied' && !dryRun) talk.write(`Into ${place.shown}, which is not empty:\n${indent(listChanges(changes))}`);
  if (ask !== undefined && !dryRun && !(await ask.confirmWriting(place, answers, changes, terminal))) {
    throw new UserError('Nothing was written.', { status: 1 });
  }
  if (!dryRun) writeFiles(place, unlessIdentical(files, changes));
  const created = { place, answers, changes, digests: false, dryRun };
  stdout.write(json ? createdDocument(created) : createdText(created, (text) => styleText('bold', text, { stream: stdout })));
  return 0;
}

type Ask = (given: Given, refuseName: (name: string) => string | undefined) => Promise<Answers>;

/** The place and the answers; all problems of flags, files and values are reported at once. */
async function gather(invocation: Invocation, ask: Ask | undefined): Promise<{ readonly place: Place; readonly answers: Answers }> {
  const { flags, positionals, cwd, stderr } = invocation;
  const [directory] = positionals;
  const named = directory === undefined ? undefined : attempt(() => checkPlace(placeOf(directory, '', cwd), flags));
  const { given, problems } = await givenAnswers(invocation, named?.value);
  const fatal = [...invocation.problems, ...problems, ...wrongDirectory(directory)];
  const complete: Given = given['name'] === undefined && directory !== undefined ? withName(given, directory, cwd) : given;

  const defaults = flags.has('yes');
  const before = settle(complete, { defaults: defaults || ask !== undefined });
  const refused = ask === undefined ? problemsOf(before, { defaults }) : before.refused.filter(({ key }) => key in complete).map(({ message }) => message);
  if (fatal.length > 0 || refused.length > 0) throw new UserError([...fatal, ...refused].join('\n'), { status: 2 });
  if (named?.error !== undefined) throw named.error;

  const refuseName = (name: string): string | undefined =>
    directory === undefined && placeOf(undefined, name, cwd).state === 'occupied' && !flags.has('force') ? `cannot be used: ./${name} is not empty` : undefined;
  const answers = ask === undefined ? answersFrom(before) : await ask(complete, refuseName);
  if (directory !== undefined && given['name'] === undefined && answers.name !== path.basename(path.resolve(cwd, directory))) {
    stderr.write(`The controller is named ${answers.name} after its directory; --name chooses another name.\n`);
  }
  return { place: named?.value ?? checkPlace(placeOf(undefined, answers.name, cwd), flags), answers };
}

/** A refusal of the directory waits until the whole command line was checked. */
function attempt<T>(look: () => T): { readonly value?: T; readonly error?: unknown } {
  try {
    return { value: look() };
  } catch (error) {
    return { error };
  }
}

function checkPlace(place: Place, flags: Invocation['flags']): Place {
  if (place.state !== 'occupied' || flags.has('force') || flags.has('dry-run')) return place;
  throw new UserError(`${place.path} is not empty. Choose another directory, or add --force to write into it (--dry-run shows what would change).`, { status: 1 });
}

function wrongDirectory(directory: string | undefined): readonly string[] {
  if (directory === undefined) return [];
  if (directory === '') return ['The directory must not be empty.'];
  const mistaken = mistakenCommand(directory, Object.keys(commands));
  return mistaken === undefined ? [] : [mistaken];
}

function withName(given: Given, directory: string, cwd: string): Given {
  const name = nameFromDirectory(directory, cwd);
  return name === undefined ? given : { ...given, name };
}

function unlessIdentical(files: ReadonlyMap<string, string>, changes: readonly Change[]): ReadonlyMap<string, string> {
  const same = new Set(changes.filter(({ state }) => state === 'identical').map(({ path: file }) => file));
  return new Map([...files].filter(([file]) => !same.has(file)));
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join('');
}
