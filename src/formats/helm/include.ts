// The inclusions of a template: named templates, and texts of the values that are templates themselves.
import { deepest, type Frame } from './frame.ts';
import { parseTemplate, type Node } from './parse.ts';
import { UNKNOWN, type Rendered, type Value } from './value.ts';

export function included(name: string, dot: Value, frame: Frame): Value {
  const definition = frame.run.chart.defines.get(name);
  if (definition === undefined || frame.depth > deepest) return { v: UNKNOWN };
  return renderedWith(definition.nodes, definition.path, dot, frame);
}

function renderedWith(nodes: readonly Node[], path: string, dot: Value, frame: Frame): Value {
  const rope: Rendered[] = [];
  frame.run.renderNodes(
    nodes,
    {
      ...frame,
      path,
      dot,
      root: dot,
      variables: new Map([['$', { value: dot }]]),
      conditions: [],
      depth: frame.depth + 1,
    },
    rope,
  );
  if (rope.length === 1 && rope[0]?.unknown !== undefined) return { v: UNKNOWN };
  // A partly unknown name is unknown; inserted lines are known except for their unknown part.
  const v = rope.map(({ text }) => text).join('');
  if (rope.some(({ unknown }) => unknown !== undefined))
    return v.trim().includes('\n') || v.includes(':') ? { v, rope } : { v: UNKNOWN };
  return { v, rope };
}

/** `tpl`: a text of the values that is a template itself. */
export function templated(text: Value, dot: Value, frame: Frame): Value {
  if (typeof text.v !== 'string') return { v: UNKNOWN };
  if (!text.v.includes('{{')) return text;
  if (frame.depth > deepest) return { v: UNKNOWN };
  const { v } = renderedWith(parseTemplate(text.v).nodes, frame.path, dot, frame);
  return { v, from: text.from };
}
