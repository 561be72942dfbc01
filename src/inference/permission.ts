// A permission that a program needs, with the lines that need it.
import type { Scope } from '../kubernetes/scope.ts';
import type { Place } from './evaluate/frame.ts';
import type { OneName } from './evaluate/request.ts';

export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: Scope;
  /** The constant namespaces of scope `namespace`; empty if they are configured. */
  readonly namespaces: readonly string[];
  readonly resourceNames: readonly string[];
  /** What is known about the names, if each request names one object that only a run knows. */
  readonly oneName?: OneName;
  readonly condition: string | null;
  readonly evidence: readonly Evidence[];
}

export interface Evidence extends Place {
  /** The calls from `main`, the first one first. */
  readonly trail: readonly (Place & { readonly name: string })[];
}

/** The calls, and the lines on the way to them from `main`. */
export function stopsOf(evidence: readonly Evidence[]): readonly Place[] {
  return evidence.flatMap(({ trail, path, line }) => [...trail, { path, line }]);
}
