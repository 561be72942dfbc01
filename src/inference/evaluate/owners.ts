// Owner references: those that block a deletion, and objects that get other owners (see ../enforcement.ts).

import type { Syntax } from '../../formats/rust/syntax.ts';
import { kindOfGroupKind } from '../../kubernetes/kinds-table.ts';
import { guessedPlural } from '../../kubernetes/plural.ts';
import { BLOCKED_OWNER, CHANGED_OWNERS } from '../enforcement.ts';
import { externalType } from '../names/definitions.ts';
import { isNamed, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, placeOf } from './frame.ts';
import { constantOf, type Value } from './value.ts';

const UNKNOWN_OWNER =
  'The owner whose deletion this blocks is not known: where the cluster runs OwnerReferencesPermissionEnforcement, `update` on its finalizers is needed.';

/** An owner reference with `blockOwnerDeletion`, from a struct, an assignment or JSON. */
export function noteBlockedOwner(
  evaluator: Evaluator,
  owner: { readonly kind: Value | undefined; readonly apiVersion: Value | undefined },
  at: Syntax,
  frame: Frame,
): void {
  const kind = constantOf(owner.kind);
  const version = constantOf(owner.apiVersion);
  if (kind === undefined || version === undefined) return evaluator.report(at, frame, UNKNOWN_OWNER);
  evaluator.requests.push({
    verb: 'update',
    subresource: 'finalizers',
    on: { resource: resourceOf(kind, version, evaluator) },
    origin: undefined,
    names: undefined,
    condition: BLOCKED_OWNER,
    place: placeOf(at, frame),
    trail: frame.trail,
  });
}

function resourceOf(kind: string, version: string, evaluator: Evaluator): string {
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  const declared = evaluator.program.kinds.declared.get(kind);
  const plural =
    kindOfGroupKind(group, kind)?.plural ?? (declared?.group === group ? declared.plural : guessedPlural(kind));
  return `${group}/${plural}`;
}

/** `metadata.owner_references = …`, `owner_references_mut()`: changes the owners of an object from the API server. */
export function noteChangedOwners(evaluator: Evaluator, metadata: Value, at: Syntax, frame: Frame): void {
  if (metadata.live !== true) return;
  const object = isNamed(prune(metadata.ty), 'ObjectMeta') ? metadata.nameOf : metadata.ty;
  if (object !== undefined) noteOwnersOf(evaluator, object, metadata, at, frame);
}

/** The sent value names owners, for an existing object of this kind. */
export function noteOwnersOf(evaluator: Evaluator, object: Ty, where: Value, at: Syntax, frame: Frame): void {
  const ty = prune(object);
  if (ty.k !== 'nominal') return;
  const api: Value = { ...where, ty: { k: 'nominal', def: externalType(['Api']), args: [ty] } };
  evaluator.requests.push({
    verb: 'delete',
    subresource: undefined,
    on: { api },
    origin: where.origin,
    names: undefined,
    condition: CHANGED_OWNERS,
    place: placeOf(at, frame),
    trail: frame.trail,
  });
}

/** Whether an object, or a patch of one, names owners. */
export function namesOwners(value: Value | undefined): boolean {
  const named = value?.fields?.get('metadata')?.fields?.get('owner_references');
  return value?.owned === true || value?.patch?.owners === true || (named !== undefined && named.empty !== true);
}
