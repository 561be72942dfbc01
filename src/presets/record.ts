// The recorded preset of a repository, compared with the one for this audit.
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
 * Whether the repository uses this preset, and whether its answers are accepted.
 *
 * @param read answers from the repository itself: the record takes precedence
 */
export function recordRules(preset: Preset, wanted: Recorded, read: Given = {}): readonly Rule[] {
  return [
    {
      ...common,
      id: 'preset-current',
      title: 'The repository uses the current preset of its organisation',
      why: 'Without the current preset, it does not follow what the organisation demands today.',
      severity: 'medium',
      reference: wanted.name,
      advice:
        'Run `update --preset` with the current preset; in a repository that was not generated, `harden --preset`.',
      fix: 'safe',
      look: ({ repository }) => [currentIn(repository.files.get(answersPath), wanted)],
    },
    {
      ...common,
      id: 'preset-answers',
      title: 'The preset accepts every recorded answer',
      why: 'The next update writes an answer that was edited in the record.',
      severity: 'high',
      reference: wanted.name,
      advice: 'Change the answer with `update`; if harden recorded it, with its flag and `harden --preset`.',
      look: ({ repository }) => answersIn(repository.files.get(answersPath), preset, read),
    },
    {
      ...common,
      id: 'preset-config',
      title: 'The configuration of the repository loosens nothing',
      why: 'Rules that it leaves out or lowers are judged anyway, so it only misleads its readers.',
      severity: 'low',
      reference: wanted.name,
      advice: `Keep "ignore" in ${configPath}, with its reasons, and remove the rest.`,
      look: ({ repository }) => configIn(repository),
    },
    {
      ...common,
      id: 'preset-whole',
      title: 'No link hides a folder from the audit',
      why: 'The linked folder may be installed, and the audit did not judge it.',
      severity: 'medium',
      reference: wanted.name,
      advice: 'Replace the link by the folder.',
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
    return { ...broken, message: `the repository uses ${titleOf(recorded)}; it must use ${title}` };
  return recorded.integrity === wanted.integrity
    ? { ...said, state: 'kept', message: '' }
    : {
        ...broken,
        message: `${title} had another text when the repository took it (${recorded.integrity}, now ${wanted.integrity})`,
      };
}

/**
 * The fix of harden: it names the preset, if harden keeps the record itself. A generated repository gets it by an
 * update.
 */
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

/** With a preset, everything in the configuration except `ignore` has no effect. */
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
      message: 'has no effect under a preset',
    }));
}

/** A link to a folder that is read elsewhere hides nothing. */
function linksIn({ skipped }: Repository): readonly Sight[] {
  return skipped
    .filter(({ why, mayHold }) => why === isLink && mayHold === true)
    .map(({ path }) => ({
      state: 'unknown',
      path,
      line: 1,
      subject: path,
      what: path,
      message: 'cannot be judged: the link leads to a folder that is not read',
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
