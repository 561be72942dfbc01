// The kind of which a type is the object.

import { crateKind } from '../../kubernetes/crate-kinds.ts';
import { builtInKind, type KindRecord } from '../../kubernetes/kinds-table.ts';
import { Module, type TypeDef } from '../names/definitions.ts';
import { modulesOf } from '../names/modules.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { nominal } from '../types/lower.ts';
import { isNamed, prune, type Ty } from '../types/ty.ts';
import type { Program } from './program.ts';
import { externalType } from '../names/definitions.ts';

export function kindOf(given: Ty, program: Program, depth = 0): KindRecord | undefined {
  const ty = prune(given);
  if (ty.k !== 'nominal' || depth > 6) return undefined;
  if (isNamed(ty, 'PartialObjectMeta', 'DeserializeGuard', 'ObjectList'))
    return ty.args[0] === undefined ? undefined : kindOf(ty.args[0], program, depth + 1);
  const { def } = ty;
  if (def.module === undefined)
    return (
      builtInKind(def.path) ??
      crateKind(def.path) ??
      describedKind(def, program) ??
      program.kinds.ofCrates(def.path) ??
      program.kinds.declared.get(def.name)
    );
  if (def.resource?.record !== undefined) return def.resource.record;
  if (def.resource?.inherit !== undefined) return inherited(def, def.resource.inherit, program, depth);
  return implemented(def, program);
}

/** A kind that the program or a CustomResourceDefinition of the repository declares, by its names. */
export function kindNamed(group: string, kind: string, { crates, kinds }: Program): KindRecord | undefined {
  const isIt = (record: KindRecord | undefined): boolean => record?.group === group && record.kind === kind;
  for (const record of kinds.declared.values()) if (isIt(record)) return record;
  for (const { root } of crates)
    for (const module of modulesOf(root))
      for (const item of [...module.items.values()].flat())
        if (!(item instanceof Module) && item.kind === 'type' && isIt(item.resource?.record))
          return item.resource?.record;
  return undefined;
}

/** A kind that a model of its crate names at its root: one line of `--models`, wherever the crate has it. */
function describedKind(def: TypeDef, program: Program): KindRecord | undefined {
  const model = program.crates.find((crate) => crate.isModel && crate.name === def.path[0]);
  for (const item of model?.root.items.get(def.name) ?? [])
    if (!(item instanceof Module) && item.kind === 'type' && item.resource?.record !== undefined)
      return item.resource.record;
  return undefined;
}

function inherited(def: TypeDef, name: string, program: Program, depth: number): KindRecord | undefined {
  const found = def.module === undefined ? undefined : resolvePath(name.split('::'), def.module, 'type')?.definition;
  if (found === undefined || found instanceof Module) return undefined;
  if (isForeign(found)) return kindOf({ k: 'nominal', def: externalType(found.path), args: [] }, program, depth + 1);
  return found.kind === 'type' ? kindOf(nominal(found, []), program, depth + 1) : undefined;
}

/** A hand-written `impl Resource for T`: the texts in its functions. */
function implemented(def: TypeDef, program: Program): KindRecord | undefined {
  for (const impl of program.implsOf(def)) {
    if (impl.module.crate.isModel || impl.trait === undefined || !/\bResource$/.test(impl.trait.text)) continue;
    const kind =
      literalIn(impl.functions.get('kind')?.syntax.text) ?? literalConst(impl.constants.get('KIND')?.value?.text);
    const plural =
      literalIn(impl.functions.get('plural')?.syntax.text) ??
      literalConst(impl.constants.get('URL_PATH_SEGMENT')?.value?.text);
    const group =
      literalIn(impl.functions.get('group')?.syntax.text) ?? literalConst(impl.constants.get('GROUP')?.value?.text);
    if (plural === undefined || group === undefined)
      return delegated(impl.functions.get('plural')?.syntax.text, def, program);
    return {
      group,
      version: literalIn(impl.functions.get('version')?.syntax.text) ?? '',
      kind: kind ?? '',
      plural,
      namespaced: !/Cluster/.test(impl.types.get('Scope')?.text ?? ''),
    };
  }
  return undefined;
}

function literalIn(source: string | undefined): string | undefined {
  return source?.includes('{') ? /"([^"]*)"/.exec(source.slice(source.indexOf('{')))?.[1] : undefined;
}

function literalConst(source: string | undefined): string | undefined {
  return source === undefined ? undefined : /"([^"]*)"/.exec(source)?.[1];
}

/** `fn plural(_: &()) -> Cow<str> { ConfigMap::plural(&()) }`. */
function delegated(source: string | undefined, def: TypeDef, program: Program): KindRecord | undefined {
  const path = /(?<![\w:])([\w:]+?)(?:\s+as\s+[\w:]+>)?::plural/.exec(source ?? '')?.[1];
  const name = path?.slice(path.search(/[A-Z]|$/)) || undefined;
  return name === undefined || name === 'Self' ? undefined : inherited(def, name, program, 0);
}
