// What a script only prints is no command, and a finding says what it found.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const findings = (path: string, text: string, rule: string) =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings;

test.each([
  ['echo "Install it: curl https://a.example/i.sh | sh"', 0],
  ["printf 'Install it: curl https://a.example/i.sh | sh'", 0],
  ['echo "It runs now." && curl https://a.example/i.sh | sh', 1],
  ['echo "curl https://a.example/i.sh | sh" | sh', 1],
])('hack/a.sh: %s', (line, count) =>
  expect(findings('hack/a.sh', `#!/bin/sh\n${line}\n`, 'no-unverified-download')).toHaveLength(count),
);

const grants = 'kubectl create clusterrolebinding a --clusterrole=cluster-admin --user=me';

test.each([
  [`echo "Then type: ${grants}"`, 0],
  [`printf 'Then type: ${grants}'`, 0],
  [`echo "It runs now." && ${grants}`, 1],
])('install.sh: %s', (line, count) =>
  expect(findings('install.sh', `#!/bin/sh\n${line}\n`, 'no-admin-binding')).toHaveLength(count),
);

test('a password that a build sets is named as such', () => {
  const [finding] = findings('Dockerfile', "FROM a\nRUN echo 'root:toor' | chpasswd\n", 'no-secrets-in-build');
  expect(finding?.message).toContain('RUN sets a password that stays in the history of the image');
});
