// Expressions of GitHub workflows, and who decides on what they yield.
import { read } from '../../formats/yaml/read.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import type { Step } from './workflows.ts';

export interface Expression {
  readonly text: string;
  /** Where it starts in the script. */
  readonly at: number;
  /** `stranger`: whoever opens an issue or a pull request; `writer`: who may push or dispatch; `computed`: an earlier step. */
  readonly by: 'stranger' | 'writer' | 'computed';
}

/** The expressions in a step's script whose value is not fixed by the workflow or by GitHub. */
export function openExpressions(step: Step): readonly Expression[] {
  return [...step.run.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].flatMap((match): readonly Expression[] => {
    const text = match[1] ?? '';
    const found = references(text).flatMap((one) => decidedBy(one, step) ?? []);
    const by = (['stranger', 'writer', 'computed'] as const).find((one) => found.includes(one));
    return by === undefined ? [] : [{ text, at: match.index, by }];
  });
}

/** `a.b.c` outside of quotes. */
function references(expression: string): readonly string[] {
  return expression.replaceAll(/'[^']*'/g, '').match(/\b[A-Za-z_][\w-]*(?:\.[\w*-]+)+/g) ?? [];
}

/** What GitHub makes up itself, or allows no character in that a shell would act on. */
const fixed =
  /^(github\.(workspace|sha|run_\w+|repository\w*|event_name|actor\w*|triggering_actor|job|action\w*|\w+_url|workflow\w*|token|retention_days|ref_type|ref_protected|base_ref)|runner\..+|strategy\..+|job\..+|secrets\..+|needs\.[\w-]+\.result|steps\.[\w-]+\.(outcome|conclusion))$/;
const fixedInEvent =
  /\.(number|id|node_id|sha|action|type|merged|draft|default_branch|created_at|updated_at|login|(html_)?url|full_name)$/;

function decidedBy(reference: string, step: Step): Expression['by'] | undefined {
  if (fixed.test(reference) || (reference.startsWith('github.event.') && fixedInEvent.test(reference)))
    return undefined;
  if (/^github\.(event\.inputs\.|ref(_name)?$)|^inputs\./.test(reference)) return 'writer';
  if (/^github\.(event\.|head_ref$)/.test(reference)) return 'stranger';
  const [context, key = ''] = reference.split('.');
  if (context === 'matrix') return isLiteral(fieldOf(step.job.value, 'strategy', 'matrix')) ? undefined : 'computed';
  if (context === 'env') return isLiteral(environmentOf(step, key)) ? undefined : 'computed';
  return /^(steps|needs|vars)$/.test(context ?? '') ? 'computed' : undefined;
}

/** The nearest `env` that has the key; what a step adds while it runs is in none. */
function environmentOf(step: Step, key: string): unknown {
  return [step.value, step.job.value, read(step.job.workflow.document, []).value]
    .map((around) => fieldOf(around, 'env', key))
    .find((value) => value !== undefined);
}

function isLiteral(value: unknown): boolean {
  return value !== undefined && !JSON.stringify(value).includes('${{');
}
