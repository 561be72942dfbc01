// What Flux hands to charts and overlays that are not here: their defaults are not judged, what weakens them is.
import { parse } from 'yaml';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { weakSettings, type WeakSetting } from '../look/weak-settings.ts';

export const noWeakOverrides = defineRule({
  id: 'no-weak-overrides',
  title: 'No values and patches of Flux take a protection away',
  why: 'What a HelmRelease or a Kustomization of Flux sets wins over every default of what it installs, and is reviewed as configuration.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove the override; put a secret into a Secret and name it in valuesFrom.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...inventory.manifests.flatMap((one) => (isOf(one, 'HelmRelease', 'helm') ? valuesOf(one) : patchesOf(one))),
  ],
});

function isOf({ kind, apiVersion }: Manifest, wanted: string, group: string): boolean {
  return kind === wanted && apiVersion.startsWith(`${group}.toolkit.fluxcd.io/`);
}

function valuesOf(release: Manifest): readonly Sight[] {
  const found = weakSettings(readManifest(release, ['spec', 'values']).value);
  return found.map((one) => sightOf(release, ['spec', 'values', ...one.keys], one));
}

function patchesOf(kustomization: Manifest): readonly Sight[] {
  if (!isOf(kustomization, 'Kustomization', 'kustomize')) return [];
  return itemsOf(readManifest(kustomization, ['spec', 'patches'])).flatMap((one, index) =>
    weakSettings(settingsOf(textOf(fieldOf(one, 'patch')))).map((setting) =>
      sightOf(kustomization, ['spec', 'patches', index, 'patch'], setting),
    ),
  );
}

/** Of a merge, what it is merged; of operations, what each sets at the end of its path. */
function settingsOf(patch: string): unknown {
  const value = parsed(patch);
  if (!Array.isArray(value)) return value;
  return value.map((operation) => ({
    [textOf(fieldOf(operation, 'path')).split('/').at(-1) ?? '']: fieldOf(operation, 'value'),
  }));
}

function parsed(patch: string): unknown {
  try {
    return parse(patch, { maxAliasCount: 0, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function sightOf(
  manifest: Manifest,
  keys: readonly (string | number)[],
  { what, severity, keys: at }: WeakSetting,
): Sight {
  return sightAt(
    readManifest(manifest, keys),
    'broken',
    about(nameOf(manifest), `weakens what it installs: ${what}`, at.join('.')),
    {
      severity,
    },
  );
}
