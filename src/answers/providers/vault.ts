// A secret in Vault, by its Kubernetes auth method.
import { text } from '../answer.ts';
import { all, dnsLabel, dnsName, matches, notEmpty } from '../checks.ts';
import { forProviders, group } from './provider.ts';

export const vaultAnswers = {
  vaultHost: forProviders(
    ['vault'],
    text({
      flag: 'vault-host',
      group,
      title: 'Host of Vault',
      why: 'called on port 8200 over TLS',
      form: 'host',
      example: 'vault.example.com',
      check: all(notEmpty, dnsName),
    }),
  ),
  vaultMount: forProviders(
    ['vault'],
    text({
      flag: 'vault-mount',
      group,
      asked: 'on-request',
      title: 'Auth mount',
      why: 'where the Kubernetes method is mounted',
      default: () => 'kubernetes',
      check: matches(/^[\w-]+(\/[\w-]+)*$/, 'a mount path without leading slash'),
    }),
  ),
  vaultRole: forProviders(
    ['vault'],
    text({
      flag: 'vault-role',
      group,
      asked: 'on-request',
      title: 'Vault role',
      why: 'bound to this ServiceAccount and namespace',
      defaultForm: '`<name>`',
      default: (known) => known.text('name'),
      check: dnsLabel,
    }),
  ),
  vaultPath: forProviders(
    ['vault'],
    text({
      flag: 'vault-path',
      group,
      title: 'Path of the secret',
      why: 'the policy allows only this path',
      form: 'secret/data/…',
      example: 'secret/data/example',
      check: matches(/^[\w-]+(\/[\w.-]+)+$/, 'an exact path such as "secret/data/example", without "*"'),
    }),
  ),
} as const;
