// The admission webhooks, and the requests that each gets.
import type { Key } from '../../formats/yaml/node.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { EACH, unreadOn } from './readings-at.ts';
import type { Sight } from '../rule.ts';
import { ofKind } from './objects.ts';
import { nameOf } from './place.ts';

export interface Webhook {
  readonly manifest: Manifest;
  readonly value: unknown;
  /** The name in messages. */
  readonly of: string;
  readonly at: (...keys: readonly Key[]) => Reading;
}

const configurations = /^(Validating|Mutating)WebhookConfiguration$/;

export function webhooks({ manifests }: Inventory): readonly Webhook[] {
  return ofKind(manifests, configurations).flatMap((manifest) =>
    itemsOf(readManifest(manifest, ['webhooks'])).map((value, index) => ({
      manifest,
      value,
      of: `webhook ${textOf(fieldOf(value, 'name'))} of ${nameOf(manifest)}`,
      at: (...keys) => readManifest(manifest, ['webhooks', index, ...keys]),
    })),
  );
}

/** The configurations with a list of webhooks that cannot be read. */
export function unreadWebhooks({ manifests }: Inventory): readonly Sight[] {
  return ofKind(manifests, configurations).flatMap((manifest) =>
    unreadOn(manifest, ['webhooks', EACH], nameOf(manifest)),
  );
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
