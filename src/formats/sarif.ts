// What every SARIF document of ours has in common, as code scanning of GitHub wants it:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { createHash } from 'node:crypto';

/** Of one run no more are taken. */
export const mostResults = 25_000;

/** Where something is; `#`, `?` and `%` of a file's name would mean something in a URI. */
export function sarifLocation(path: string, line: number): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region: { startLine: Math.max(1, line) } },
  };
}

/** A fingerprint for each of the texts that stays the same when lines move: the text, and the how manieth of its like it is. */
export function fingerprints(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const number = (seen.get(text) ?? 0) + 1;
    seen.set(text, number);
    return `${createHash('sha256').update(text).digest('hex').slice(0, 16)}:${number}`;
  });
}
