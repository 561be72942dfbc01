// What an update is tried on, in memory: the files without the records, and what becomes of them.
import { answersPath } from '../../src/answers/document.ts';
import type { Update } from '../../src/merge/merge-update.ts';
import type { Files } from '../../src/repo/files.ts';
import { writtenPath } from '../../src/scaffold/written.ts';

/** Without what the generator keeps of itself. */
export function content(files: Files): Files {
  return new Map([...files].filter(([file]) => file !== answersPath && file !== writtenPath));
}

/** The files as an update leaves them. */
export function afterwards(ours: Files, { changed, removed }: Update): Files {
  const files = new Map([...ours, ...changed]);
  for (const file of removed) files.delete(file);
  return files;
}
