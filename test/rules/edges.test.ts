// The limits of rules: one case on each side of an expression.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { binding, files, role } from './role-texts.ts';

const found = (texts: Readonly<Record<string, string>>, rule: string): number =>
  audit(repositoryOf(Object.entries(texts)), { rules: [rule] }).findings.length;

test.each([
  ['/debug/pprof', 1],
  ['/debug/*', 1],
  ['/logs/*', 1],
  ['/healthz', 0],
  ['/debugger', 0],
  // Another rule reports these.
  ['*', 0],
  ['/*', 0],
])('the address %s gives %i findings', (url, times) => {
  const rules = `  - nonResourceURLs: ['${url}']\n    verbs: [get]\n`;
  const { findings } = audit(files({ 'a.yaml': role('a', rules) + binding('a') }), { rules: ['no-debug-urls'] });
  expect(findings).toHaveLength(times);
});

test.each([
  ['system:authenticated', 1],
  ['system:serviceaccounts', 1],
  ['system:serviceaccounts:team', 1],
  ['system:masters', 1],
  ['system:masters-of-ceremony', 0],
  ['team:system:masters', 0],
])('a binding of the group %s gives %i findings', (group, times) => {
  const text = binding('view').replace(
    / {2}- kind: ServiceAccount[^]*?namespace: a\n/,
    `  - kind: Group\n    name: ${group}\n`,
  );
  expect(found({ 'a.yaml': text }, 'no-shared-subjects')).toBe(times);
});

test.each([
  ['cargo build --release', 1],
  ['cargo auditable build --release', 1],
  ['cargo +nightly auditable   build', 1],
  ['cargo auditable build --locked', 0],
  ['cargo fmt', 0],
])('`%s` in an image gives %i findings', (command, times) => {
  const cargo = { 'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n', 'Cargo.lock': 'version = 4\n' };
  expect(found({ ...cargo, Dockerfile: `FROM rust\nCOPY . .\nRUN ${command}\n` }, 'locked-image-build')).toBe(times);
});

test.each([
  ['toJSON(secrets)', 1],
  ["secrets['A']", 0],
  ["secrets[ 'A' ]", 0],
  ['secrets.A', 0],
  ['secrets[matrix.name]', 1],
])('%s gives %i findings', (expression, times) => {
  const workflow = `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo\n        env:\n          ALL: \${{ ${expression} }}\n`;
  expect(found({ '.github/workflows/a.yml': workflow }, 'secrets-by-name-in-workflows')).toBe(times);
});
