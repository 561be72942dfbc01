// Functions with a builder (`#[builder]` of bon): under which name they start, and with which they end.

import type { FnDef } from './definitions.ts';

/** The attribute of bon, if a function has it. */
function attributeOf({ attributes }: FnDef): string | undefined {
  return attributes.find((text) => /^#\[\s*(?:bon::)?builder\b/.test(text));
}

export function isBuilt(fn: FnDef): boolean {
  return attributeOf(fn) !== undefined;
}

/** The name of the function that makes the builder: its own, `builder` of `new`, or what the attribute says. */
export function startOf(fn: FnDef): string | undefined {
  const attribute = attributeOf(fn);
  if (attribute === undefined) return undefined;
  return named(attribute, 'start_fn') ?? (fn.name === 'new' && fn.owner?.kind === 'impl' ? 'builder' : fn.name);
}

/** The name of the method that runs the function. */
export function finishOf(fn: FnDef): string {
  const isConstructor = fn.name === 'new' && fn.owner?.kind === 'impl';
  return named(attributeOf(fn) ?? '', 'finish_fn') ?? (isConstructor ? 'build' : 'call');
}

/** `start_fn = name` and `start_fn(name = name, …)`. */
function named(attribute: string, key: string): string | undefined {
  return new RegExp(`\\b${key}\\s*(?:=|\\(\\s*name\\s*=)\\s*(\\w+)`).exec(attribute)?.[1];
}
