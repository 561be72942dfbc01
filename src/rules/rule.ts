// One hardening rule: its record, its judgement of places in a repository, and the changes that it proposes.
import type { Edit } from '../formats/edit.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Moving } from '../inventory/pins.ts';
import { SEVERITIES, type Severity } from '../kubernetes/privileges.ts';

export { SEVERITIES, type Severity };

export type Confidence = 'high' | 'medium' | 'low';
/** The readers of a rule: a maintainer who acts on it; someone who also minds style and second lines of defence; someone who wants everything, doubts included. */
export const PROFILES = ['regular', 'pedantic', 'auditor'] as const;
export type Profile = (typeof PROFILES)[number];

/** The larger of two profiles: an organisation can ask for more than the command line does, never for less. */
export function largerOf(asked: Profile, least: Profile | undefined): Profile {
  return least !== undefined && PROFILES.indexOf(least) > PROFILES.indexOf(asked) ? least : asked;
}

export type Fix = 'safe' | 'ask' | 'manual';
export type Group =
  | 'RBAC'
  | 'Identity'
  | 'Workload'
  | 'Network'
  | 'Admission'
  | 'Image'
  | 'Supply chain'
  | 'Workflows'
  | 'Documents'
  | 'Preset';

/** The judgement of a rule on one place. */
export interface Sight {
  readonly state: 'kept' | 'broken' | 'unknown';
  readonly path: string;
  readonly line: number;
  /** The subject, such as `container "x" of Deployment y` or `job build`; empty for the file as a whole. */
  readonly subject?: string;
  /** The number of other subjects that share the value. */
  readonly others?: number;
  /** Tells several findings about one subject apart: a field, a permission, an action. It is a key, so it is never reworded. */
  readonly what?: string;
  /** The fault of the subject, or the reason why it cannot be judged, in words for people; nothing parses it back. */
  readonly message: string;
  /**
   * The reason that the authors wrote at the place for accepting it. The finding is shown as ignored, with that reason.
   */
  readonly accepted?: string;
  /** Only if they differ from those of the rule. */
  readonly severity?: Severity;
  readonly fix?: Fix;
  /** Information for the decision about the fix here, in addition to the text of the rule. */
  readonly decision?: string;
  /** The moving reference, if the network can settle it by saying what it points to. */
  readonly moving?: Moving;
  /** The change that makes it right; `undefined` if only a person can. */
  readonly change?: (reference: Inventory) => Change | undefined;
}

export type Change =
  | {
      readonly path: string;
      readonly edits: readonly Edit[];
      /** The change to another file at the same time. */
      readonly besides?: { readonly path: string; readonly edits: readonly Edit[] };
    }
  | { readonly path: string; readonly write: string }
  | { readonly path: string; readonly refused: string };

export interface Rule {
  /** A statement that is true of a good repository; public, never renamed. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly group: Group;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The smallest profile that contains it. */
  readonly profile: Profile;
  /** The source of the practice. */
  readonly reference: string;
  /** Advice for a person. */
  readonly advice: string;
  /** Information for the decision about a fix that is not safe everywhere. */
  readonly decision?: string;
  readonly fix: Fix;
  /** Everything to which it applies; nothing if it does not apply. `ids` are those of all rules. */
  readonly look: (inventory: Inventory, ids: readonly string[]) => readonly Sight[];
}

/** The record of a rule as its file writes it. */
export type RuleRecord = Omit<Rule, 'confidence' | 'look'> & { readonly confidence?: Confidence };

export function defineRule(rule: Omit<Rule, 'confidence'> & { readonly confidence?: Confidence }): Rule {
  return { confidence: 'high', ...rule };
}

export const pages = {
  pss: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  rbac: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  checklist: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/',
  kube: 'https://kube.rs/controllers/security/',
  nsa: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  serviceAccounts: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  probes: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  spread: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  networkPolicies: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  docker: 'https://docs.docker.com/build/building/best-practices/',
  deny: 'https://embarkstudios.github.io/cargo-deny/checks/cfg.html',
  actions: 'https://docs.github.com/en/actions/reference/security/secure-use',
  scorecard: 'https://github.com/ossf/scorecard/blob/main/docs/checks.md',
  operators: 'https://github.com/cncf/tag-app-delivery/blob/main/operator-wg/whitepaper/Operator-WhitePaper_v1-0.md',
} as const;
