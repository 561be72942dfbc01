// The variant of an enum that a path names: in an expression, in a pattern, or as a subcommand.
import type { Syntax } from '../../formats/rust/syntax.ts';
import { Module, type VariantDef } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { prune, type Ty } from '../types/ty.ts';
import type { Frame } from './frame.ts';

/** `Kind::Pod`, `Self::Pod`, or `Pod` where it is imported. */
export function variantAt(path: Syntax | undefined, frame: Frame): VariantDef | undefined {
  const names = segments(path);
  const [first, name = ''] = names;
  if (first === undefined) return undefined;
  if (first === 'Self') return frame.scope.self === undefined ? undefined : variantOf(frame.scope.self, name);
  const definition = resolvePath(names, frame.scope.module, 'value')?.definition;
  return definition !== undefined && !(definition instanceof Module) && definition.kind === 'variant'
    ? definition
    : undefined;
}

export function variantOf(ty: Ty, name: string): VariantDef | undefined {
  const self = prune(ty);
  return self.k === 'nominal' ? self.def.variants.get(name) : undefined;
}
