// A role in Azure, by Azure Workload Identity.
import { text } from '../answer.ts';
import { all, matches } from '../checks.ts';
import { forProviders, group } from './provider.ts';

const uuid = matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case');

export const azureAnswers = {
  azureClientId: forProviders(
    ['azure'],
    text({
      flag: 'azure-client-id',
      group,
      title: 'Client id',
      why: 'of the managed identity that the controller uses',
      form: 'UUID',
      example: '00000000-0000-4000-8000-000000000001',
      check: uuid,
    }),
  ),
  azureTenantId: forProviders(
    ['azure'],
    text({
      flag: 'azure-tenant-id',
      group,
      title: 'Tenant id',
      why: 'the tenant of Entra ID that issues its tokens',
      form: 'UUID',
      example: '00000000-0000-4000-8000-000000000002',
      check: uuid,
    }),
  ),
  azureIssuer: forProviders(
    ['azure'],
    text({
      flag: 'azure-issuer',
      group,
      title: 'OIDC issuer of the cluster',
      why: 'the federated credential accepts only its tokens',
      form: 'https://…',
      example: 'https://westeurope.oic.prod-aks.azure.com/00000000-0000-4000-8000-000000000002/',
      check: matches(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*)?$/, 'an https URL'),
    }),
  ),
  azureRole: forProviders(
    ['azure'],
    text({
      flag: 'azure-role',
      group,
      title: 'Role',
      why: 'it allows no more than what the controller calls',
      form: 'role name',
      example: 'Storage Blob Data Reader',
      check: all(
        matches(/^[A-Za-z][A-Za-z0-9 ()-]{2,127}$/, 'the name of a role such as "Storage Blob Data Reader"'),
        // In any letter case, which a pattern of a form cannot express.
        (value) =>
          /^(owner|contributor|user access administrator)$/i.test(value)
            ? 'must not be a role that spans every service'
            : undefined,
      ),
    }),
  ),
  azureScope: forProviders(
    ['azure'],
    text({
      flag: 'azure-scope',
      group,
      title: 'Resource that the role is assigned on',
      why: 'a resource, not a subscription or resource group',
      form: '/subscriptions/…/providers/…',
      example:
        '/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/example/providers/Microsoft.Storage/storageAccounts/example',
      check: matches(
        /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[\w.()-]+\/providers\/[\w.]+(\/[\w.-]+){2,}$/,
        'the id of one resource: /subscriptions/UUID/resourceGroups/NAME/providers/NAMESPACE/TYPE/NAME',
      ),
    }),
  ),
  azureAudience: forProviders(
    ['azure'],
    text({
      flag: 'azure-audience',
      group,
      asked: 'on-request',
      title: 'Audience of the access token',
      why: 'the API that the token is for',
      form: 'https://…',
      default: () => 'https://storage.azure.com',
      check: matches(/^(https|api):\/\/[\w./-]+$/, 'an https:// or api:// URI'),
    }),
  ),
} as const;
