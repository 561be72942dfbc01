// The program starts other programs by their arguments, not by a text for a shell.
import { shellsInCode } from '../look/shells-in-code.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { defineRule } from '../rule.ts';

export const noShellInCode = defineRule({
  id: 'no-shell-in-code',
  title: 'No shell runs a text that the code puts together or takes from a request',
  why: 'A field of a custom resource that holds `$(curl …)` becomes a command with the token of the controller.',
  group: 'Workload',
  severity: 'high',
  reference: 'https://doc.rust-lang.org/std/process/struct.Command.html',
  profile: 'regular',
  advice: 'Start the program itself, and give it each value as an argument of its own, behind `--`.',
  fix: 'manual',
  look: (inventory) => [...keptByWorkloads(inventory), ...shellsInCode(inventory.repository)],
});
