// The attributes of functions in models (see the head of models/kube.rs), read once for each function.

import { once } from '../../once.ts';
import { splitArguments } from '../names/split.ts';
import type { FnDef } from '../names/definitions.ts';

export interface ModelAttribute {
  readonly name: string;
  readonly words: readonly string[];
  readonly settings: ReadonlyMap<string, string>;
}

export const attributesOf = once((fn: FnDef): readonly ModelAttribute[] =>
  fn.attributes.flatMap((text) => readAttribute(text) ?? []),
);

/** `#[name(word, key = value)]` in its parts. */
export function readAttribute(text: string): ModelAttribute | undefined {
  const found = /^#\[\s*(\w+)(?:\s*\(([\s\S]*)\))?\s*\]$/.exec(text);
  if (found === null) return undefined;
  const words: string[] = [];
  const settings = new Map<string, string>();
  for (const part of splitArguments(found[2] ?? '')) {
    const setting = /^(\w+)\s*=\s*([\s\S]*)$/.exec(part);
    if (setting === null) words.push(part);
    else settings.set(setting[1] ?? '', setting[2] ?? '');
  }
  return { name: found[1] ?? '', words, settings };
}
