// `#[derive(CustomResource)]` and `#[derive(Resource)]`: the kind of a struct, as kube-derive decides it.

import { splitArguments } from './split.ts';
import { pluralOf } from '../../kubernetes/plural.ts';
import type { KindRecord } from '../../kubernetes/kinds-table.ts';

export interface DerivedResource {
  /** The name of the generated type; kube-derive 4 `custom_resource/mod.rs`. */
  readonly typeName: string;
  readonly record: KindRecord;
  readonly status: string | undefined;
}

/** The custom resource that the attributes of a spec struct derive. */
export function derivedResource(attributes: readonly string[], name: string): DerivedResource | undefined {
  const versioned = attributes.some((attribute) => /^#\[\s*versioned\s*\(\s*(?:crd|k8s)\b/.test(attribute));
  const derives = attributes.some((attribute) => /\bCustomResource\b/.test(derived(attribute)));
  if (!derives && !versioned) return undefined;
  const settings = kubeSettings(attributes);
  // Before 0.43 kube-derive took an unwritten kind from the name of the struct, as stackable-versioned does.
  const kind = settings.get('kind') ?? name.replace(/Spec$/, '');
  const group = settings.get('group');
  if (group === undefined) return undefined;
  const plural = settings.get('plural') ?? pluralOf((settings.get('singular') ?? kind).toLowerCase());
  return {
    typeName: settings.get('root') ?? settings.get('struct') ?? kind,
    record: { group, version: settings.get('version') ?? '', kind, plural, namespaced: settings.has('namespaced') },
    status: settings.get('status'),
  };
}

/** The type whose kind a struct has by `#[derive(Resource)] #[resource(inherit = T)]`. */
export function inheritedResource(attributes: readonly string[]): string | undefined {
  const resource = attributes.find((attribute) => /^#\[\s*resource\s*\(/.test(attribute));
  return resource === undefined ? undefined : /inherit\s*=\s*"?([\w:]+)/.exec(resource)?.[1];
}

/** The text after `derive(`. */
function derived(attribute: string): string {
  const start = attribute.search(/\bderive\s*\(/);
  return start === -1 ? '' : attribute.slice(start);
}

function kubeSettings(attributes: readonly string[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const attribute of attributes) {
    const inside = argumentsIn(attribute);
    if (inside === undefined || !/^#\[\s*(?:kube|cfg_attr|versioned)\b/.test(attribute)) continue;
    for (const part of splitArguments(inside)) {
      const setting = /^(\w+)\s*(?:=\s*r?#*"([\s\S]*?)"#*)?/.exec(part);
      if (setting?.[1] !== undefined) settings.set(setting[1], setting[2] ?? '');
    }
  }
  return settings;
}

/** The content of `#[kube(…)]`, `#[versioned(k8s(…))]` and `#[cfg_attr(…, kube(…))]`. */
function argumentsIn(attribute: string): string | undefined {
  const begin = /\b(?:kube|crd|k8s)\s*\(/.exec(attribute);
  if (begin === null) return undefined;
  const inside = attribute.slice(begin.index + begin[0].length);
  const end = inside.search(/\)\s*(?:\]|\)\s*\])\s*$/);
  return end === -1 ? undefined : inside.slice(0, end);
}
