// Makes sights out of readings and lines.
import type { Reading } from '../formats/yaml/read.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change, Sight } from './rule.ts';

type More = Pick<Sight, 'severity' | 'accepted' | 'fix' | 'moving' | 'change'>;

/** The text of a sight, and its subject. */
export type Said = Pick<Sight, 'subject' | 'what' | 'message'>;

/**
 * A statement about one of several things.
 *
 * @param subject the name for people
 * @param message the fault, in words that may change
 * @param what identifies one of several things of the subject, in a form that never changes
 */
export function about(subject: string, message: string, what = ''): Said {
  return { subject, message, what };
}

/** A text without a place is about the whole file. */
function said(words: string | Said): Said {
  return typeof words === 'string' ? { message: words } : words;
}

/** Unknown is never kept: a rule that reports kept for an unreadable place gives `unknown`. */
export function sightAt(reading: Reading, state: Sight['state'], words: string | Said, more: More = {}): Sight {
  const whole = said(words);
  if (state === 'kept' && reading.state === 'unknown')
    return unknownAt(reading, whole.subject ?? '', String(reading.keys.at(-1) ?? 'it'), more);
  return { state, path: reading.document.file.path, line: reading.line, ...whole, ...more };
}

/**
 * A place that a rule cannot judge, with the reason.
 *
 * @param subject the name for people
 * @param name the part that cannot be judged, usually the field
 */
export function unknownAt(reading: Reading, subject: string, name: string, more: More = {}): Sight {
  const { document, line, why = 'a template fills it in' } = reading;
  const message = `${name} cannot be judged (${why})`;
  return { state: 'unknown', path: document.file.path, line, ...about(subject, message, name), ...more };
}

export function sightIn(
  file: { readonly path: string; readonly lineAt: (offset: number) => number },
  offset: number,
  state: Sight['state'],
  words: string | Said,
  more: More = {},
): Sight {
  return { state, path: file.path, line: file.lineAt(offset), ...said(words), ...more };
}

/** A file of the reference, to write into a repository that lacks it. */
export function writeFrom(path: string, ...others: readonly string[]): (reference: Inventory) => Change | undefined {
  return ({ repository }) => {
    const found = [path, ...others].find((one) => repository.files.has(one));
    const write = found === undefined ? undefined : repository.files.get(found);
    return found === undefined || write === undefined ? undefined : { path: found, write };
  };
}
