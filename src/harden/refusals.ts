// What an API server would refuse of the objects that a repository installs, as far as this program knows its rules.
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

/** Of every object that is whole; a patch is judged in what takes it in. */
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

/** Versions that are served no more had other fields; kinds of others have theirs. */
function isOld(apiVersion: string): boolean {
  return !/^(v1|(apps|batch|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io)\/v1)$/.test(apiVersion);
}

/** The Pods of a template must be those that are selected. */
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
