// The webhooks of admission, and what each is asked about.
import type { Key } from '../../formats/yaml/node.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { sightAt } from '../sight.ts';
import type { Sight } from '../rule.ts';
import { nameOf } from './place.ts';

export interface Webhook {
  readonly manifest: Manifest;
  readonly value: unknown;
  /** As a message names it. */
  readonly of: string;
  readonly at: (...keys: readonly Key[]) => Reading;
}

/** Those of the objects that are whole: what a patch does not say is said elsewhere. */
export function webhooks({ manifests }: Inventory): readonly Webhook[] {
  return ofKind(manifests, /^(Validating|Mutating)WebhookConfiguration$/).flatMap((manifest) =>
    itemsOf(readManifest(manifest, ['webhooks'])).map((value, index) => ({
      manifest,
      value,
      of: `webhook ${textOf(fieldOf(value, 'name'))} of ${nameOf(manifest)}`,
      at: (...keys) => readManifest(manifest, ['webhooks', index, ...keys]),
    })),
  );
}

export function ofKind(manifests: readonly Manifest[], kind: RegExp): readonly Manifest[] {
  return manifests.filter((one) => kind.test(one.kind) && !one.patch);
}

/** The groups and resources of a list of rules, as `group/resource`. */
export function askedAbout(rules: unknown): readonly string[] {
  return listOf(rules).flatMap((rule) =>
    listOf(fieldOf(rule, 'apiGroups')).flatMap((group) =>
      listOf(fieldOf(rule, 'resources')).map((resource) => `${textOf(group)}/${textOf(resource)}`),
    ),
  );
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A repository that runs something and has nothing of the kind keeps the rule. */
export function keptByWorkloads({ workloads }: Inventory): readonly Sight[] {
  return workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', ''));
}
