// A role in Azure by Workload Identity: Entra ID accepts the token that its webhook mounts.
import type { Provider } from './provider.ts';

export const azure: Provider = {
  identityHosts: () => ['login.microsoftonline.com'],
  tokenFile: true,
  form: true,
  taken: ['^azure[.]workload[.]identity/'],
  settings: ['clientId', 'tenantId'].map((key) => ({
    key: `external.${key}`,
    about: key === 'clientId' ? 'The identity that the account acts as.' : 'The tenant of that identity.',
    schema: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
  })),
};
