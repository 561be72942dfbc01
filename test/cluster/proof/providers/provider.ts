// What a test needs to know of a provider to stand in for it, as strictly as it is itself.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJson, textAt, type Json } from '../../control-plane/json.ts';
import { nameOf, ofKind } from '../../control-plane/kubernetes.ts';
import type { Installation } from '../installation.ts';
import type { Asked } from './stand-in.ts';

export interface Provider {
  /** Its identity service: the names that it has, or the link-local addresses. The called hosts come on top. */
  readonly names: (installation: Installation) => readonly string[];
  readonly addresses: readonly string[];
  /** For whom the token is that is in the Pod; undefined where the node knows who asks. */
  readonly audience: (installation: Installation) => string | undefined;
  /** What the provider's webhook, or EKS, puts into the environment of the Pod. */
  readonly environment: (installation: Installation, tokenFile: string) => Readonly<Record<string, string>>;
  /** Every request that takes the controller to its first answer, in their order. */
  readonly requests: (installation: Installation) => readonly string[];
  /** What the identity service answers; undefined when it was not asked. Throws, saying why, when it refuses. */
  readonly gives: (asked: Asked, installation: Installation, generation: number) => string | undefined;
  /** Whether the request has what the identity service gave in this generation. */
  readonly takes: (asked: Asked, installation: Installation, generation: number) => boolean;
}

/** `METHOD URL`. */
export function requestLine({ method, scheme, host, path: asked }: Asked): string {
  return `${method} ${scheme}://${host}${asked}`;
}

/** A file of the repository's iam/, which says whom the provider trusts. */
export function iam({ subject: { folder } }: Installation, file: string): Json {
  return parseJson(readFileSync(path.join(folder, 'iam', file), 'utf8'));
}

/** An annotation of the controller's ServiceAccount. */
export function annotation({ documents, serviceAccount }: Installation, name: string): string {
  const account = ofKind(documents, 'ServiceAccount').find((one) => nameOf(one) === serviceAccount.name);
  return textAt(account, 'metadata', 'annotations', name) ?? '';
}

export function firstHost({ subject: { project } }: Installation): string {
  return project.externalHosts?.[0] ?? '';
}

/** Throws where what was found is not what is accepted. */
export function expectSame(what: string, found: string | undefined, accepted: string | undefined): void {
  if (found === undefined || found !== accepted) throw new Error(`${what} is ${found}, not ${accepted}`);
}

/** The fields of a form, each of them once. */
export function formOf({ headers, body }: Asked): ReadonlyMap<string, string> {
  expectSame('the content type', headers['content-type'], 'application/x-www-form-urlencoded');
  const fields = [...new URLSearchParams(body)];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Error('a field is there twice');
  return new Map(fields);
}

export function isBearer({ headers }: Asked, token: string): boolean {
  return headers['authorization'] === `Bearer ${token}`;
}
