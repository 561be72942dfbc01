// Conditional compilation: the items in a release build with the package's default features.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { splitArguments } from './split.ts';

/** Whether every `#[cfg(…)]` among the attributes holds. */
export function isCompiled(attributes: readonly string[], features: ReadonlySet<string>): boolean {
  for (const attribute of attributes) {
    const condition = /^#!?\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1];
    if (condition !== undefined && !holds(condition.trim().replace(/,$/, ''), features)) return false;
    if (/^#\[\s*(?:[\w:]*::)?test\b/.test(attribute)) return false;
  }
  return true;
}

/** The compiled parts of a list in which each part may have attributes before it; the attributes are left out. */
export function compiledOf(parts: readonly Syntax[], features: ReadonlySet<string>): readonly Syntax[] {
  const found: Syntax[] = [];
  let attributes: string[] = [];
  for (const part of parts) {
    if (part.type === 'attribute_item') attributes.push(part.text);
    else {
      const own = part.kids.flatMap(({ type, text }) => (type === 'attribute_item' ? [text] : []));
      if (isCompiled([...attributes, ...own], features)) found.push(part);
      attributes = [];
    }
  }
  return found;
}

/** Whether an attribute applies: `#[cfg_attr(windows, path = "windows.rs")]` does not. */
export function isInForce(attribute: string, features: ReadonlySet<string>): boolean {
  const parts = /^#!?\[\s*cfg_attr\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1];
  return parts === undefined || holds(splitArguments(parts)[0]?.trim() ?? '', features);
}

function holds(condition: string, features: ReadonlySet<string>): boolean {
  const call = /^(not|all|any)\s*\(([\s\S]*)\)$/.exec(condition);
  if (call !== null) {
    const parts = splitArguments(call[2] ?? '');
    if (call[1] === 'not') return !holds(parts[0] ?? '', features);
    return call[1] === 'all'
      ? parts.every((part) => holds(part, features))
      : parts.some((part) => holds(part, features));
  }
  const feature = /^feature\s*=\s*"([^"]*)"$/.exec(condition)?.[1];
  if (feature !== undefined) return features.has(feature);
  if (/^target_os\s*=/.test(condition)) return /"linux"/.test(condition);
  if (/^target_family\s*=/.test(condition)) return /"unix"/.test(condition);
  return !['test', 'windows', 'doc', 'doctest', 'miri', 'loom', 'kani', 'fuzzing', 'wasm'].includes(condition);
}
