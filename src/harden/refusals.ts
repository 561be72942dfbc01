// Objects that an API server would refuse, as far as this program knows its rules.
import { fieldOf, textOf } from '../formats/yaml/values.ts';
import { podSpecOf } from '../kubernetes/pod-templates.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Manifest } from '../inventory/manifests.ts';
import { plainOf } from '../inventory/part.ts';
import { podFaults } from './pod-faults.ts';
import { shapeFaults } from './shape-faults.ts';

export interface Refusal {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** For every whole object; a patch is judged in the object that it changes. */
export function refusalsIn({ manifests }: Pick<Inventory, 'manifests'>): readonly Refusal[] {
  return manifests.filter(({ patch }) => !patch).flatMap(refusalsOf);
}

function refusalsOf(manifest: Manifest): readonly Refusal[] {
  const { path, line, kind, label, apiVersion } = manifest;
  const value = plainOf(manifest.part);
  const faults = isOld(apiVersion) ? [] : [...shapeFaults(kind, value), ...selectorFaults(kind, value)];
  const pod = podSpecOf(manifest);
  const inside = pod === undefined ? [] : podFaults(fieldOf(value, ...pod), claimsOf(value));
  return [...faults, ...inside].map((fault) => ({ path, line, why: `${kind} ${label}: ${fault}` }));
}

/** Versions that are no longer served had other fields, and kinds of others have their own. */
function isOld(apiVersion: string): boolean {
  return !/^(v1|(apps|batch|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io)\/v1)$/.test(apiVersion);
}

/** The selector must match the labels of the Pods in the template. */
function selectorFaults(kind: string, value: unknown): readonly string[] {
  if (!['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind)) return [];
  const labels = fieldOf(value, 'spec', 'template', 'metadata', 'labels');
  return Object.entries(fieldOf(value, 'spec', 'selector', 'matchLabels') ?? {})
    .filter(([key, wanted]) => fieldOf(labels, key) !== wanted)
    .map(([key]) => `its selector does not match the label ${key} of its Pods`);
}

function claimsOf(value: unknown): readonly string[] {
  const claims = fieldOf(value, 'spec', 'volumeClaimTemplates');
  return Array.isArray(claims) ? claims.map((claim: unknown) => textOf(fieldOf(claim, 'metadata', 'name'))) : [];
}
