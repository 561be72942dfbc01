// COPY, not ADD.
import { defineRule, pages } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const copyOverAdd = defineRule({
  id: 'copy-over-add',
  title: 'Files are copied, not added',
  why: 'ADD downloads without a checksum and unpacks archives, which may write files to unexpected places.',
  group: 'Image',
  severity: 'medium',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Use COPY; download with a checksum.',
  decision: 'ADD also downloads and unpacks; COPY does neither.',
  fix: 'ask',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(
        file,
        file.instructions,
        ({ keyword, rest }) =>
          keyword === 'ADD' && !rest.includes('--checksum=')
            ? { what: rest, message: `ADD ${rest.slice(0, 60)}` }
            : undefined,
        (one) =>
          isPlain(one.rest)
            ? {
                fix: 'safe',
                severity: 'low',
                change: () => ({ path: file.path, edits: [{ start: one.start, end: one.keywordEnd, text: 'COPY' }] }),
              }
            : { fix: 'manual' },
      ),
    ),
});

/** Sources that COPY handles equally: no address, no archive, no flag of ADD. */
function isPlain(rest: string): boolean {
  return !/:\/\/|git@|\.(tar|tgz|gz|bz2|xz|zst)\b|[*?$]|--keep-git-dir/.test(rest);
}
