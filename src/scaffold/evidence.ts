// The text in the generated Rust that needs a permission; docs/security.md names its line.
import { ownableKinds, ownedKind } from '../kubernetes/ownable.ts';
import type { Purpose, RbacRule } from './permissions.ts';

export interface Evidence {
  readonly path: string;
  /** A part of one line of that file, which no other line contains. */
  readonly text: string;
}

/** The place in the code that needs a rule. */
export function evidenceFor(rule: RbacRule): Evidence {
  return evidence[rule.purpose](rule);
}

const evidence: Readonly<Record<Purpose, (rule: RbacRule) => Evidence>> = {
  watch: () => ({ path: 'src/machinery/controller.rs', text: 'Controller::new(api' }),
  finalizer: () => ({ path: 'src/machinery/reconcile.rs', text: 'finalizer(&api, FINALIZER' }),
  status: () => ({ path: 'src/machinery/status.rs', text: 'api.patch_status(' }),
  'watch-owned': (rule) => ({ path: `${rule.folder}/owned.rs`, text: `watch = Api::<${kindOf(rule).kind}>` }),
  'apply-owned': (rule) => ({ path: `${rule.folder}/owned.rs`, text: `&${kindOf(rule).module}::desired(object)` }),
  events: () => ({ path: 'src/machinery/events.rs', text: 'recorder.publish(' }),
  lease: () => ({ path: 'src/machinery/leader.rs', text: 'leads = self.manager.changed()' }),
  crd: () => ({ path: 'src/machinery/crd_install.rs', text: 'api.patch(K::crd_name()' }),
};

function kindOf({ apiGroup, resource }: RbacRule) {
  const found = ownableKinds.map(ownedKind).find(({ group, plural }) => group === apiGroup && plural === resource);
  if (found === undefined) throw new Error(`${resource} of "${apiGroup}" is not a kind that can be owned`);
  return found;
}
