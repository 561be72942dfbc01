// What a repository has recorded of its preset, beside the one that it is judged by.
import {
  answersFromYoRc,
  answersPath,
  hardenedIn,
  presetIn,
  withRecord,
  type RecordedPreset,
} from '../answers/document.ts';
import type { Given } from '../answers/resolve.ts';
import { configOf, configPath } from '../audit/config.ts';
import { isLink, type Repository } from '../repo/repository.ts';
import type { Change, Rule, Sight } from '../rules/rule.ts';
import { keptOf } from '../scaffold/record.ts';
import { accepts, titleOf } from './limits.ts';
import type { Preset } from './preset.ts';

export type Recorded = RecordedPreset;

const common = { group: 'Preset', confidence: 'high', profile: 'regular', fix: 'manual' } as const;

/**
 * Whether the repository is on this preset, and whether its answers are accepted.
 *
 * @param read answers that were read from the repository itself: the record wins over them
 */
export function recordRules(preset: Preset, wanted: Recorded, read: Given = {}): readonly Rule[] {
  return [
    {
      ...common,
      id: 'preset-current',
      title: 'The repository is on the preset of its organisation',
      why: 'On none or an older one it is not built from what the organisation demands today.',
      severity: 'medium',
      reference: wanted.name,
      advice: 'Run `update --preset` with the current preset; where nothing was generated, `harden --preset`.',
      fix: 'safe',
      look: ({ repository }) => [currentIn(repository.files.get(answersPath), wanted)],
    },
    {
      ...common,
      id: 'preset-answers',
      title: 'Every recorded answer is accepted by the preset',
      why: 'An answer that was edited in the record is what the next update writes.',
      severity: 'high',
      reference: wanted.name,
      advice:
        'Change the answer with `update`; where harden recorded it, with the flag of the answer and `harden --preset`.',
      look: ({ repository }) => answersIn(repository.files.get(answersPath), preset, read),
    },
    {
      ...common,
      id: 'preset-config',
      title: 'The configuration of the repository loosens nothing',
      why: 'What it leaves out or lowers is judged all the same, so that it only misleads whoever reads it.',
      severity: 'low',
      reference: wanted.name,
      advice: `Keep "ignore" in ${configPath}, with its reasons, and remove the rest.`,
      look: ({ repository }) => configIn(repository),
    },
    {
      ...common,
      id: 'preset-whole',
      title: 'No link keeps a folder from the audit',
      why: 'What it leads to may be installed, and nobody has judged it.',
      severity: 'medium',
      reference: wanted.name,
      advice: 'Put the folder in the place of the link.',
      look: ({ repository }) => linksIn(repository),
    },
  ];
}

function currentIn(text: string | undefined, wanted: Recorded): Sight {
  const said = { path: answersPath, line: 1, subject: 'preset', what: wanted.name };
  const recorded = text === undefined ? undefined : presetIn(text);
  const title = titleOf({ name: wanted.name, version: wanted.version });
  const isGenerated = hardenedIn(text ?? '{}') === 'generated';
  const broken = { ...said, state: 'broken', ...(!isGenerated && { change: () => changeOf(text, wanted) }) } as const;
  if (recorded === undefined) return { ...broken, message: `the repository is on none; it must be on ${title}` };
  if (recorded.name !== wanted.name || recorded.version !== wanted.version)
    return { ...broken, message: `the repository is on ${titleOf(recorded)}; it must be on ${title}` };
  return recorded.integrity === wanted.integrity
    ? { ...said, state: 'kept', message: '' }
    : {
        ...broken,
        message: `${title} was another text when the repository took it (${recorded.integrity}, now ${wanted.integrity})`,
      };
}

/** What harden may do: name the preset, where it keeps the record itself. A generated repository follows by an update. */
function changeOf(text: string | undefined, wanted: Recorded): Change | undefined {
  const hardened = hardenedIn(text ?? '{}');
  const { given } = answersFromYoRc(text ?? '{}', answersPath);
  const next = withRecord(
    text ?? '{}',
    keptOf(given, hardened === 'generated' ? undefined : (hardened ?? new Map()), wanted),
  );
  if (next === undefined) return undefined;
  return text === undefined
    ? { path: answersPath, write: next }
    : { path: answersPath, edits: [{ start: 0, end: text.length, text: next }] };
}

/** Whatever it says besides `ignore` is set aside where a preset is asked for. */
function configIn(repository: Repository): readonly Sight[] {
  const { ignore: _, ...rest } = configOf(repository) ?? { ignore: [] };
  return Object.entries(rest)
    .filter(([, value]) => says(value))
    .map(([key]) => ({
      state: 'broken',
      path: configPath,
      line: 1,
      subject: key,
      what: key,
      message: 'does not hold under a preset',
    }));
}

/** A link to a folder that is read where it lies keeps nothing back. */
function linksIn({ skipped }: Repository): readonly Sight[] {
  return skipped
    .filter(({ why, mayHold }) => why === isLink && mayHold === true)
    .map(({ path }) => ({
      state: 'unknown',
      path,
      line: 1,
      subject: path,
      what: path,
      message: 'cannot be judged: it leads to a folder that is not read',
    }));
}

function says(value: unknown): boolean {
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function answersIn(text: string | undefined, preset: Preset, read: Given): readonly Sight[] {
  const { given } = answersFromYoRc(text ?? '{}', answersPath);
  return Object.entries({ ...read, ...given }).flatMap(([key, value]): readonly Sight[] =>
    preset.layers.flatMap((layer) => {
      const limit = Object.entries(layer.answers).find(([known]) => known === key)?.[1];
      if (limit === undefined) return [];
      const message = `${key} is ${JSON.stringify(value)}, which ${titleOf(layer)} does not accept: ${limit.reason}`;
      return [
        {
          state: accepts(limit, value) ? 'kept' : 'broken',
          path: answersPath,
          line: 1,
          subject: key,
          what: key,
          message,
        },
      ];
    }),
  );
}
