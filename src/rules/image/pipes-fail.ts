import type { Dockerfile } from '../../formats/dockerfile/dockerfile.ts';
import type { Instruction } from '../../formats/dockerfile/instructions.ts';
import { defineRule } from '../rule.ts';
import { runDownload } from '../look/downloads.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const pipesFail = defineRule({
  id: 'pipes-fail',
  title: 'A pipe of the build fails when any part of it does',
  why: 'A shell only takes the status of the last command: a failed download or checksum before the pipe goes unnoticed into the image.',
  group: 'Image',
  severity: 'low',
  reference: 'https://docs.docker.com/build/building/best-practices/#using-pipes',
  profile: 'pedantic',
  advice: 'Write SHELL ["/bin/bash", "-o", "pipefail", "-c"] above, or set -o pipefail && in the instruction.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, file.instructions, (one) =>
        isOpenPipe(file, one)
          ? { what: one.rest.slice(0, 40), message: 'a part of a pipe may fail unnoticed' }
          : undefined,
      ),
    ),
});

/** Commands whose failure matters: they fetch, check, unpack or build. */
const matters = /\b(?:curl|wget|git|sha\d+sum|shasum|gpg|cosign|tar|unzip|cargo|make|npm|pip)\b/;

/** Whether such a command is before a pipe. Each part is read once, so the time grows with the length of the text. */
function isPiped(script: string): boolean {
  return script
    .replaceAll('||', ';')
    .split(/[\n;&]/)
    .some((command) =>
      command
        .split('|')
        .slice(0, -1)
        .some((part) => matters.test(part)),
    );
}

function isOpenPipe(file: Dockerfile, { keyword, rest, start }: Instruction): boolean {
  // Another rule reports a download that a shell runs.
  if (runDownload(rest) !== undefined) return false;
  if (keyword !== 'RUN' || /^(--\S+\s+)*\[/.test(rest) || !isPiped(rest.replaceAll(/'[^']*'|"[^"]*"/g, "''")))
    return false;
  const shell = file.stages
    .find(({ instructions }) => instructions.some((one) => one.start === start))
    ?.instructions.findLast((one) => one.keyword === 'SHELL' && one.start < start);
  return !/pipefail/.test(`${rest} ${shell?.rest ?? ''}`) && !/powershell|pwsh|cmd/i.test(shell?.rest ?? '');
}
