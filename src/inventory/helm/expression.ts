// What an expression of a Helm template gives with the chart's own values, as far as that can be told without a cluster.

import type { Chart } from './chart.ts';
import { FUNCTIONS, isOpaque, isTrue, OPAQUE } from './functions.ts';
import { parseTemplate, type TemplateNode } from './template.ts';

/** Where an expression stands. `undefined` as a value means: not known; `null`: not set. */
export interface Context {
  readonly chart: Chart;
  readonly dot: unknown;
  readonly variables: ReadonlyMap<string, unknown>;
  readonly depth: number;
}

export const ROOT = Symbol('root');

export function rootOf(chart: Chart): Context {
  return { chart, dot: ROOT, variables: new Map(), depth: 0 };
}

/** The value of a pipeline. */
export function evaluate(code: string, context: Context): unknown {
  const [first = '', ...rest] = split(code);
  let value = call(words(first), context, []);
  for (const stage of rest) value = call(words(stage), context, [value]);
  return value;
}

/** Whether a condition holds, or undefined. */
export function holds(code: string, context: Context): boolean | undefined {
  const value = evaluate(code, context);
  return value === undefined || isOpaque(value) ? undefined : isTrue(value);
}

function split(code: string): readonly string[] {
  const stages = [''];
  for (const part of code.match(/"(?:\\.|[^"\\])*"|`[^`]*`|[()|]|[^"`()|]+/g) ?? []) {
    const open = (stages.join('|').match(/\(/g) ?? []).length - (stages.join('|').match(/\)/g) ?? []).length;
    if (part === '|' && open === 0) stages.push('');
    else stages.push(`${stages.pop() ?? ''}${part}`);
  }
  return stages.map((stage) => stage.trim());
}

type Word = string | { readonly inside: string };

function words(stage: string): readonly Word[] {
  const found: Word[] = [];
  let nested = '';
  let depth = 0;
  for (const part of stage.match(/"(?:\\.|[^"\\])*"|`[^`]*`|[()]|[^\s()"`]+|\s+/g) ?? []) {
    if (part === '(') depth += 1;
    else if (part === ')') depth -= 1;
    if (depth > 0 && !(depth === 1 && part === '(')) nested += part;
    else if (part === ')') {
      found.push({ inside: nested });
      nested = '';
    } else if (part !== '(' && part.trim() !== '') found.push(part);
  }
  return found;
}

function call([head, ...rest]: readonly Word[], context: Context, piped: readonly unknown[]): unknown {
  if (head === undefined) return undefined;
  const values = (): readonly unknown[] => [...rest.map((word) => operand(word, context)), ...piped];
  if (typeof head === 'string' && Object.hasOwn(FUNCTIONS, head)) return FUNCTIONS[head]?.(values());
  if (head === 'include' || head === 'template') {
    const [name, dot] = values();
    return typeof name === 'string' ? included(name, dot, context) : undefined;
  }
  return rest.length === 0 && piped.length === 0 ? operand(head, context) : undefined;
}

function operand(word: Word, context: Context): unknown {
  if (typeof word !== 'string') return evaluate(word.inside, context);
  if (/^["`]/.test(word))
    return word.startsWith('"') ? word.slice(1, -1).replace(/\\(["\\])/g, '$1') : word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'nil') return null;
  if (Object.hasOwn(FUNCTIONS, word)) return FUNCTIONS[word]?.([]);
  const variable = /^(\$\w*)(?:\.(.*))?$/.exec(word);
  if (variable !== null)
    return descend(variable[1] === '$' ? ROOT : context.variables.get(variable[1] ?? ''), variable[2], context);
  return word.startsWith('.') ? descend(context.dot, word.slice(1), context) : undefined;
}

function descend(start: unknown, path: string | undefined, context: Context): unknown {
  let current = start;
  for (const key of (path ?? '').split('.').filter(Boolean)) {
    if (current === undefined) return undefined;
    if (current === ROOT) current = ofRoot(key, context);
    else if (current === RELEASE) current = `${OPAQUE}Release.${key}`;
    else current = typeof current === 'object' && current !== null ? (Reflect.get(current, key) ?? null) : null;
  }
  return current;
}

const RELEASE = Symbol('release');

function ofRoot(key: string, { chart }: Context): unknown {
  if (key === 'Values') return chart.values;
  if (key === 'Chart') return { Name: chart.name, AppVersion: chart.version, Version: `${OPAQUE}Chart.Version` };
  return key === 'Release' ? RELEASE : undefined;
}

function included(name: string, dot: unknown, context: Context): unknown {
  const define = context.chart.defines.get(name);
  if (define === undefined || context.depth > 8) return undefined;
  return rendered(parseTemplate(define.body), {
    chart: context.chart,
    dot,
    variables: new Map(),
    depth: context.depth + 1,
  })?.trim();
}

function rendered(nodes: readonly TemplateNode[], given: Context): string | undefined {
  let text = '';
  let context = given;
  for (const node of nodes) {
    if (typeof node === 'string') text += node;
    else if (node.k === 'code') {
      const assigned = /^(\$\w+)\s*:?=\s*([\s\S]*)$/.exec(node.code);
      if (assigned !== null)
        context = {
          ...context,
          variables: new Map([...context.variables, [assigned[1] ?? '', evaluate(assigned[2] ?? '', context)]]),
        };
      else {
        const value = evaluate(node.code, context);
        if (value === undefined || typeof value === 'object') return undefined;
        text += String(value);
      }
    } else {
      const part = branch(node, context);
      if (part === undefined) return undefined;
      text += part;
    }
  }
  return text;
}

function branch(node: Exclude<TemplateNode, string | { readonly k: 'code' }>, context: Context): string | undefined {
  if (node.k === 'range') return undefined;
  for (const { code, body } of node.branches) {
    const is = code === undefined ? true : holds(code, context);
    if (is === undefined) return undefined;
    if (is)
      return rendered(
        body,
        node.k === 'with' && code !== undefined ? { ...context, dot: evaluate(code, context) } : context,
      );
  }
  return '';
}
