// The texts of a step that run as code: `run`, the command that runs it, and the scripts that some actions take.
import { read, type Reading } from '../../formats/yaml/read.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { readJob, readStep, type Step } from './workflows.ts';

export interface Script {
  readonly text: string;
  readonly reading: Reading;
  /** Whether it is the `run` of the step. */
  readonly isRun: boolean;
}

/** Inputs that an action runs as code, by the README of each. */
const codeInputs: readonly (readonly [action: RegExp, input: string])[] = [
  [/^actions\/github-script@/i, 'script'],
  [/^(nick-fields|nick-invision)\/retry@/i, 'command'],
  [/^wandalen\/wretry\.action@/i, 'command'],
  [/^appleboy\/ssh-action@/i, 'script'],
  [/^azure\/(cli|powershell)@/i, 'inlineScript'],
  [/^addnab\/docker-run-action@/i, 'run'],
  [/^jannekem\/run-python-script-action@/i, 'script'],
  [/^cardinalby\/js-eval-action@/i, 'expression'],
  [/^cross-platform-actions\/action@|^vmactions\/[\w-]+@/i, 'run'],
  [/^uraimo\/run-on-arch-action@/i, 'run'],
  [/^(mxschmitt|owenthereal)\/action-[\w-]+@/i, 'script'],
];

/** `bash -c '…' {0}`: the command that gets a script; of the step itself or, at the first step, the default of all. */
function shellOf(step: Step): readonly Script[] {
  const { job, index } = step;
  const around = index === 0 ? [readJob(job, 'defaults', 'run', 'shell')] : [];
  const isFirst = index === 0 && job.workflow.jobs[0] === job;
  return [
    readStep(step, 'shell'),
    ...around,
    ...(isFirst ? [read(job.workflow.document, ['defaults', 'run', 'shell'])] : []),
  ].flatMap((reading) => {
    const text = textOf(reading.value);
    return text.includes('${{') ? [{ text, reading, isRun: false }] : [];
  });
}

export function scriptsOf(step: Step): readonly Script[] {
  const inputs = codeInputs.filter(([action]) => action.test(step.uses)).map(([, input]) => input);
  return [
    ...(step.run === '' ? [] : [{ text: step.run, reading: readStep(step, 'run'), isRun: true }]),
    ...shellOf(step),
    ...inputs.flatMap((input) => {
      const text = textOf(fieldOf(step.value, 'with', input));
      return text === '' ? [] : [{ text, reading: readStep(step, 'with', input), isRun: false }];
    }),
  ];
}
