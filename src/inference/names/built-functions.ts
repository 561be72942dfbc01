// Functions with a builder (`#[builder]` of bon and buildstructor): the names with which it starts and ends.

import type { FnDef, TypeDef } from './definitions.ts';
import { render, tokenize } from './tokens.ts';

/** The attribute, if a function has it. */
function attributeOf({ attributes }: FnDef): string | undefined {
  return attributes.find((text) => /^#\[\s*(?:bon::|buildstructor::)?builder\b/.test(text));
}

export function isBuilt(fn: FnDef): boolean {
  return attributeOf(fn) !== undefined;
}

/** The name of the function that creates the builder: its own, `builder` of `new`, or the one in the attribute. */
export function startOf(fn: FnDef): string | undefined {
  const attribute = attributeOf(fn);
  if (attribute === undefined) return undefined;
  return (
    named(attribute, '(?:start_fn|entry)') ?? (fn.name === 'new' && fn.owner?.kind === 'impl' ? 'builder' : fn.name)
  );
}

/** The name of the method that runs the function. */
export function finishOf(fn: FnDef): string {
  const isConstructor = fn.name === 'new' && fn.owner?.kind === 'impl';
  return named(attributeOf(fn) ?? '', '(?:finish_fn|exit)') ?? (isConstructor ? 'build' : 'call');
}

/** `start_fn = name`, `start_fn(name = name, …)` and `entry = "name"`. */
function named(attribute: string, key: string): string | undefined {
  return new RegExp(`\\b${key}\\s*(?:=|\\(\\s*name\\s*=)\\s*"?(\\w+)`).exec(attribute)?.[1];
}

/** How the builder of a struct starts and ends, if its attributes say so: `builder_method`, `start_fn`, `build_fn(name = "…")`. */
export function builderOf({ attributes }: TypeDef): {
  readonly start?: string;
  readonly finish?: string;
  readonly into?: string;
} {
  const text = attributes.filter((each) => /^#\[\s*builder\b/.test(each)).join(' ');
  if (text === '') return {};
  const start = named(text, '(?:builder_method|start_fn)');
  const finish = named(text, '(?:build_method|finish_fn|build_fn)');
  const into = /\bbuild_method\s*\([^()]{0,200}\binto\s*=\s*([\w:]+)/.exec(text)?.[1];
  return {
    ...(start === undefined ? {} : { start }),
    ...(finish === undefined || finish === 'into' ? {} : { finish }),
    ...(into === undefined ? {} : { into }),
  };
}

/** The code after `default =` in an attribute of a builder. */
export function writtenDefault(attribute: string): string | undefined {
  if (!/^#\[\s*builder\b/.test(attribute)) return undefined;
  const list =
    tokenize(attribute)
      .at(-1)
      ?.kids?.find(({ kids }) => kids !== undefined)?.kids ?? [];
  const at = list.findIndex(({ text }, place) => text === 'default' && list[place + 1]?.text === '=');
  if (at === -1) return undefined;
  const value = list.slice(at + 2);
  const end = value.findIndex(({ text }) => text === ',');
  return render(end === -1 ? value : value.slice(0, end)).trim();
}
