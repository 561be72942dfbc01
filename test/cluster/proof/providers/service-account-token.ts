// How a provider verifies a ServiceAccount token: signed by the cluster, valid in time, and for its audience only.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { at, parseJson, textAt, textsAt, type Json } from '../../control-plane/json.ts';

/** The subject of the token. Throws with the reason if the provider should refuse it. */
export function subjectOfToken(token: string, audience: string, directory: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const key = createPublicKey(readFileSync(path.join(directory, 'sa.pub')));
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw new Error('the cluster has not signed this token');
  const claims = claimsOf(token);
  const expires = at(claims, 'exp');
  if (typeof expires !== 'number' || expires * 1000 < Date.now()) throw new Error('the token has expired');
  const audiences = textsAt(claims, 'aud');
  if (audiences.join() !== audience) throw new Error(`the token is for ${audiences.join(' and ')}`);
  return textAt(claims, 'sub') ?? '';
}

/** The audiences of every ServiceAccount token in a text. */
export function audiencesIn(text: string): readonly string[] {
  return [...text.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g)].flatMap(([token]) => textsAt(claimsOf(token), 'aud'));
}

function claimsOf(token: string): Json {
  return parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
