// Passwords, tokens and the contents of Secrets stay out of logs and errors, of the program and of CI.
import { loggedSecrets } from '../look/logged-secrets.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { printedSecrets } from '../look/printed-secrets.ts';
import { defineRule } from '../rule.ts';

export const secretsNotLogged = defineRule({
  id: 'secrets-not-logged',
  title: 'Code and scripts write no secret into a log or an error',
  why: 'Whoever reads the logs has the secret; errors get into the status of an object and into events, which more people read.',
  group: 'Identity',
  severity: 'medium',
  reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
  profile: 'regular',
  advice:
    'Log the name of the Secret; keep the value in a type that prints nothing, such as SecretString of secrecy. In a script give it to the program that needs it, and print nothing.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...loggedSecrets(inventory.repository),
    ...printedSecrets(inventory),
  ],
});
