// Conditional compilation: the items in a release build with the package's default features, or with those that builds name.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { table } from '../../table.ts';
import { splitArguments } from './split.ts';

/** The features of a crate: `has` is undefined for one that only some builds enable. */
export interface Features {
  readonly has: (feature: string) => boolean | undefined;
}

/** Whether every `#[cfg(…)]` among the attributes holds, or may. */
export function isCompiled(attributes: readonly string[], features: Features): boolean {
  for (const attribute of attributes) {
    const condition = /^#!?\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1];
    if (condition !== undefined && conditionHolds(condition, features) === false) return false;
    if (/^#\[\s*(?:[\w:]*::)?test\b/.test(attribute)) return false;
  }
  return true;
}

/** The compiled parts of a list in which each part may have attributes before it; the attributes are left out. */
export function compiledOf(parts: readonly Syntax[], features: Features): readonly Syntax[] {
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
export function isInForce(attribute: string, features: Features): boolean {
  const parts = /^#!?\[\s*cfg_attr\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1];
  return parts === undefined || conditionHolds(splitArguments(parts)[0] ?? '', features) !== false;
}

/**
 * Whether a condition holds; undefined where the build decides it: a feature that only some builds enable, a flag of a
 * build script or of RUSTFLAGS, a target that controllers are built for.
 */
export function conditionHolds(written: string, features: Features): boolean | undefined {
  const condition = written.trim().replace(/,$/, '');
  const [, operator, inside = ''] = /^(not|all|any)\s*\(([\s\S]*)\)$/.exec(condition) ?? [];
  if (operator === undefined) return flagHolds(condition, features);
  const parts = splitArguments(inside).map((part) => conditionHolds(part, features));
  if (operator === 'not') return parts[0] === undefined ? undefined : !parts[0];
  const decides = operator === 'any';
  if (parts.includes(decides)) return decides;
  return parts.includes(undefined) ? undefined : !decides;
}

function flagHolds(flag: string, features: Features): boolean | undefined {
  const [, key, value = ''] = /^(\w+)\s*=\s*"([^"]*)"$/.exec(flag) ?? [];
  if (key === undefined) return NEVER.has(flag) ? false : ALWAYS.has(flag) || undefined;
  if (key === 'feature') return features.has(value);
  const possible = TARGETS[key];
  if (possible === undefined) return undefined;
  return possible.includes(value) ? possible.length === 1 || undefined : false;
}

/** What no release build for a cluster has. */
const NEVER = new Set(
  'test windows doc doctest miri loom kani fuzzing wasm debug_assertions overflow_checks proc_macro false'.split(' '),
);
const ALWAYS = new Set(['unix', 'true']);

/** What the targets have that controllers are built for (Rust reference, "Set Configuration Options"). */
const TARGETS = table<readonly string[]>({
  target_os: ['linux'],
  target_family: ['unix'],
  target_arch: ['x86_64', 'aarch64', 'arm', 's390x', 'powerpc64', 'riscv64'],
  target_env: ['gnu', 'musl'],
  target_endian: ['little', 'big'],
  target_pointer_width: ['64', '32'],
  target_vendor: ['unknown'],
  panic: ['unwind', 'abort'],
});
