// Checks of a pipeline whose result nobody sees: the run stays green whatever they find.
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { everyCommand } from './pipelines.ts';
import type { Step } from './workflows.ts';

/** A step whose check cannot fail, if the repository has no other step with such a check. */
export function ignoredCheck(inventory: Inventory, asks: (text: string) => boolean): Step | undefined {
  const steps = everyCommand(inventory).filter((step) => asks(textOf(step.uses)) || checksIn(step, asks).length > 0);
  return steps.length > 0 && steps.every((step) => isIgnored(step, asks)) ? steps[0] : undefined;
}

/** The lines of a script that run a check; the line that installs the tool runs none. */
function checksIn({ run }: Step, asks: (text: string) => boolean): readonly string[] {
  return run
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .filter((line) => !/^[ \t]*#/.test(line) && asks(line) && !/\binstall\b/.test(line));
}

function isIgnored(step: Step, asks: (text: string) => boolean): boolean {
  if (isHeard(step)) return false;
  const job = step.job.value;
  if (fieldOf(step.value, 'continue-on-error') === true || fieldOf(job, 'allow_failure') === true) return true;
  const checks = checksIn(step, asks);
  return checks.length > 0 && checks.every(isForgiven);
}

/** `cargo audit || true` */
function isForgiven(line: string): boolean {
  const [, ...rest] = line.split('||').map((part) => part.trim());
  const last = rest.at(-1) ?? '';
  return /^(?:true|:|exit 0)$/.test(last) || /^echo\b[^&;]*$/.test(last);
}

/** Another step of the job asks for its outcome, or hands over what it found. */
function isHeard(step: Step): boolean {
  const id = textOf(fieldOf(step.value, 'id'));
  return step.job.steps.some(
    (other) =>
      other !== step &&
      ((id !== '' && JSON.stringify(other.value ?? '').includes(`steps.${id}.`)) ||
        /\/(?:upload-sarif|upload-artifact|action-send-mail|action-slack)@/.test(other.uses)),
  );
}
