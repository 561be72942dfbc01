// Reasons to keep a permission for which no call was found.
import type { Binary, Inference } from '../inference/infer.ts';
import type { Placed } from '../inventory/grants/accounts.ts';
import type { Grant } from '../inventory/grants/grants.ts';
import type { UnreadPart } from '../inventory/grants/unread.ts';
import type { Files } from '../repo/files.ts';
import type { Party } from './check.ts';
import type { GivenAccount } from './given-accounts.ts';
import { otherClients } from './other-clients.ts';

export interface Doubt {
  /** The program of the reason; undefined if it may be any. */
  readonly binary: string | undefined;
  readonly why: string;
}

/** Everything that may need a permission for which no call was found. */
export function doubtsOf(files: Files, { binaries, unknown }: Inference, all: readonly Placed[]): readonly Doubt[] {
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

/** The first reason for which a party may need more than was found, or null. */
export function doubtOf(
  { account, binaries, stranger }: Party,
  doubts: readonly Doubt[],
  [written]: readonly UnreadPart[],
  [given]: readonly GivenAccount[],
): string | null {
  const own = doubts.find(({ binary }) => binary === undefined || binaries.some(({ name }) => name === binary));
  if (own !== undefined) return own.why;
  if (stranger !== undefined)
    return account === undefined
      ? `the manifests do not tell which program runs with which ServiceAccount, and the container ${stranger} may run with it`
      : `the container ${stranger} runs with the same ServiceAccount`;
  if (given !== undefined)
    return `${given.path}:${given.line} creates Pods that run with the ServiceAccount ${given.account}`;
  // The API server lets nobody grant permissions that they do not have, unless they may `escalate` or `bind`.
  return written === undefined
    ? null
    : `${written.path}:${written.line} writes roles, whose permissions the program must hold`;
}

/**
 * If the cluster enforces it, an owner reference that blocks deletion needs `update` on the finalizers of the owner.
 */
export function isForOwners({ resource, verb }: Grant, files: Files): boolean {
  return (
    verb === 'update' &&
    resource.endsWith('/finalizers') &&
    [...files].some(([path, text]) => path.endsWith('.rs') && text.includes('block_owner_deletion: Some(true)'))
  );
}
