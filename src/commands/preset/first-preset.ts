// The preset that `preset init` writes: each key once, in comments, so that it is valid and narrows nothing yet.
import { addressOf } from '../../package-root.ts';
import type { Files } from '../../repo/files.ts';

/** @param name of the folder, and of the package that it may become */
export function firstPreset(name: string): Files {
  const manifest = {
    name,
    version: '0.1.0',
    description: 'What a controller must look like here',
    files: ['preset.yaml', 'files'],
  };
  return new Map([
    ['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
    ['preset.yaml', commented()],
  ]);
}

function commented(): string {
  return `# A preset of create-kube-secure-controller: data that can only narrow. Every key is listed here:
# ${addressOf('docs/presets.md')}
# extends: "@acme/base-preset@2.1.0"      # at most one parent; this one can only narrow it further
# profile: pedantic                       # at least this one is judged

answers: {}
#   license: { locked: none, reason: our code is not published }
#   scope: { allowed: [namespaced, external], reason: no team reaches into the namespaces of others }
#   repository: { pattern: '^acme/[a-z0-9-]+$', reason: repositories live in the organisation }
#   baseImage: { default: chainguard, reason: we have a contract with them }

rules: {}
#   base-image-by-digest: { severity: critical, reason: an incident }       # only upwards
#   security-policy: { required: true, reason: reports must reach us }     # no suppression holds

suppressions: {}
#   mustExpire: true                      # a reason ends with: until 2027-01-31
#   mustMatch: (SEC|RISK)-[0-9]+

exceptions: []
#   - { repository: acme/legacy, rule: no-wildcards, until: 2027-01-31, reason: RISK-12 }

require: []
#   - { id: acme-team-label, kind: apps/Deployment, path: 'metadata.labels["acme.dev/team"]', matches: '^[a-z-]+$', severity: high, reason: on call }

files: []
#   - { from: files/ONCALL.md, to: docs/ONCALL.md, mode: exact, reason: one page for all }   # exact | start
`;
}
