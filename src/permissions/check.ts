// Compares what the code needs with what the manifests grant: per installation and ServiceAccount, with every doubt.
import { groupBy } from '../group-by.ts';
import type { Binary, Inference } from '../inference/infer.ts';
import type { Permission } from '../inference/permissions.ts';
import type { Files } from '../inference/workspace.ts';
import { placed, type Placed } from '../inventory/grants/accounts.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { foreignRoles, type Grant, grantsFor, unreadRules, type UnreadPart } from '../inventory/grants/grants.ts';
import type { ResourceName } from '../inventory/grants/resources.ts';
import { type Installation, type Installations, installationsOf } from '../inventory/installations.ts';
import type { Manifest } from '../inventory/manifests.ts';
import { startedPrograms } from '../inventory/started-programs.ts';
import type { Severity } from '../kubernetes/privileges.ts';
import { repositoryOf } from '../repo/repository.ts';
import { compare, writtenRoles } from './compare.ts';
import { otherClients } from './other-clients.ts';

export interface Missing extends Permission {
  readonly binary: string;
  /** The first line that needs it. */
  readonly path: string;
  readonly line: number;
  /** What the manifests do grant of it, when that is not enough. */
  readonly note: string | null;
}

export interface Excess extends Grant {
  readonly severity: Severity;
  readonly why: string;
  /** Why it may be needed all the same, or null where nothing speaks for that. */
  readonly doubt: string | null;
}

export interface Check {
  readonly missing: readonly Missing[];
  /** What no role grants and only a cluster asks that runs OwnerReferencesPermissionEnforcement. */
  readonly enforced: readonly Missing[];
  readonly excess: readonly Excess[];
  readonly unknown: readonly UnreadPart[];
}

