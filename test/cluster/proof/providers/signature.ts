// AWS Signature Version 4, computed from the request as it arrived:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from 'node:crypto';
import type { Asked } from './stand-in.ts';

export interface Keys {
  readonly id: string;
  readonly secret: string;
  readonly session: string;
}

/** Whether these keys signed the request for the region and service, with everything that S3 requires. */
export function isSigned(
  { method, path, host, headers, body }: Asked,
  { id, secret, session }: Keys,
  region: string,
  service: string,
): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;
  const [, signer, day = '', where, what, names = '', signature] = form.exec(headers['authorization'] ?? '') ?? [];
  const time = headers['x-amz-date'] ?? '';
  const payload = digest(body);
  const signed = names.split(';');
  const canonicalHeaders = signed.map((name) => `${name}:${name === 'host' ? host : (headers[name] ?? '')}\n`).join('');
  const canonical = [method, path, '', canonicalHeaders, names, payload].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (last, part) => hmac(last, part),
    `AWS4${secret}`,
  );
  const expected = hmac(key, ['AWS4-HMAC-SHA256', time, scope, digest(canonical)].join('\n')).toString('hex');
  const isNow = time.startsWith(day) && Math.abs(Date.now() - instant(time)) < 300_000;
  const isWhole = ['host', 'x-amz-date', 'x-amz-security-token'].every((name) => signed.includes(name));
  // S3 refuses a request without it: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  const tellsPayload =
    service !== 's3' || (headers['x-amz-content-sha256'] === payload && signed.includes('x-amz-content-sha256'));
  return (
    isNow &&
    isWhole &&
    tellsPayload &&
    signer === id &&
    where === region &&
    what === service &&
    headers['x-amz-security-token'] === session &&
    signature === expected
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** `20260102T030405Z` */
function instant(time: string): number {
  return Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
