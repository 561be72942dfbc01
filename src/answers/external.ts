// The answers about services outside the cluster: the hosts, the identity, and the facts that its provider needs.
import { choice, list, onlyWhen } from './answer.ts';
import { each, hostName } from './checks.ts';
import { awsAnswers } from './providers/aws.ts';
import { azureAnswers } from './providers/azure.ts';
import { group } from './providers/provider.ts';
import { gcpAnswers } from './providers/gcp.ts';
import { tokenAnswers } from './providers/token.ts';
import { vaultAnswers } from './providers/vault.ts';
import { external } from './scope.ts';

export const externalAnswers = {
  externalProvider: onlyWhen(
    'scope is external',
    external,
    choice(['token', 'aws-pod-identity', 'aws-irsa', 'gcp', 'azure', 'vault'], {
      flag: 'external-provider',
      group,
      title: 'Identity outside the cluster',
      why: 'how the controller proves its identity; no static cloud keys',
      default: () => 'token',
    }),
  ),
  externalHosts: onlyWhen(
    'scope is external',
    external,
    list({
      flag: 'external-hosts',
      group,
      title: 'Hosts that it calls',
      why: 'the client refuses every other host',
      form: 'host,host,…',
      one: 'Host',
      example: ['api.example.com', 'files.example.org'],
      check: each(hostName),
    }),
  ),
  ...tokenAnswers,
  ...awsAnswers,
  ...gcpAnswers,
  ...azureAnswers,
  ...vaultAnswers,
} as const;
