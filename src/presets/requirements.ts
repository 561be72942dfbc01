// The rules of a preset itself: places in objects, and files with a fixed content.
import { isDeepStrictEqual } from 'node:util';
import { answersPath, hardenedIn, presetIn } from '../answers/document.ts';
import { isTextOf } from '../formats/blob-id.ts';
import { groupOf } from '../kubernetes/api-group.ts';
import { readManifest, type Manifest } from '../inventory/manifests.ts';
import type { Repository } from '../repo/repository.ts';
import { nameOf } from '../rules/look/place.ts';
import type { Rule, Sight } from '../rules/rule.ts';
import { about, sightAt } from '../rules/sight.ts';
import { matches } from './expression.ts';
import { titleOf } from './limits.ts';
import type { Layer, PresetFile, Requirement } from './preset.ts';
import type { Recorded } from './record.ts';

const common = { group: 'Preset', confidence: 'high', profile: 'regular', fix: 'manual' } as const;

/** A rule of the organisation about the objects of one kind. */
export function requirementRule(layer: Layer, { id, kind, path, must, severity, reason }: Requirement): Rule {
  const place = path.join('.');
  return {
    ...common,
    id,
    title: `${place} of each ${kind} ${wanted(must)}`,
    why: reason,
    severity,
    reference: titleOf(layer),
    advice: `Set ${place}: it ${wanted(must)}.`,
    look: ({ manifests }) =>
      manifests.filter((one) => isOf(one, kind) && !one.patch).map((one) => sightOf(one, path, must)),
  };
}

function isOf({ kind, apiVersion }: Manifest, wantedKind: string): boolean {
  return `${groupOf(apiVersion)}/${kind}`.replace(/^\//, '') === wantedKind;
}

function sightOf(manifest: Manifest, path: readonly string[], must: Requirement['must']): Sight {
  const reading = readManifest(manifest, path);
  const place = path.join('.');
  const say = (words: string) => about(nameOf(manifest), `${place} ${words}`, place);
  if (reading.state === 'unknown')
    return sightAt(reading, 'unknown', say(`cannot be judged: ${reading.why ?? 'it shows when the chart renders'}`));
  if (reading.state === 'absent') return sightAt(reading, 'broken', say(`is not there; it ${wanted(must)}`));
  return sightAt(reading, fits(reading.value, must) ? 'kept' : 'broken', say(wanted(must)));
}

function fits(value: unknown, must: Requirement['must']): boolean {
  if ('be' in must) return isDeepStrictEqual(value, must.be);
  if ('match' in must)
    return (typeof value === 'string' || typeof value === 'number') && matches(must.match, String(value));
  return value !== null && value !== undefined;
}

function wanted(must: Requirement['must']): string {
  if ('be' in must) return `must be ${JSON.stringify(must.be)}`;
  return 'match' in must ? `must match ${must.match}` : 'must exist';
}

/** Every file of a layer that must stay as it is. */
export function fileRule(layer: Layer): Rule | undefined {
  const exact = layer.files.filter(({ mode }) => mode === 'exact');
  if (exact.length === 0) return undefined;
  return {
    ...common,
    id: 'preset-files',
    title: 'The files of the preset are unchanged',
    why: 'The organisation maintains them in one place, and an edited file no longer follows it.',
    severity: 'high',
    reference: titleOf(layer),
    advice: 'Take the file from the preset again with `update --preset` or `harden --preset`.',
    decision: 'Edits of the file here are lost.',
    fix: 'ask',
    look: ({ repository }) => exact.map((file) => compared(file, repository)),
  };
}

function compared({ to, text, reason }: PresetFile, repository: Repository): Sight {
  const there = repository.files.get(to);
  const message = there === undefined ? `is missing: ${reason}` : `is not as the preset has it: ${reason}`;
  const said = { state: there === text ? 'kept' : 'broken', path: to, line: 1, subject: to, message } as const;
  if (there === undefined) return { ...said, fix: 'safe', change: () => ({ path: to, write: text }) };
  const change = () => ({ path: to, edits: [{ start: 0, end: there.length, text }] });
  return { ...said, ...(isAsWritten(to, there, repository) && { fix: 'safe' as const }), change };
}

/** Whether harden wrote it, and nobody has edited it since. */
function isAsWritten(path: string, text: string, { files }: Repository): boolean {
  const hardened = hardenedIn(files.get(answersPath) ?? '{}');
  return hardened !== undefined && hardened !== 'generated' && isTextOf(text, hardened.get(path) ?? '');
}

/**
 * The files that a repository gets when it adopts the preset, and owns afterwards. Only for harden: they are not
 * judged.
 */
export function startRule(layer: Layer, wanted: Recorded): Rule | undefined {
  const start = layer.files.filter(({ mode }) => mode === 'start');
  if (start.length === 0) return undefined;
  return {
    ...common,
    id: 'preset-start',
    title: 'A repository that adopts the preset gets its start files',
    why: 'A new repository has them too.',
    severity: 'low',
    reference: titleOf(layer),
    advice: 'Run `harden --preset`.',
    fix: 'safe',
    look: ({ repository: { files } }) =>
      presetIn(files.get(answersPath) ?? '{}')?.name === wanted.name ||
      hardenedIn(files.get(answersPath) ?? '{}') === 'generated'
        ? []
        : start
            .filter(({ to }) => !files.has(to))
            .map(({ to, text, reason }) => ({
              state: 'broken',
              path: to,
              line: 1,
              subject: to,
              message: `is missing: ${reason}`,
              change: () => ({ path: to, write: text }),
            })),
  };
}
