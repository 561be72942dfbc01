// `add`: an update with one answer changed.
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { hardenedFilesOf } from '../create/given.ts';
import { placeOf } from '../create/place.ts';
import { refuseNoGit } from '../update/refuse.ts';
import { mergeInto } from '../update/run.ts';
import { added, additions, unknownWord, type Addition } from './additions.ts';

/** Exit status as with `update`; 0 if it is there already, and nothing is written. */
export async function add(invocation: Invocation): Promise<ExitStatus> {
  const { flags, cwd, out } = invocation;
  const { word, addition, value, directory } = wordsOf(invocation);
  const place = placeOf(directory, '', cwd);
  refuseNoGit(place);
  if (hardenedFilesOf(place) !== undefined)
    throw new UserError(
      `${place.shown} was hardened, not generated: its code belongs to its owner, so add has nothing to write.`,
      { status: 2 },
    );
  const owns = flags.get('owns');
  let isThere = false;
  // With `add kind`, the flag is about the new kind: as an answer it would change the kinds that the first one owns.
  const answers = new Map([...flags].filter(([name]) => name !== 'owns'));
  const status = await mergeInto({ ...invocation, flags: answers }, place, {
    answers: (given) => {
      const changed = added(addition, given, value, typeof owns === 'string' ? owns : undefined);
      isThere = changed === undefined;
      return changed;
    },
    say: ({ key, reason, message }) =>
      key === addition.key ? said(value === '' ? word : `${word} ${value}`, reason) : message,
  });
  if (isThere) out.lines([`${place.shown} has ${value === '' ? word : value} already: nothing to add.`]);
  return status;
}

/**
 * The message with the words of `add`. A reason may advise a flag of `update`, but add takes no answer except its own.
 */
function said(words: string, reason: string): string {
  const link = reason.startsWith('"') ? ': ' : ' ';
  return `\`add ${words}\`${link}${reason.replace(/Use (--[\w-]+ [\w-]+)$/, 'First run `update $1`')}.`;
}

interface Words {
  readonly word: string;
  readonly addition: Addition;
  readonly value: string;
  readonly directory: string;
}

/** @throws UserError with status 2 if a word is missing, unknown or one too many */
function wordsOf({ flags, positionals, problems }: Invocation): Words {
  const [word, ...rest] = positionals;
  const addition = word === undefined ? undefined : additions[word];
  const most = addition?.form === undefined ? 1 : 2;
  const all = [
    ...problems,
    ...(addition === undefined ? [unknownWord(word)] : []),
    ...(addition?.form !== undefined && rest.length === 0
      ? [`add ${word} needs a value: add ${word} <${addition.form}>.`]
      : []),
    ...(addition !== undefined && rest.length > most
      ? [
          `Too many words: ${rest
            .slice(most)
            .map((one) => JSON.stringify(one))
            .join(' ')}.`,
        ]
      : []),
    ...(flags.has('owns') && word !== 'kind' ? ['--owns is for `add kind`.'] : []),
  ];
  if (all.length > 0 || addition === undefined || word === undefined) throw new UserError(all, { status: 2 });
  const [value = '', directory = '.'] = addition.form === undefined ? ['', ...rest] : rest;
  return { word, addition, value, directory };
}
