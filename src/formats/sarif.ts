// The common parts of all our SARIF documents, in the form for code scanning on GitHub:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { PackageFacts } from '../package-root.ts';
import { printable } from '../printable.ts';

/** The largest number of results that one run may have. */
const mostResults = 25_000;

export type SarifLevel = 'error' | 'warning' | 'note';

export const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly level: SarifLevel;
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: 'high' | 'medium';
    /** From 0 to 10, as CVSS counts. */
    readonly 'security-severity': string;
  };
}

export interface SarifResult {
  readonly rule: string;
  readonly level: SarifLevel;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly fingerprint: string;
  readonly suppression?: { readonly kind: 'inSource' | 'external'; readonly justification: string };
}

/**
 * A log of one run: the results, and the rules that have one.
 *
 * @param results the worst first: if there are too many, the last are cut off
 * @param prefix the path from the root of the git repository to the judged directory, with `/` at its end: code
 * scanning starts there
 */
export function sarifLog(
  rules: readonly SarifRule[],
  results: readonly SarifResult[],
  { version, homepage }: Omit<PackageFacts, 'name'>,
  prefix: string,
): object {
  const shown = results.slice(0, mostResults);
  const reporting = new Set(shown.map(({ rule }) => rule));
  const used = rules.filter(({ id }) => reporting.has(id));
  const indices = new Map(used.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'create-kube-secure-controller',
            semanticVersion: version,
            informationUri: homepage,
            rules: used.map(({ id, title, why, help, helpUri, level, properties }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help,
              helpUri,
              defaultConfiguration: { level },
              properties,
            })),
          },
        },
        results: shown.map(({ rule, level, message, path, line, fingerprint, suppression }) => ({
          ruleId: rule,
          ruleIndex: indices.get(rule),
          level,
          message: { text: printable(message) },
          locations: [locationOf(posix.join(prefix, path), line)],
          partialFingerprints: { primaryLocationLineHash: fingerprint },
          ...(suppression && {
            suppressions: [{ kind: suppression.kind, justification: printable(suppression.justification) }],
          }),
        })),
      },
    ],
  };
}

/** The place of something; `#`, `?` and `%` in the name of a file would have a meaning in a URI. */
function locationOf(path: string, line: number): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region: { startLine: Math.max(1, line) } },
  };
}

/**
 * A fingerprint for each of the texts that stays the same if lines move: the text, and its number among equal texts.
 */
export function fingerprints(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const number = (seen.get(text) ?? 0) + 1;
    seen.set(text, number);
    return `${createHash('sha256').update(text).digest('hex').slice(0, 16)}:${number}`;
  });
}
