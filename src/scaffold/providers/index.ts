// Every provider, by the value of `--external-provider`. `npx vitest run test/walls -u` writes this file.
import type { Answers } from '../../answers/index.ts';
import { awsIrsa } from './aws-irsa.ts';
import { awsPodIdentity } from './aws-pod-identity.ts';
import { azure } from './azure.ts';
import { gcp } from './gcp.ts';
import type { Provider } from './provider.ts';
import { token } from './token.ts';
import { vault } from './vault.ts';

const providers: Readonly<Record<NonNullable<Answers['externalProvider']>, Provider>> = {
  'aws-irsa': awsIrsa,
  'aws-pod-identity': awsPodIdentity,
  azure,
  gcp,
  token,
  vault,
};

/** The provider of a repository with external scope. */
export function providerOf({ externalProvider }: Pick<Answers, 'externalProvider'>): Provider | undefined {
  return externalProvider === undefined ? undefined : providers[externalProvider];
}

/** The words with which lines of `templates/versions/Cargo.toml` select providers. */
export const crateConditions: readonly string[] = Object.values(providers).flatMap(({ crates }) => crates ?? []);
