// Decides to which paths a file may be written: those that mean the same place on every system, below the directory.
import { isPrintable } from '../printable.ts';
import { withoutTrailing } from '../without-trailing.ts';

/**
 * The reason why nothing is written to a path below a directory; undefined if writing is allowed.
 *
 * @param isThere whether it was read from the disk: its names are then given, and only its target counts
 */
export function whyUnsafe(file: string, isThere: boolean): string | undefined {
  if (file === '' || file.startsWith('/') || (!isThere && file.includes('\\'))) return 'does not lie in the directory';
  for (const part of file.split('/')) {
    const why = leads(part) ?? (isThere ? undefined : isNoName(part));
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Two of these paths are one file if case does not count, as on macOS and Windows. */
export function sameWithoutCase(files: Iterable<string>): readonly [string, string] | undefined {
  const known = new Map<string, string>();
  for (const file of files) {
    const folded = file.normalize('NFC').toLowerCase();
    const other = known.get(folded);
    if (other !== undefined) return [other, file];
    known.set(folded, file);
  }
  return undefined;
}

function leads(part: string): string | undefined {
  if (part === '' || part === '.' || part === '..') return 'does not lie in the directory';
  // As git guards its own folder on HFS+ and NTFS: path.c, is_ntfs_dotgit; utf8.c, is_hfs_dotgit.
  const plain = part
    .replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .split(':', 1)
    .map((name) => withoutTrailing(name, '. ').toLowerCase())[0];
  return plain !== undefined && kept.test(plain) ? 'is in a folder of version control, such as .git' : undefined;
}

/**
 * Each of these folders has settings that start programs. NTFS gives `.git` a short name too, by its position or by its
 * letters.
 */
const kept = /^(?:\.(?:git|hg|svn|bzr|jj|sl)|git~\d+|gi[\da-f]{4}~\d+)$/;

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
function isNoName(part: string): string | undefined {
  if (!isPrintable(part) || /[\t\p{Cs}]/u.test(part)) return 'has an invisible character in its name';
  if (/[<>:"|?*]/.test(part)) return 'has a character in its name that Windows reserves';
  if (/[.\s]$/.test(part)) return 'ends with a dot or a blank in one of its names';
  return /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i.test(part)
    ? 'has the name of a Windows device'
    : undefined;
}
