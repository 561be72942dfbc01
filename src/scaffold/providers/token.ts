// A long-lived token in a Secret.
import type { Provider } from './provider.ts';

export const token: Provider = {
  secret: true,
  tokenFile: true,
  settings: [
    {
      key: 'external.tokenSecret',
      about: 'The Secret, in the namespace of the release, with the token for the service outside the cluster.',
      schema: { type: 'string', pattern: '^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$' },
    },
    {
      key: 'external.tokenKey',
      about: 'The key of that Secret; no other is mounted.',
      schema: { type: 'string', pattern: '^[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,252}$' },
    },
  ],
};
