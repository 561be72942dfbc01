// Providers whose hosts accept a bearer token: Google Cloud, Azure, and Vault, which stores the token of the host.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listAt, parseJson, textAt, textsAt } from '../../control-plane/json.ts';
import type { Installation } from '../installation.ts';
import { annotation, expectSame, firstHost, formOf, iam, isBearer, requestLine, type Provider } from './provider.ts';
import { subjectOfToken } from './service-account-token.ts';

const metadata = '169.254.169.254';
const googleToken = `http://${metadata}/computeMetadata/v1/instance/service-accounts/default/token`;

/** https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#metadata_server */
export const gcp: Provider = {
  names: () => [],
  addresses: [metadata],
  audience: () => undefined,
  environment: () => ({}),
  requests: (installation) => [`GET ${googleToken}`, `GET https://${firstHost(installation)}/`],
  gives: (asked, _, generation) => {
    if (asked.host !== metadata) return undefined;
    expectSame('the request', requestLine(asked), `GET ${googleToken}`);
    expectSame('the header that no browser sends', asked.headers['metadata-flavor'], 'Google');
    return JSON.stringify({ access_token: `ya29.${generation}`, expires_in: 3599, token_type: 'Bearer' });
  },
  takes: (asked, _, generation) => isBearer(asked, `ya29.${generation}`),
};

const entra = 'login.microsoftonline.com';
const entraToken = (installation: Installation): string =>
  `https://${entra}/${annotation(installation, 'azure.workload.identity/tenant-id')}/oauth2/v2.0/token`;

/**
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, the third case, and
 * https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory for the host
 */
export const azure: Provider = {
  names: () => [entra],
  addresses: [],
  audience: () => 'api://AzureADTokenExchange',
  environment: (installation, tokenFile) => ({
    AZURE_AUTHORITY_HOST: `https://${entra}/`,
    AZURE_CLIENT_ID: annotation(installation, 'azure.workload.identity/client-id'),
    AZURE_TENANT_ID: annotation(installation, 'azure.workload.identity/tenant-id'),
    AZURE_FEDERATED_TOKEN_FILE: tokenFile,
  }),
  requests: (installation) => [`POST ${entraToken(installation)}`, `GET https://${firstHost(installation)}/`],
  gives: (asked, installation, generation) => {
    if (asked.host !== entra) return undefined;
    expectSame('the request', requestLine(asked), `POST ${entraToken(installation)}`);
    const { client_assertion: token = '', ...fields } = Object.fromEntries(formOf(asked));
    const wanted = {
      grant_type: 'client_credentials',
      client_id: textAt(iam(installation, 'role-assignment.json'), 'principalClientId'),
      scope: 'https://storage.azure.com/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    expectSame('the form', JSON.stringify(fields), JSON.stringify(wanted));
    const trusted = iam(installation, 'federated-credential.json');
    const subject = subjectOfToken(token, textsAt(trusted, 'audiences').join(), installation.plane.directory);
    expectSame('the subject', subject, textAt(trusted, 'subject'));
    return JSON.stringify({
      token_type: 'Bearer',
      expires_in: 86399,
      ext_expires_in: 86399,
      access_token: `entra.${generation}`,
    });
  },
  takes: (asked, _, generation) =>
    isBearer(asked, `entra.${generation}`) && String(asked.headers['x-ms-version'] ?? '') >= '2017-11-09',
};

/** https://developer.hashicorp.com/vault/api-docs/auth/kubernetes#login, and the key-value engine, version 2 */
export const vault: Provider = {
  names: ({ subject: { project } }) => [project.vaultHost ?? ''],
  addresses: [],
  audience: ({ deployment }) => {
    const sources = listAt(deployment, 'spec', 'template', 'spec', 'volumes').flatMap((volume) =>
      listAt(volume, 'projected', 'sources'),
    );
    return sources
      .map((source) => textAt(source, 'serviceAccountToken', 'audience'))
      .find((audience) => audience !== undefined);
  },
  environment: (_, tokenFile) => ({ EXTERNAL_TOKEN_FILE: tokenFile }),
  requests: (installation) => [
    `POST ${loginOf(installation)}`,
    `GET ${secretOf(installation)}`,
    `GET https://${firstHost(installation)}/`,
  ],
  gives: (asked, installation, generation) => {
    if (requestLine(asked) === `GET ${secretOf(installation)}`) {
      expectSame('the token of Vault', asked.headers['x-vault-token'], `hvs.${generation}`);
      return JSON.stringify({ data: { data: { token: `kept.${generation}` }, metadata: { version: generation } } });
    }
    if (asked.host === firstHost(installation)) return undefined;
    expectSame('the request', requestLine(asked), `POST ${loginOf(installation)}`);
    const login = parseJson(asked.body);
    expectSame('the role', textAt(login, 'role'), installation.subject.project.vaultRole);
    const trusted = iam(installation, 'role.json');
    const subject = subjectOfToken(
      textAt(login, 'jwt') ?? '',
      textAt(trusted, 'audience') ?? '',
      installation.plane.directory,
    );
    const [namespace, name] = [
      textsAt(trusted, 'bound_service_account_namespaces'),
      textsAt(trusted, 'bound_service_account_names'),
    ];
    expectSame('the subject', subject, `system:serviceaccount:${namespace.join()}:${name.join()}`);
    return JSON.stringify({ auth: { client_token: `hvs.${generation}`, lease_duration: 900, renewable: true } });
  },
  takes: (asked, _, generation) => isBearer(asked, `kept.${generation}`),
};

function loginOf({ subject: { project } }: Installation): string {
  return `https://${project.vaultHost}:8200/v1/auth/${project.vaultMount}/login`;
}

/** The path that the policy allows. */
function secretOf({ subject: { project, folder } }: Installation): string {
  const [, readable] = /^path "(.+)" \{/m.exec(readFileSync(path.join(folder, 'iam', 'policy.hcl'), 'utf8')) ?? [];
  return `https://${project.vaultHost}:8200/v1/${readable}`;
}
