// Additional checks that are visible in a struct or an assignment: owners whose deletion is blocked, and impersonated
// requests.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isNamed, prune } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { noteBlockedOwner, noteChangedOwners } from './owners.ts';
import type { Value } from './value.ts';

/** `OwnerReference { block_owner_deletion: Some(true), … }`; kube's own `owner_ref` and `controller_owner_ref` leave it unset. */
export function noteStruct(
  evaluator: Evaluator,
  syntax: Syntax,
  given: ReadonlyMap<string, Value>,
  frame: Frame,
): void {
  const name = syntax.child('name')?.text.split('::').at(-1);
  if (name === 'AuthInfo' && (given.has('impersonate') || given.has('impersonate_groups')))
    noteImpersonation(evaluator, syntax, frame);
  if (name !== 'OwnerReference' || frame.site !== undefined) return;
  const written = (syntax.child('body')?.kids ?? []).find(
    (kid) => (kid.child('field') ?? kid.first('identifier'))?.text === 'block_owner_deletion',
  );
  const blocks = written?.type === 'shorthand_field_initializer' ? written : written?.child('value');
  if (blocks === undefined || blocksNothing(blocks, given.get('block_owner_deletion'))) return;
  noteBlockedOwner(evaluator, { kind: given.get('kind'), apiVersion: given.get('api_version') }, syntax, frame);
}

function blocksNothing(written: Syntax, value: Value | undefined): boolean {
  return value?.empty === true || /^(?:None|Some\(\s*false\s*\))$/.test(written.text);
}

/** `config.auth_info.impersonate = Some(…)`, `owner.block_owner_deletion = Some(true)`, `metadata.owner_references = …`. */
export function noteAssignment(
  evaluator: Evaluator,
  assigned: {
    readonly target: Syntax;
    readonly holder: Value;
    readonly written: Syntax | undefined;
    readonly value: Value;
  },
  frame: Frame,
): void {
  const { target, holder, written, value } = assigned;
  if (/\bauth_info\s*\.\s*impersonate(?:_groups)?$/.test(target.text)) noteImpersonation(evaluator, target, frame);
  if (frame.site !== undefined) return;
  const field = target.child('field')?.text;
  if (field === 'owner_references') noteChangedOwners(evaluator, holder, target, frame);
  if (field !== 'block_owner_deletion' || !isNamed(prune(holder.ty), 'OwnerReference')) return;
  if (written === undefined || blocksNothing(written, value)) return;
  noteBlockedOwner(
    evaluator,
    { kind: holder.fields?.get('kind'), apiVersion: holder.fields?.get('api_version') },
    target,
    frame,
  );
}

/** `metadata.owner_references.get_or_insert_with(Vec::new)`, `….push(owner)`. */
export function noteOwnerList(evaluator: Evaluator, receiver: Syntax, holder: Value, frame: Frame): void {
  if (frame.site === undefined) noteChangedOwners(evaluator, holder, receiver, frame);
}

function noteImpersonation(evaluator: Evaluator, syntax: Syntax, frame: Frame): void {
  if (frame.site === undefined)
    evaluator.report(
      syntax,
      frame,
      'With this the program asks in the name of somebody else: it needs `impersonate` on that user or group, and what follows is granted to them.',
    );
}
