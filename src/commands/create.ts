// The main job: from flags, files and questions to a repository on disk.
import { styleText } from 'node:util';
import { UserError } from '../errors.ts';
import { writeFiles } from '../repo/write.ts';
import type { ExitStatus, Invocation } from './command.ts';
import { filesToWrite, plan, type Pin } from './create-plan.ts';
import { createdDocument, createdText, listChanges } from './create-report.ts';

/** Writes a new repository, or into one with --force. Everything that can refuse does so before the first byte is written. */
export async function create(invocation: Invocation): Promise<ExitStatus> {
  const { flags, stdin, stdout, stderr } = invocation;
  const json = flags.has('json');
  const dryRun = flags.has('dry-run');
  const terminal = { input: stdin, output: json ? stderr : stdout };
  const asks = stdin.isTTY && terminal.output.isTTY && !flags.has('yes') ? await import('./ask.ts') : undefined;

  const pin = flags.has('resolve-digests') ? pinning(stderr) : undefined;
  const planned = await plan(invocation, asks && ((questions) => asks.ask(questions, terminal)), pin);
  if (planned.note !== undefined) stderr.write(`${planned.note}\n`);
  if (!dryRun) {
    if (planned.place.state === 'occupied') terminal.output.write(whatChanges(planned));
    if (asks !== undefined && !(await asks.confirmWriting(planned, terminal))) throw new UserError('Nothing was written.', { status: 1 });
    writeFiles(planned.place, filesToWrite(planned));
  }
  const created = { ...planned, digests: pin !== undefined, dryRun };
  stdout.write(json ? createdDocument(created) : createdText(created, (text) => styleText('bold', text, { stream: stdout })));
  return 0;
}

/** Says what it waits for: registries can be slow. */
function pinning(stderr: NodeJS.WritableStream): Pin {
  return async (references) => {
    const { registriesOf, resolveDigests } = await import('./resolve-digests.ts');
    stderr.write(`Asking ${registriesOf(references).join(' and ')} for the digests of the base images…\n`);
    return resolveDigests(references);
  };
}

function whatChanges({ place, changes }: Awaited<ReturnType<typeof plan>>): string {
  const lines = listChanges(changes.filter(({ state }) => state !== 'identical'));
  return `Into ${place.shown}, which is not empty:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
