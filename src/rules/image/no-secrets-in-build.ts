// No secret goes into a layer.
import { defineRule, pages } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const noSecretsInBuild = defineRule({
  id: 'no-secrets-in-build',
  title: 'No secret goes into the image',
  why: 'ARG and ENV stay in the history of the image, for everybody who can pull it.',
  group: 'Image',
  severity: 'high',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Use RUN --mount=type=secret.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, file.instructions, ({ keyword, rest }) => {
        const name =
          keyword === 'ARG' || keyword === 'ENV'
            ? rest
                .split(/[\s=]+/)
                .find((word) =>
                  /^[A-Z_]*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i.test(word),
                )
            : undefined;
        return name === undefined
          ? undefined
          : { what: name, message: `${keyword} ${name} stays in the history of the image` };
      }),
    ),
});