export interface CheckedInference {
  /** The ServiceAccount of each binary, where the workloads tell. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check;
}

/** What a report shows: the comparison only when it was asked for. */
export interface Reported {
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check | undefined;
}

/** What is missing breaks the program, what is in excess waits for an attacker; binaries that share a ServiceAccount are taken together. */
export function checkManifests(files: Files, inference: Inference): CheckedInference {
  const repository = repositoryOf(files);
  const { installations, faults }: Installations = installationsOf(repository);
  const programs = inference.binaries.map(({ name, permissions, unknown }) => ({
    name,
    asks: permissions.length + unknown.length > 0,
  }));
  const all = placed(installations, programs, startedPrograms(repository));
  const asking = inference.binaries.filter(({ permissions }) => permissions.length > 0);
  const existing: readonly ResourceName[] = [
    ...asking.flatMap(({ permissions }) => permissions),
    ...[...declaredKinds(files).values()].map(({ group, plural }) => ({ group, resource: plural })),
  ];
  const told = all.flatMap((each) => partiesOf(each, asking, existing));
  const whole: Party = {
    manifests: installations.flatMap(({ manifests }) => manifests),
    optional: installations.flatMap(({ manifests, optional }) => optional ?? manifests),
    account: undefined,
    binaries: asking,
    stranger: undefined,
  };
  const parties = told.length > 0 ? told : asking.length > 0 ? [whole] : [];
  const doubts = doubtsOf(files, inference, all);
  const anywhere = asking.filter(({ name }) => !all.some(({ accounts }) => accounts.has(name)));
  const results = parties.map((party) => judge(party, { existing, doubts, files, anywhere }));
  return {
    accounts: accountsOf(all, inference.binaries),
    check: {
      missing: distinct(results.flatMap(({ missing }) => missing)),
      enforced: distinct(results.flatMap(({ enforced }) => enforced)),
      excess: sorted(results.flatMap(({ excess }) => excess)),
      unknown: once([
        ...faults.map(({ path, line, message }) => ({ path, line, why: `This cannot be judged: ${message}.` })),
        ...unreadRules(installations.flatMap(({ manifests }) => manifests)),
        ...unplaced(asking, parties),
        ...(told.length > 0 ? withoutProgram(all, asking) : []),
        ...results.flatMap(({ unknown }) => unknown),
      ]),
    },
  };
}

interface Party extends Pick<Installation, 'manifests'> {
  readonly optional: readonly Manifest[];
  /** Undefined where workloads do not tell: then all roles count. */
  readonly account: string | undefined;
  readonly binaries: readonly Binary[];
  /** A container of another program that runs with the same account. */
  readonly stranger: string | undefined;
}

/** The binaries of one installation by their ServiceAccounts. Plain manifests that grant nothing to any of them are no installation. */
function partiesOf(
  { installation, accounts, strangers }: Placed,
  asking: readonly Binary[],
  existing: readonly ResourceName[],
): readonly Party[] {
  const { manifests, optional = manifests, kind } = installation;
  const parties = [
    ...groupBy(
      asking.filter(({ name }) => accounts.has(name)),
      ({ name }) => accounts.get(name),
    ),
  ].map(([account, binaries]) => ({
    manifests,
    optional,
    account,
    binaries,
    stranger: account === undefined ? undefined : strangers.get(account),
  }));
  const grantsAny = parties.some(({ account }) => grantsFor(optional, account, existing).length > 0);
  const isBound = parties.some(({ account }) => foreignRoles(manifests, account).length > 0);
  return grantsAny || isBound || kind !== 'plain' ? parties : [];
}

interface Around {
  readonly existing: readonly ResourceName[];
  readonly doubts: readonly Doubt[];
  readonly files: Files;
  /** Programs of which no workload tells the account: they may have any. */
  readonly anywhere: readonly Binary[];
}

function judge(party: Party, { existing, doubts, files, anywhere }: Around): Check {
  const { manifests, optional, account, binaries } = party;
  const grants = grantsFor(manifests, account, existing);
  const result = compare(binaries, grants, grantsFor(optional, account, existing), anywhere);
  const elsewhere = foreignRoles(manifests, account);
  const isOpen = elsewhere.length > 0 || unreadRules(manifests).length > 0;
  const missing = isOpen ? [] : result.missing;
  const perhaps = isOpen ? result.missing : [];
  const written = writtenRoles(binaries, grants);
  const doubt = doubtOf(party, doubts, written);
  return {
    missing,
    enforced: isOpen ? [] : result.enforced,
    excess: result.excess.filter((each) => !isForOwners(each, files)).map((each) => ({ ...each, doubt })),
    unknown: [
      ...elsewhere,
      ...perhaps.map((each) => ({
        path: each.path,
        line: each.line,
        why: `\`${each.verb}\` on ${each.group === '' ? each.resource : `${each.group}/${each.resource}`} is granted by no role that can be read here; whether another grants it is not known.`,
      })),
      ...result.unknown,
      ...(result.excess.length > 0 ? written : []),
    ],
  };
}

/** Where the cluster enforces it, an owner reference that blocks deletion needs `update` on the finalizers of the owner. */
function isForOwners({ resource, verb }: Grant, files: Files): boolean {
  return (
    verb === 'update' &&
    resource.endsWith('/finalizers') &&
    [...files].some(([path, text]) => path.endsWith('.rs') && text.includes('block_owner_deletion: Some(true)'))
  );
}

interface Doubt {
  /** The program that it is about; undefined where it may be any. */
  readonly binary: string | undefined;
  readonly why: string;
}

/** Whatever may need a permission for which no call was found. */
function doubtsOf(files: Files, { binaries, unknown }: Inference, all: readonly Placed[]): readonly Doubt[] {
  const words = (place: { readonly path: string; readonly line: number }): string =>
    `not every call was understood, such as ${place.path}:${place.line}`;
  const isOf = ({ unknown: own }: Binary, one: { readonly path: string; readonly line: number }): boolean =>
    own.some(({ path, line }) => path === one.path && line === one.line);
  const ofNone = [...unknown.filter((one) => !binaries.some((binary) => isOf(binary, one))), ...otherClients(files)];
  return [
    ...ofNone.map((one) => ({ binary: undefined, why: words(one) })),
    ...binaries.flatMap(({ name, unknown: own }) => {
      const isPlaced = all.some(({ accounts }) => accounts.has(name));
      return own.map((one) => ({ binary: isPlaced ? name : undefined, why: words(one) }));
    }),
  ];
}

function doubtOf(
  { binaries, stranger }: Party,
  doubts: readonly Doubt[],
  [written]: readonly UnreadPart[],
): string | null {
  const own = doubts.find(({ binary }) => binary === undefined || binaries.some(({ name }) => name === binary));
  if (own !== undefined) return own.why;
  if (stranger !== undefined) return `the container ${stranger} runs with the same ServiceAccount`;
  // The API server lets nobody grant what they do not hold, but for those who may `escalate` or `bind`.
  return written === undefined
    ? null
    : `roles are written at ${written.path}:${written.line}, and what they grant must be held`;
}

/** The ServiceAccount of each binary, for people, where all installations call it the same. */
function accountsOf(all: readonly Placed[], binaries: readonly Binary[]): ReadonlyMap<string, string> {
  return new Map(
    binaries.flatMap(({ name }): [string, string][] => {
      const names = new Set(all.flatMap(({ accounts }) => accounts.get(name) ?? []));
      const [only] = names;
      return only !== undefined && names.size === 1 ? [[name, only]] : [];
    }),
  );
}

function unplaced(asking: readonly Binary[], parties: readonly Party[]): readonly UnreadPart[] {
  return asking
    .filter((each) => !parties.some(({ binaries }) => binaries.includes(each)))
    .map(({ name, path }) => ({
      path,
      line: 1,
      why: `No workload of the manifests can be told to run ${name}, so what it is granted is not known.`,
    }));
}

/** Installations in which none of the programs is told: what they lack is not known. */
function withoutProgram(all: readonly Placed[], asking: readonly Binary[]): readonly UnreadPart[] {
  return all
    .filter(({ accounts, hasOwnWorkload }) => hasOwnWorkload && !asking.some(({ name }) => accounts.has(name)))
    .flatMap(({ installation: { manifests, path } }) => {
      const bound = manifests.find(({ kind }) => kind === 'ClusterRoleBinding' || kind === 'RoleBinding');
      return bound === undefined
        ? []
        : [
            {
              path: bound.path,
              line: bound.line,
              why: `No workload of ${path === '' ? 'the plain manifests' : path} can be told to run ${asking.map(({ name }) => name).join(' or ')}, so what is granted here was compared with nothing.`,
            },
          ];
    });
}

/** What several installations lack is missing once. */
function distinct(missing: readonly Missing[]): readonly Missing[] {
  return [
    ...new Map(
      missing.map((each) => [
        `${each.binary} ${each.group}/${each.resource} ${each.verb} ${each.path}:${each.line}`,
        each,
      ]),
    ).values(),
  ];
}

function once(unknown: readonly UnreadPart[]): readonly UnreadPart[] {
  return [...new Map(unknown.map((each) => [`${each.path}:${each.line} ${each.why}`, each])).values()];
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

function sorted(excess: readonly Excess[]): readonly Excess[] {
  const unique = [
    ...new Map(
      excess.map((each) => [`${each.path} ${each.line} ${each.group} ${each.resource} ${each.verb}`, each]),
    ).values(),
  ];
  return unique.sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  );
}
