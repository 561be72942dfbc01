// Compares what the code needs with what the manifests grant: per installation and ServiceAccount, with every doubt.
import { groupBy } from '../group-by.ts';
import type { Binary } from '../inference/infer.ts';
import type { Permission } from '../inference/permission.ts';
import type { Placed } from '../inventory/grants/accounts.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { runningIn } from '../inventory/grants/bindings.ts';
import { type Grant, grantedUpTo, grantsAstray, grantsFor } from '../inventory/grants/grants.ts';
import { givenWords } from '../inventory/grants/given-words.ts';
import { foreignRoles, unreadRules, type UnreadPart } from '../inventory/grants/unread.ts';
import type { ResourceName } from '../inventory/grants/resources.ts';
import { installationsOf, type Installation } from '../inventory/installations.ts';
import { isShipped } from '../inventory/shipped.ts';
import type { Severity } from '../kubernetes/privileges.ts';
import { behindWall } from '../repo/behind-wall.ts';
import type { Files } from '../repo/files.ts';
import { compare, writtenRoles } from './compare.ts';
import type { InferredRepository } from './infer-repository.ts';
import { givenAccounts, type GivenAccount } from './given-accounts.ts';
import { doubtOf, doubtsOf, isForOwners, type Doubt } from './doubts.ts';
import { endOfRoles, tooMany, ungranted, withoutProgram, withoutUse } from './not-compared.ts';
import { nameOf } from './words.ts';
import { distinct, lackedBySome, once, sorted } from './order.ts';
import { accountsOf, placedBinaries } from './placed-binaries.ts';
import { withoutTests } from './without-tests.ts';

export interface Missing extends Permission {
  readonly binary: string;
  /** The first line that needs it. */
  readonly path: string;
  readonly line: number;
  /** The related permissions that the manifests grant, if they are not enough. */
  readonly note: string | null;
  /** The installations that lack it, where another grants it. */
  readonly lackedBy?: readonly string[];
}

export interface Excess extends Grant {
  readonly severity: Severity;
  readonly why: string;
  /** Why it may be needed anyway, or null if there is no such reason. */
  readonly doubt: string | null;
}

/** A grant that stays because of a doubt about others of its ServiceAccount. */
export type Used = Grant & Pick<Excess, 'doubt'>;

export interface Check {
  readonly missing: readonly Missing[];
  /** Permissions that no role grants, and that only a cluster with OwnerReferencesPermissionEnforcement demands. */
  readonly enforced: readonly Missing[];
  readonly excess: readonly Excess[];
  readonly unknown: readonly UnreadPart[];
}

export interface CheckedInference {
  /** The ServiceAccount of each binary, if the workloads name it. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check;
  /** The same by ServiceAccount, once for each installation. */
  readonly parties: readonly JudgedParty[];
  /** Permissions that are granted and needed. */
  readonly used: readonly Used[];
}

export interface JudgedParty extends Pick<Party, 'account' | 'binaries' | 'installedBy'>, Check {
  readonly used: readonly Used[];
  /** Needed permissions of which it is not known whether they are granted; `note` says why. */
  readonly undecided: readonly Missing[];
}

/** The content of a report: with the comparison only on request. */
export interface Reported {
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check | undefined;
}

/** A missing permission breaks the program, and an excess one serves an attacker. Binaries that share a ServiceAccount are compared together. */
export function checkManifests(inferred: InferredRepository): CheckedInference {
  const { installed } = inferred;
  const { value, failed } = behindWall(installed.repository, (rest) =>
    checked(rest === installed.repository ? inferred : { ...inferred, installed: installationsOf(rest) }),
  );
  if (failed.length === 0 && value !== undefined) return value;
  const unknown = failed.map(({ path, why }) => ({ path, line: 1, why: `This cannot be judged: ${why}.` }));
  const { check = nothing, ...rest } = value ?? { accounts: new Map(), parties: [], used: [] };
  return { ...rest, check: { ...check, unknown: [...check.unknown, ...unknown] } };
}

const nothing: Check = { missing: [], enforced: [], excess: [], unknown: [] };

function checked({ files, inference, installed: everything }: InferredRepository): CheckedInference {
  const installed = withoutTests(everything);
  const { installations, faults } = installed;
  const all = placedBinaries(installed, inference.binaries);
  const asking = shippedOf(inference.binaries, all).filter(({ permissions }) => permissions.length > 0);
  const existing: readonly ResourceName[] = [
    ...asking.flatMap(({ permissions }) => permissions),
    ...[...declaredKinds(files).values()].map(({ group, plural }) => ({ group, resource: plural })),
  ];
  const told = all.flatMap((each) => partiesOf(each, asking, existing));
  const whole: Party = {
    installedBy: '',
    manifests: installations.flatMap(({ manifests }) => manifests),
    optional: () => installations.flatMap(({ optional }) => optional()),
    account: undefined,
    binaries: asking,
    // If no workload names the accounts, other programs may run with any of them.
    stranger: all.flatMap(({ strangers }) => [...strangers.values()])[0],
  };
  const doubts = doubtsOf(files, inference, all);
  const given = givenAccounts(files);
  const anywhere = asking.filter(({ name }) => !all.some(({ accounts }) => accounts.has(name)));
  const parties = told.length > 0 ? told : asking.length > 0 ? [whole] : [];
  let compared = 0;
  const results = parties.map((party): JudgedParty => {
    if (compared > mostCompared)
      return { ...party, ...nothing, used: [], undecided: [], unknown: tooMany(party.binaries) };
    compared += grantsFor(party.manifests, party.account, existing).length;
    return { ...party, ...judge(party, { existing, doubts, files, given, anywhere }) };
  });
  return {
    accounts: accountsOf(all, inference.binaries),
    check: {
      missing: distinct(results.flatMap(({ missing }) => missing.map((each) => lackedBySome(each, results)))),
      enforced: distinct(results.flatMap(({ enforced }) => enforced)),
      excess: sorted(results.flatMap(({ excess }) => excess)),
      unknown: once([
        ...faults.map(({ path, line, message }) => ({ path, line, why: `This cannot be judged: ${message}.` })),
        ...unreadRules(installations.flatMap(({ manifests }) => manifests)),
        ...ungranted(asking, told, all),
        ...(told.length > 0 ? [...withoutProgram(all, asking), ...withoutUse(all, asking)] : []),
        ...results.flatMap(({ unknown }) => unknown),
      ]),
    },
    parties: results,
    used: results.flatMap(({ used }) => used),
  };
}

