// Objects that make a program use servers without checking who they are.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import type { Severity, Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { entriesOf, isOfThisMachine, kubeconfigs } from './kubeconfigs.ts';
import { nameOf, nameOfContainer } from './place.ts';
import { EACH, readingsAt, unreadOn } from './readings-at.ts';
import { trustingValues } from './unverified.ts';

/**
 * `--insecure-skip-tls-verify`, `--kubelet-insecure-tls=true`, `--tls-verify=false`; `-k` has too many other meanings.
 */
const turnsOff =
  /(?:^|-)(?:insecure-skip-(?:tls-)?verify|insecure-tls|skip-tls-verify|accept-invalid-cert(?:ificate)?s|no-verify-ssl|ssl-insecure)$/;
const turnsOn = /(?:^|-)(?:tls-verify|verify-ssl|verify-tls|ssl-verify)$/;

function isTrusting(word: string): boolean {
  const [name = '', value = 'true'] = word.replace(/^--?/, '').toLowerCase().split('=');
  if (!word.startsWith('-')) return false;
  return turnsOff.test(name) ? /^(?:true|1)$/.test(value) : turnsOn.test(name) && /^(?:false|0)$/.test(value);
}

/** Arguments and variables of containers. */
export function trustingContainers({ workloads }: Inventory): readonly Sight[] {
  return workloads.flatMap(({ containers }) =>
    containers.flatMap((one) => [...unreadIn(one), ...flags(one), ...variables(one)]),
  );
}

/** Words and variables that a chart computes. */
function unreadIn(container: Container): readonly Sight[] {
  return [
    ['command', EACH],
    ['args', EACH],
    ['env', EACH, 'name'],
  ].flatMap((path) => unreadOn(container.workload.manifest, [...container.keys, ...path], nameOfContainer(container)));
}

function flags(container: Container): readonly Sight[] {
  return ['command', 'args'].flatMap((key) =>
    itemsOf(at(container, key)).flatMap((word, index) =>
      isTrusting(textOf(word)) ? [broken(container, [key, index], textOf(word))] : [],
    ),
  );
}

function variables(container: Container): readonly Sight[] {
  return itemsOf(at(container, 'env')).flatMap((one, index) => {
    const name = textOf(fieldOf(one, 'name'));
    const value = textOf(fieldOf(one, 'value'));
    const said = trustingValues(name);
    if (said === undefined) return [];
    const unread = unreadOn(
      container.workload.manifest,
      [...container.keys, 'env', index, 'value'],
      nameOfContainer(container),
    );
    return said.test(value) ? [broken(container, ['env', index, 'value'], `${name}=${value}`)] : unread;
  });
}

function at(container: Container, key: string): ReturnType<typeof readManifest> {
  return readManifest(container.workload.manifest, [...container.keys, key]);
}

function broken(container: Container, keys: readonly (string | number)[], what: string): Sight {
  const reading = readManifest(container.workload.manifest, [...container.keys, ...keys]);
  const said = about(nameOfContainer(container), `${what} turns the check of certificates off`, what);
  return sightAt(reading, 'broken', said);
}

interface Field {
  readonly group: RegExp;
  readonly kind: RegExp;
  readonly path: readonly string[];
  readonly severity: Severity;
}

