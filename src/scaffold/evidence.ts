// Which text of the generated Rust needs a permission; docs/security.md names its line.
import type { RbacRule } from './permissions.ts';

export interface Evidence {
  readonly path: string;
  /** A piece of one line of that file, which no other line has. */
  readonly text: string;
}

/** Where the code needs a rule. */
export function evidenceFor(rule: RbacRule): Evidence {
  return { path: 'deploy/rbac.yaml', text: rule.reason };
}
