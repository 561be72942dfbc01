// Literals and lists.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, type Ty } from '../types/ty.ts';
import { typed, type Value } from './value.ts';
import { join } from './join.ts';

export function listOf(values: readonly Value[]): Value {
  const element = values.reduce<Value | undefined>(
    (all, value) => (all === undefined ? value : join(all, value)),
    undefined,
  );
  const ty: Ty = { k: 'nominal', def: externalType(['Vec']), args: [element?.ty ?? fresh()] };
  return element === undefined ? { ty, empty: true } : { ...typed(ty, element), items: values };
}

export function stringOf(syntax: Syntax): string {
  const raw = /^b?c?r#*"([\s\S]*)"#*$/.exec(syntax.text);
  if (raw !== null && syntax.text.includes('r')) return raw[1] ?? '';
  const plain = /^[bc]?"([\s\S]*)"$/.exec(syntax.text)?.[1] ?? '';
  return plain
    .replace(/\\\r?\n\s*/g, '')
    .replace(/\\(["\\ntr0])/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r', '0': '\0' })[char] ?? char);
}
