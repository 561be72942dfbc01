// The sides of an update, in memory: the files without the records, and the result.
import { answersPath } from '../../src/answers/document.ts';
import type { Update } from '../../src/merge/merge-update.ts';
import type { Files } from '../../src/repo/files.ts';
import { writtenPath } from '../../src/scaffold/written.ts';

/** Without the records of the generator. */
export function content(files: Files): Files {
  return new Map([...files].filter(([file]) => file !== answersPath && file !== writtenPath));
}

/** The files after an update. */
export function afterwards(ours: Files, { changed, removed }: Update): Files {
  const files = new Map([...ours, ...changed]);
  for (const file of removed) files.delete(file);
  return files;
}
