// Nothing that is downloaded is run unseen.
import { defineRule, pages } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const noUnverifiedDownload = defineRule({
  id: 'no-unverified-download',
  title: 'No downloaded script is run unseen',
  why: 'curl | sh runs whatever the server, or whoever answers in its place, sends that day.',
  group: 'Image',
  severity: 'medium',
  reference: pages.scorecard,
  advice: 'Download a version, check its sha256, then run it.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, file.instructions, ({ keyword, rest }) =>
        keyword === 'RUN' && /\b(curl|wget)\b[^&;\n]*\|\s*(sudo\s+)?(ba|z)?sh\b/.test(rest)
          ? `a download is piped into a shell`
          : undefined,
      ),
    ),
});
