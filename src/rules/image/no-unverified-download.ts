// Nothing that is downloaded is run unseen.
import { defineRule, pages } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';
import { runDownload } from '../look/downloads.ts';
import { unverified } from '../look/unverified.ts';

export const noUnverifiedDownload = defineRule({
  id: 'no-unverified-download',
  title: 'No downloaded script is run unseen',
  why: 'curl | sh, or a download that is run by the next command, runs whatever the server, or whoever answers in its place, sends that day.',
  group: 'Image',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Download a version, check its sha256, then run it.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, file.instructions, ({ keyword, rest }) => {
        if (!/^(RUN|ONBUILD|ENTRYPOINT|CMD)$/.test(keyword)) return undefined;
        if (wordsOf(rest).some((word) => runDownload(word) !== undefined))
          return 'a download is run without a look at it';
        const open = unverified(rest);
        return open === undefined ? undefined : `nobody checks who answers: ${open}`;
      }),
    ),
});

/** Of the form without a shell each word: one of them is what a shell gets. */
function wordsOf(rest: string): readonly string[] {
  return rest.startsWith('[') ? rest.split('"').filter((_, index) => index % 2 === 1) : [rest];
}
