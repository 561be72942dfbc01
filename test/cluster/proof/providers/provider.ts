// The data with which a test stands in for a provider, as strictly as the provider.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJson, textAt, type Json } from '../../control-plane/json.ts';
import { nameOf, ofKind } from '../../control-plane/kubernetes.ts';
import type { Installation } from '../installation.ts';
import type { Asked } from './stand-in.ts';

export interface Provider {
  /** The names or link-local addresses of its identity service, without those of the called hosts. */
  readonly names: (installation: Installation) => readonly string[];
  readonly addresses: readonly string[];
  /** The audience of the token in the Pod; undefined if the node identifies the Pod. */
  readonly audience: (installation: Installation) => string | undefined;
  /** The environment of the Pod that the webhook of the provider, or EKS, adds. */
  readonly environment: (installation: Installation, tokenFile: string) => Readonly<Record<string, string>>;
  /** Every request up to the first answer for the controller, in order. */
  readonly requests: (installation: Installation) => readonly string[];
  /** The answer of the identity service; undefined for another request. Throws with the reason if it refuses. */
  readonly gives: (asked: Asked, installation: Installation, generation: number) => string | undefined;
  /** Whether the request has the credentials of this generation. */
  readonly takes: (asked: Asked, installation: Installation, generation: number) => boolean;
}

/** `METHOD URL`. */
export function requestLine({ method, scheme, host, path: asked }: Asked): string {
  return `${method} ${scheme}://${host}${asked}`;
}

/** A file in iam/ of the repository, which says whom the provider trusts. */
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

/** Throws if the values differ. */
export function expectSame(what: string, found: string | undefined, accepted: string | undefined): void {
  if (found === undefined || found !== accepted) throw new Error(`${what} is ${found}, not ${accepted}`);
}

/** The fields of a form, each exactly once. */
export function formOf({ headers, body }: Asked): ReadonlyMap<string, string> {
  expectSame('the content type', headers['content-type'], 'application/x-www-form-urlencoded');
  const fields = [...new URLSearchParams(body)];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Error('a field is there twice');
  return new Map(fields);
}

export function isBearer({ headers }: Asked, token: string): boolean {
  return headers['authorization'] === `Bearer ${token}`;
}
