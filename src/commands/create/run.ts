// The main job: from flags, files and questions to a repository on disk.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { lookAround } from '../../repo/around.ts';
import { writeFiles } from '../../repo/write.ts';
import { recordPaths } from '../../scaffold/written.ts';
import type { back } from '../../cli/ask.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { presetOfFlag } from '../preset/flag.ts';
import type { Loaded } from '../preset/load.ts';
import { removeLeft } from '../remove-left.ts';
import { removedText } from '../removed-text.ts';
import { filesToWrite, plan, type Ask, type Pin, type Plan } from './plan.ts';
import { createdDocument, createdText, listChanges } from './report.ts';

/**
 * Writes a new repository, or into an existing one with --force. All refusals happen before the first byte is written.
 */
export async function create(invocation: Invocation): Promise<ExitStatus> {
  const { flags, out, err } = invocation;
  const json = flags.has('json');
  const dryRun = flags.has('dry-run');
  const output = json ? err : out;
  const asker = await askerFor(invocation, output);

  const pin = flags.has('resolve-digests') ? pinning(err) : undefined;
  const preset = await presetOfFlag(flags, invocation.cwd);
  if (asker !== undefined && preset !== undefined) output.lines(await lockedAnswers(preset));
  const { cwd, positionals, problems } = invocation;
  if (!dryRun && positionals[0]) removeLeft(path.resolve(cwd, positionals[0]), err);
  const request = { cwd, flags, positionals, problems, preset };
  const planned = await agreed(
    async () => {
      const one = await plan(request, asker?.ask, pin);
      if (one.note !== undefined) err.lines([one.note]);
      if (!dryRun && one.place.state === 'occupied') output.lines(whatChanges(one));
      return one;
    },
    dryRun ? undefined : asker,
  );
  if (!dryRun) {
    const removed = writeFiles(planned.place, filesToWrite(planned), planned.before, { last: recordPaths });
    err.lines(removedText(removed));
  }
  const created = { ...planned, digests: pin !== undefined, dryRun, around: lookAround(planned.place.path) };
  if (json) out.json(createdDocument(created));
  else out.lines(createdText(created, (text) => out.paint('bold', text), out.columns));
  return 0;
}

/** The plan that the user agrees to; Esc goes back to the questions, and then makes another plan. */
async function agreed(make: () => Promise<Plan>, asker: Asker | undefined): Promise<Plan> {
  for (;;) {
    const planned = await make();
    const answer = (await asker?.confirm(planned)) ?? true;
    if (answer === true) return planned;
    if (answer === false) throw new UserError('Nothing was written.', { status: 1 });
  }
}

/** A locked answer is not asked for: it is shown with its reason. */
async function lockedAnswers({ preset }: Loaded): Promise<readonly string[]> {
  const [{ limitsOf }, { entries }] = await Promise.all([
    import('../../presets/limits.ts'),
    import('../../answers/index.ts'),
  ]);
  const limits = limitsOf(preset);
  return entries.flatMap(([key, { title }]) => {
    const locked = limits.locked(key);
    return locked === undefined ? [] : [`${title.replace(/\?$/, '')}: ${String(locked.value)} (${locked.reason})`];
  });
}

interface Asker {
  readonly ask: Ask;
  /** `back` if the user returns to the questions. */
  readonly confirm: (planned: Plan) => Promise<boolean | typeof back>;
}

/** The terminal for questions; undefined without a terminal, or if nothing is to be asked. */
async function askerFor(invocation: Invocation, output: Output): Promise<Asker | undefined> {
  if (invocation.flags.has('yes') || !invocation.stdin.isTTY || !output.isTerminal) return undefined;
  const { ask, confirmWriting, emptyTrail } = await import('../../cli/ask.ts');
  const terminal = { input: invocation.stdin, output };
  const trail = emptyTrail();
  return {
    ask: (questions) => ask(questions, terminal, trail),
    confirm: (planned) => confirmWriting(planned, terminal, trail),
  };
}

/** Shows the reason for waiting, because registries can be slow. */
function pinning(err: Output): Pin {
  return async (references) => {
    const { registriesOf, resolveDigests } = await import('../../network/resolve-digests.ts');
    err.lines([`Asking ${registriesOf(references).join(' and ')} for the digests of the base images…`]);
    return resolveDigests(references);
  };
}

function whatChanges({ place, changes }: Plan): readonly string[] {
  const lines = listChanges(changes.filter(({ state }) => state !== 'identical'));
  return lines.length === 0 ? [] : [`Into ${place.shown}, which is not empty:`, ...lines.map((line) => `  ${line}`)];
}
