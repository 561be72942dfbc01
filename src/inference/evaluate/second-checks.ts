// Second checks that show in a struct or an assignment: owners whose deletion is blocked, and requests in another name.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { kindOfGroupKind } from '../../kubernetes/kinds-table.ts';
import { guessedPlural } from '../../kubernetes/plural.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, placeOf } from './frame.ts';
import { constantOf, type Value } from './value.ts';

const BLOCKS = /\bblock_owner_deletion\s*:\s*Some\(\s*true\s*\)/;

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
  if (name !== 'OwnerReference' || frame.site !== undefined || !BLOCKS.test(syntax.text)) return;
  const kind = constantOf(given.get('kind'));
  const version = constantOf(given.get('api_version'));
  const resource = kind === undefined || version === undefined ? undefined : resourceOf(kind, version, evaluator);
  if (resource === undefined) {
    evaluator.report(
      syntax,
      frame,
      'The owner whose deletion this blocks is not known: where the cluster runs OwnerReferencesPermissionEnforcement, `update` on its finalizers is needed.',
    );
    return;
  }
  evaluator.requests.push({
    verb: 'update',
    subresource: 'finalizers',
    on: { resource },
    origin: undefined,
    names: undefined,
    condition:
      'Only where the cluster runs OwnerReferencesPermissionEnforcement, as OpenShift does: this blocks the deletion of the owner.',
    place: placeOf(syntax, frame),
    trail: frame.trail,
  });
}

function resourceOf(kind: string, version: string, evaluator: Evaluator): string {
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  const declared = evaluator.program.declared.get(kind);
  const plural =
    kindOfGroupKind(group, kind)?.plural ?? (declared?.group === group ? declared.plural : guessedPlural(kind));
  return `${group}/${plural}`;
}

/** `config.auth_info.impersonate = Some(…)`. */
export function noteAssignment(evaluator: Evaluator, target: Syntax, frame: Frame): void {
  if (/\bauth_info\s*\.\s*impersonate(?:_groups)?$/.test(target.text)) noteImpersonation(evaluator, target, frame);
}

function noteImpersonation(evaluator: Evaluator, syntax: Syntax, frame: Frame): void {
  if (frame.site === undefined)
    evaluator.report(
      syntax,
      frame,
      'With this the program asks in the name of somebody else: it needs `impersonate` on that user or group, and what follows is granted to them.',
    );
}