/** Hundreds of programs could each have the grants of hundreds of bindings. */
const mostCompared = 20_000;

/** A program in `e2e/` or `examples/` counts if a workload runs it, or if there is no other. */
function shippedOf(binaries: readonly Binary[], all: readonly Placed[]): readonly Binary[] {
  const shipped = binaries.filter(
    ({ name, path }) => isShipped(path) || all.some(({ accounts }) => accounts.has(name)),
  );
  return shipped.length === 0 ? binaries : shipped;
}

export interface Party extends Pick<Installation, 'manifests' | 'optional'> {
  /** The name of the installation, for people. */
  readonly installedBy: string;
  /** Undefined if no workload names it: then all roles count. */
  readonly account: string | undefined;
  readonly binaries: readonly Binary[];
  /** A container of another program that runs, or may run, with the same account. */
  readonly stranger: string | undefined;
}

/** The binaries of one installation by their ServiceAccounts. Plain manifests that grant nothing to any of them are no installation. */
function partiesOf(
  { installation, accounts, strangers }: Placed,
  asking: readonly Binary[],
  existing: readonly ResourceName[],
): readonly Party[] {
  const { manifests, optional, kind } = installation;
  const installedBy = installation.path === '' ? 'the plain manifests' : installation.path;
  const parties = [
    ...groupBy(
      asking.filter(({ name }) => accounts.has(name)),
      ({ name }) => accounts.get(name),
    ),
  ].map(([account, binaries]) => ({
    installedBy,
    manifests,
    optional,
    account,
    binaries,
    stranger: account === undefined ? undefined : strangers.get(account),
  }));
  const grantsAny = parties.some(({ account }) => grantsFor(optional(), account, existing).length > 0);
  const isBound = parties.some(
    ({ account }) =>
      foreignRoles(manifests, account).length > 0 ||
      (account !== undefined && grantsAstray(manifests, account, existing).length > 0),
  );
  return grantsAny || isBound || kind !== 'plain' ? parties : [];
}

interface Around {
  readonly existing: readonly ResourceName[];
  readonly doubts: readonly Doubt[];
  readonly files: Files;
  readonly given: readonly GivenAccount[];
  /** Programs whose account no workload names: they may have any. */
  readonly anywhere: readonly Binary[];
}

function judge(party: Party, { existing, doubts, files, given, anywhere }: Around): Omit<JudgedParty, keyof Party> {
  const { manifests, optional, account, binaries } = party;
  const { grants, end } = grantedUpTo(manifests, account, existing);
  const running = account === undefined ? [] : runningIn(manifests).filter((one) => one.account === account);
  const granted = {
    grants,
    optional: grantsFor(optional(), account, existing),
    astray: account === undefined ? [] : grantsAstray(manifests, account, existing),
    home: running.map(({ namespace }) => namespace),
    given: givenWords(manifests, account),
  };
  const result = compare(binaries, granted, anywhere);
  const elsewhere = foreignRoles(manifests, account);
  const isOpen = elsewhere.length > 0 || end !== undefined || unreadRules(manifests).length > 0;
  const open = (isOpen ? result.missing : []).map((each) => ({
    ...each,
    note: `\`${each.verb}\` on ${nameOf(each)} is granted by no role that can be read here; whether another grants it is not known.`,
  }));
  const written = writtenRoles(binaries, grants);
  const ours = given.filter((one) =>
    account === undefined ? grantsFor(manifests, one.account, existing).length > 0 : one.account === account,
  );
  const doubt = doubtOf(party, doubts, written, ours);
  const forOwners = new Set(result.excess.filter((each) => isForOwners(each, files)));
  return {
    missing: isOpen ? [] : result.missing,
    enforced: isOpen ? [] : result.enforced,
    excess: result.excess.filter((each) => !forOwners.has(each)).map((each) => ({ ...each, doubt })),
    unknown: [
      ...elsewhere,
      ...endOfRoles(end),
      ...open.map(({ path, line, note }) => ({ path, line, why: note })),
      ...result.unknown,
      ...(result.excess.length > 0 ? written : []),
    ],
    used: [...result.used, ...forOwners].map((each) => ({ ...each, doubt })),
    undecided: [...open, ...result.undecided],
  };
}
