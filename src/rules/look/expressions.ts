// Expressions of GitHub workflows, and the people who control their values.
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Step } from './workflows.ts';

export interface Expression {
  readonly text: string;
  /** Its offset in the script. */
  readonly at: number;
  /** `stranger`: anyone who opens an issue or a pull request; `writer`: anyone who may push or dispatch; `computed`: an earlier step. */
  readonly by: 'stranger' | 'writer' | 'computed';
}

/** The expressions in a script whose value neither the workflow nor GitHub fixes. */
export function openExpressions(step: Step, script = step.run): readonly Expression[] {
  return expressionsIn(script).flatMap(({ code: text, start }): readonly Expression[] => {
    const by = whoDecides(text, step);
    return by === undefined ? [] : [{ text, at: start, by }];
  });
}

/** The person who controls the value of an expression; undefined if nobody can choose a character of it. */
export function whoDecides(expression: string, step: Step, depth = 0): Expression['by'] | undefined {
  const yields = operandsOf(expression).filter((one) => !isYesOrNo(one));
  return first(yields.flatMap(references).flatMap((one) => decidedBy(one, step, depth) ?? []));
}

/** The possible values of an expression: each side of `||`, and the last operand of `a && b`, because only an empty earlier operand is passed on. */
function operandsOf(expression: string): readonly string[] {
  return splitOutside(expression, '||').map((one) => splitOutside(one, '&&').at(-1)?.trim() ?? '');
}

/** Whether the expression spells out each of its possible values: `a && 'x' || 'y'`. */
export function isWrittenOut(expression: string): boolean {
  return operandsOf(expression).every((one) => /^'[^']*'$/.test(one));
}

/** Splits at an operator outside of texts and brackets. */
function splitOutside(expression: string, operator: string): readonly string[] {
  const parts: string[] = [];
  let [depth, start, isText] = [0, 0, false];
  for (let at = 0; at < expression.length; at += 1) {
    const character = expression[at] ?? '';
    if (character === "'") isText = !isText;
    else if (isText) continue;
    else if ('(['.includes(character)) depth += 1;
    else if (')]'.includes(character)) depth -= 1;
    else if (depth === 0 && expression.startsWith(operator, at)) {
      parts.push(expression.slice(start, at));
      start = at + operator.length;
    }
  }
  return [...parts, expression.slice(start)];
}

/** The least known of several people. */
function first(found: readonly Expression['by'][]): Expression['by'] | undefined {
  return (['stranger', 'writer', 'computed'] as const).find((one) => found.includes(one));
}

/** A comparison or a test is only ever true or false; `&&` and `||` in brackets pass a value on. */
function isYesOrNo(expression: string): boolean {
  const bare = expression.replaceAll(/'[^']*'/g, "''");
  return (
    !/&&|\|\|/.test(bare) &&
    (/[=!<>]=|[<>]|^!/.test(bare) ||
      /^(contains|startsWith|endsWith|success|failure|always|cancelled|hashFiles)\(/i.test(bare))
  );
}

/** `a.b.c` outside of quotes, also as `a['b'].c`; a whole context such as in `toJSON(github)` counts as well. */
function references(expression: string): readonly string[] {
  const dotted = expression.replaceAll(/\[\s*'([\w-]+)'\s*\]/g, '.$1').replaceAll(/\[[^\]]*\]?/g, '.*');
  return (
    dotted
      .replaceAll(/'[^']*'/g, '')
      .match(/(?<![\w-])[A-Za-z_][\w-]*(?:\.[\w*-]+)+|\b(?:github|inputs|steps|needs|matrix|env|vars)\b(?![\w.-])/gi) ??
    []
  );
}

/** Values that GitHub generates, or in which it allows no character that a shell would act on. */
const fixed =
  /^(github\.(workspace|sha|run_\w+|repository\w*|event_name|event\.repository\.name|actor\w*|triggering_actor|job|action\w*|\w+_url|workflow\w*|token|retention_days|ref_type|ref_protected|base_ref)|runner\..+|strategy\..+|job\..+|secrets\..+|needs\.[\w-]+\.result|steps\.[\w-]+\.(outcome|conclusion))$/i;
const fixedInEvent =
  /\.(number|id|node_id|sha|action|type|merged|draft|default_branch|created_at|updated_at|login|(html_)?url|full_name)$/i;

function decidedBy(reference: string, step: Step, depth: number): Expression['by'] | undefined {
  if (fixed.test(reference) || (/^github\.event\./i.test(reference) && fixedInEvent.test(reference))) return undefined;
  if (isOfFewWords(reference, step)) return undefined;
  // The base of a pull request is a branch of the repository, no matter who opens it.
  // And only a writer makes a release.
  if (
    /^github\.(event\.(inputs(\.|$)|release(\.|$)|pull_request\.base\.ref$)|ref(_name)?$)|^inputs(\.|$)/i.test(
      reference,
    )
  )
    return 'writer';
  if (/^github(\.(event(\.|$)|head_ref$|\*)|$)/i.test(reference)) return 'stranger';
  const [written = '', key = ''] = reference.split('.');
  const context = written.toLowerCase();
  if (context === 'matrix') return decidedIn(fieldOf(step.job.value, 'strategy', 'matrix'), step, depth);
  if (context === 'env') return decidedIn(environmentOf(step, key), step, depth);
  return /^(steps|needs|vars)$/.test(context) ? 'computed' : undefined;
}

/** An input that GitHub limits to true or false, a number, or a word from a list in the workflow. */
function isOfFewWords(reference: string, { job }: Step): boolean {
  const name = /^(?:github\.event\.)?inputs\.([\w-]+)$/i.exec(reference)?.[1];
  if (name === undefined) return false;
  const declared = ['workflow_dispatch', 'workflow_call'].flatMap(
    (event) => fieldOf(read(job.workflow.document, ['on']).value, event, 'inputs', name) ?? [],
  );
  return declared.length > 0 && declared.every((one) => /^(boolean|number|choice)$/.test(textOf(fieldOf(one, 'type'))));
}

/** The nearest `env` with the key; none of them has what a step adds while it runs. */
export function environmentOf(step: Step, key: string): unknown {
  return [step.value, step.job.value, read(step.job.workflow.document, []).value]
    .map((around) => fieldOf(around, 'env', key))
    .find((value) => value !== undefined);
}

/** The person who controls a value of the workflow: nobody controls a literal; otherwise the expressions in it decide. */
function decidedIn(value: unknown, step: Step, depth: number): Expression['by'] | undefined {
  if (value === undefined) return 'computed';
  const inside = textsIn(value).flatMap((text) => expressionsIn(text));
  if (inside.length === 0) return undefined;
  // A variable may name itself.
  return depth > 3 ? 'computed' : first(inside.flatMap(({ code }) => whoDecides(code, step, depth + 1) ?? []));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