const endpoint = ['spec', 'endpoints', EACH, 'tlsConfig', 'insecureSkipVerify'] as const;
const ofIstio = { group: /^networking\.istio\.io\//, kind: /^DestinationRule$/, severity: 'medium' } as const;

/** By kind: the fields that turn a check off with `true`, from the types of each project. */
const fields: readonly Field[] = [
  // Most templates of operators have it, and Prometheus only reads the metrics of the Pod.
  { group: /^monitoring\.coreos\.com\//, kind: /^ServiceMonitor$/, path: [...endpoint], severity: 'low' },
  {
    group: /^monitoring\.coreos\.com\//,
    kind: /^PodMonitor$/,
    path: ['spec', 'podMetricsEndpoints', EACH, 'tlsConfig', 'insecureSkipVerify'],
    severity: 'low',
  },
  {
    group: /^source\.toolkit\.fluxcd\.io\//,
    kind: /^(?:OCI|Helm)Repository$|^Bucket$/,
    path: ['spec', 'insecure'],
    severity: 'medium',
  },
  { ...ofIstio, path: ['spec', 'trafficPolicy', 'tls', 'insecureSkipVerify'] },
  { ...ofIstio, path: ['spec', 'trafficPolicy', 'portLevelSettings', EACH, 'tls', 'insecureSkipVerify'] },
  { ...ofIstio, path: ['spec', 'subsets', EACH, 'trafficPolicy', 'tls', 'insecureSkipVerify'] },
  {
    group: /^traefik\.(?:io|containo\.us)\//,
    kind: /^ServersTransport$/,
    path: ['spec', 'insecureSkipVerify'],
    severity: 'medium',
  },
  {
    group: /^gateway\.envoyproxy\.io\//,
    kind: /^Backend$/,
    path: ['spec', 'tls', 'insecureSkipVerify'],
    severity: 'medium',
  },
  { group: /^cert-manager\.io\//, kind: /Issuer$/, path: ['spec', 'acme', 'skipTLSVerify'], severity: 'medium' },
  {
    group: /^secrets\.hashicorp\.com\//,
    kind: /^VaultConnection$/,
    path: ['spec', 'skipTLSVerify'],
    severity: 'high',
  },
];

/**
 * The sources of Flux and Argo CD, and the dependencies of a chart: without TLS, anyone on the network path can answer.
 */
const addresses: readonly (readonly [kind: RegExp, path: readonly string[]])[] = [
  [/^(?:Git|Helm)Repository$/, ['spec', 'url']],
  [/^Application$/, ['spec', 'source', 'repoURL']],
  [/^Application$/, ['spec', 'sources', EACH, 'repoURL']],
  [/^ApplicationSet$/, ['spec', 'template', 'spec', 'source', 'repoURL']],
];

/** Fields of objects that other controllers act on. */
export function trustingObjects({ manifests }: Inventory): readonly Sight[] {
  return manifests
    .filter(({ patch }) => !patch)
    .flatMap((manifest) => [
      ...fields
        .filter(({ group, kind }) => kind.test(manifest.kind) && group.test(manifest.apiVersion))
        .flatMap(({ path, severity }) =>
          told(manifest, path, (value) => value === true, 'turns the check of certificates off', severity),
        ),
      ...addresses
        .filter(
          ([kind]) =>
            kind.test(manifest.kind) && /^(?:source\.toolkit\.fluxcd|argoproj)\.io\//.test(manifest.apiVersion),
        )
        .flatMap(([, path]) => told(manifest, path, isPlain, 'is fetched without TLS')),
    ]);
}

function told(
  manifest: Manifest,
  path: readonly string[],
  isBad: (value: unknown) => boolean,
  says: string,
  severity: Severity = 'medium',
): readonly Sight[] {
  return readingsAt(manifest, path)
    .filter(({ state, value }) => state === 'unknown' || isBad(value))
    .map((reading) =>
      reading.state === 'unknown'
        ? unknownAt(reading, nameOf(manifest), path.join('.'))
        : sightAt(reading, 'broken', about(nameOf(manifest), says, path.join('.')), { severity }),
    );
}

/** Plain HTTP, to a host outside of the cluster. */
export function isPlain(address: unknown): boolean {
  return /^(?:http|git):\/\/(?!localhost\b|127\.|0\.0\.0\.0\b|\[::1\]|[^/:]*\.svc\b)[^/:]+\./.test(textOf(address));
}

/** The clusters of a kubeconfig whose server nothing verifies. */
export function trustingConfigs(inventory: Inventory): readonly Sight[] {
  return kubeconfigs(inventory)
    .filter(({ file }) => isShipped(file.path))
    .flatMap((document) =>
      entriesOf(document, 'clusters', 'insecure-skip-tls-verify')
        .filter(({ reading, name }) => reading.value === true && !isOfThisMachine(document, name))
        .map(({ name, reading }) =>
          sightAt(reading, 'broken', about(name, 'insecure-skip-tls-verify lets anybody pose as it', name)),
        ),
    );
}
