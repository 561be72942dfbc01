// The input files of a control plane: keys, tokens, audit policy and kubeconfigs.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from './client.ts';

export interface Credentials {
  readonly adminToken: string;
  readonly tokens: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly auditPolicy: string;
}

/** Writes the input files of the API server and the controller manager. */
export async function writeCredentials(directory: string): Promise<Credentials> {
  const adminToken = randomBytes(24).toString('hex');
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  return {
    adminToken,
    tokens: await file('tokens.csv', `${adminToken},admin,admin,"system:masters"\n`),
    publicKey: await file('sa.pub', pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    privateKey: await file('sa.key', pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString()),
    auditPolicy: await file('audit-policy.json', JSON.stringify(auditPolicy)),
  };
}

/** Only requests of ServiceAccounts count. The stage at which a request arrives does not show its result. */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', userGroups: ['system:serviceaccounts'] }, { level: 'None' }],
};

/** Writes a kubeconfig that reads the token from its file, so that it can be rotated. */
export async function writeKubeconfig(
  path: string,
  { server, ca }: Endpoint,
  token: string,
  namespace = 'default',
): Promise<string> {
  await replace(`${path}.token`, token);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name: 'test', user: { tokenFile: `${path}.token` } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace } }],
    'current-context': 'test',
  };
  await replace(path, JSON.stringify(config, null, 2));
  return path;
}

/** In one step, so that another process of the ServiceAccount never reads half of it. */
async function replace(path: string, text: string): Promise<void> {
  const whole = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(whole, text, { mode: 0o600 });
  await rename(whole, path);
}
