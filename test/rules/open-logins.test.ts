// Logins with the token of a cluster, and policies of Vault, in every file that can hold one.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string): readonly string[] =>
  audit(repositoryOf([[path, text]]), { rules: ['cloud-rights-named'] }).findings.map(
    ({ severity, line }) => `${severity} ${line}`,
  );

const role = (names: string, namespaces: string): string =>
  `#!/bin/sh\nvault write auth/kubernetes/role/a \\\n  bound_service_account_names=${names} \\\n  bound_service_account_namespaces=${namespaces} token_policies=a\n`;
const provider = (more: string): string =>
  `#!/bin/sh\ngcloud iam workload-identity-pools providers create-oidc p \\\n  --issuer-uri=https://token.actions.githubusercontent.com ${more}\n`;
const member = (principal: string): string =>
  `#!/bin/sh\ngcloud iam service-accounts add-iam-policy-binding a@b --role roles/iam.workloadIdentityUser \\\n  --member "${principal}"\n`;
const pool = 'iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/a.svc.id.goog';

test.each([
  ['iam/a.hcl', 'path "*" {\n  capabilities = ["read", "update", "sudo"]\n}\n', ['critical 1']],
  ['iam/a.hcl', '\npath "*" {\n  capabilities = ["read", "list"]\n}\n', ['high 2']],
  ['iam/a.hcl', 'path "sys/policies/acl/*" {\n  capabilities = ["create", "update"]\n}\n', ['high 1']],
  ['iam/a.hcl', 'path "sys/health" {\n  capabilities = ["read", "sudo"]\n}\n', []],
  ['iam/a.hcl', 'path "secret/data/a/*" {\n  capabilities = ["read"]\n}\n', []],
  ['iam/a.hcl', 'path "*" {\n  capabilities = ["deny"]\n}\n', []],
  ['iam/a.hcl', '# path "*" {\n#   capabilities = ["sudo"]\n# }\n', []],
  [
    'a.tf',
    'resource "vault_policy" "a" {\n  policy = <<E\npath "*" { capabilities = ["update"] }\nE\n}\n',
    ['critical 3'],
  ],
  ['a.sh', 'vault policy write a - <<E\npath "auth/*" {\n  capabilities = ["update"]\n}\nE\n', ['high 2']],
  ['hack/a.sh', role("'*'", "'*'"), ['high 3']],
  ['a.sh', role('"*"', 'a'), ['medium 3']],
  ['a.sh', role('a', '*'), ['medium 4']],
  ['a.sh', role('a', 'b'), []],
  ['a.sh', role('a-*', 'b'), []],
  ['iam/role.json', '{"bound_service_account_names": ["*"],\n "bound_service_account_namespaces": ["*"]}', ['high 1']],
  ['iam/role.json', '{"bound_service_account_names": ["a"],\n "bound_service_account_namespaces": ["b"]}', []],
  ['a.yaml', 'bound_service_account_names:\n  - "*"\nbound_service_account_namespaces:\n  - a\n', ['medium 1']],
  ['a.tf', 'bound_service_account_names      = ["*"]\nbound_service_account_namespaces = ["*"]\n', ['high 1']],
  ['examples/a.tf', 'bound_service_account_names = ["*"]\n', []],
  ['hack/a.sh', member(`principalSet://${pool}/*`), ['high 3']],
  ['a.sh', member(`principal://${pool}/subject/ns/a/sa/b`), []],
  ['a.sh', member(`principalSet://${pool}/namespace/a`), []],
  ['a.sh', provider(''), ['high 2']],
  ['a.sh', provider('--attribute-condition="assertion.repository_owner==\'acme\'"'), []],
])('%s: %s', (path, text, expected) => expect(found(path, text)).toEqual(expected));
