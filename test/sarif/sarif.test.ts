// The output of audit and rbac for code scanning is SARIF 2.1.0, and has the additional fields for GitHub. The schema
// is that of OASIS from @microsoft/jest-sarif 1.0.0-beta.0, without its descriptions.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { Found } from '../../src/audit/finding.ts';
import { sarifReport } from '../../src/audit/sarif-report.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { fill } from '../cli/hardenable.ts';
import { program } from '../cli/run.ts';

const schema = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'sarif-2.1.0.schema.json'), 'utf8')),
);

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  hostPID: true # kube-secure-controller: ignore[no-host-pid] it debugs\n  containers: [{name: c, image: a}]\n';
const role =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules:\n  - {apiGroups: [""], resources: [secrets], verbs: [get]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: a}]\n';
const files = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "5"\nk8s-openapi = "0.29"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client, api::ListParams};\n#[tokio::main]\nasync fn main() -> kube::Result<()> {\n    Api::<Pod>::all(Client::try_default().await?).list(&ListParams::default()).await?;\n    Ok(())\n}\n',
  'deploy/100%?/pod #1 é.yaml': pod,
  'deploy/broken.yaml': 'kind: Pod\n  a: [\n',
  'deploy/role.yaml': role,
  '.kube-secure-controller.yaml': 'ignore:\n  - {rule: licensed, reason: it is private}\n',
};

interface Log {
  readonly runs: readonly [
    { readonly tool: { readonly driver: { readonly rules: readonly Rule[] } }; readonly results: readonly Result[] },
  ];
}
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly helpUri?: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: {
    readonly 'security-severity': string;
    readonly precision: string;
    readonly tags: readonly string[];
  };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
}

describe.each([
  ['audit', ['audit', '--format', 'sarif']],
  ['rbac --check', ['rbac', '--check', '--format', 'sarif']],
])('%s', (_, words) => {
  let log: Log;
  beforeAll(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sarif-'));
    fill(folder, files);
    const { stdout, status } = program(words, folder);
    expect(status).toBe(1);
    log = JSON.parse(stdout);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('counts paths from the root of the git repository', () => {
    const top = mkdtempSync(path.join(tmpdir(), 'sarif-'));
    fill(top, Object.fromEntries(Object.entries(files).map(([file, text]) => [`controllers/one/${file}`, text])));
    const below: Log = JSON.parse(program(words, path.join(top, 'controllers/one')).stdout);
    rmSync(top, { recursive: true, force: true });
    expect(urisOf(below)).toEqual(urisOf(log).map((uri) => `controllers/one/${uri}`));
  });

  test('fits the schema', () => {
    schema(log);
    expect(schema.errors ?? []).toEqual([]);
  });

  test('describes each rule for GitHub', () => {
    for (const { id, shortDescription, fullDescription, help, defaultConfiguration, properties } of log.runs[0].tool
      .driver.rules) {
      for (const text of [id, shortDescription.text, fullDescription.text, help.text, help.markdown])
        expect(text).not.toBe('');
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
      expect(['very-high', 'high', 'medium', 'low']).toContain(properties.precision);
      expect(Number(properties['security-severity'])).toBeGreaterThan(0);
      expect(Number(properties['security-severity'])).toBeLessThanOrEqual(10);
      expect(properties.tags.length).toBeLessThanOrEqual(20);
      expect(properties.tags).toContain('security');
    }
  });

  test('names for each result its rule, an existing file, a line of it, and a unique fingerprint', () => {
    const { results, tool } = log.runs[0];
    expect(results.length).toBeGreaterThan(1);
    for (const { ruleId, ruleIndex, message, locations } of results) {
      const [
        {
          physicalLocation: { artifactLocation, region },
        },
      ] = locations;
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(message.text).not.toBe('');
      expect(artifactLocation.uriBaseId).toBe('%SRCROOT%');
      expect(artifactLocation.uri).not.toMatch(/^[/.]|[\s#?]|^[a-z]+:/);
      const text = Object.entries(files).find(([file]) => file === decodeURIComponent(artifactLocation.uri))?.[1];
      if (text !== undefined) expect(region.startLine).toBeLessThanOrEqual(text.split('\n').length);
      expect(region.startLine).toBeGreaterThan(0);
    }
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).size).toBe(
      results.length,
    );
  });
});

function urisOf(log: Log): readonly string[] {
  return log.runs[0].results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);
}

describe('audit', () => {
  const result = () =>
    JSON.parse(
      JSON.stringify(
        sarifReport(audit(repositoryOf(Object.entries(files))), {
          name: 'a',
          version: '1.0.0',
          homepage: 'https://example.dev',
        }),
      ),
    ) as Log;

  test('describes exactly the rules that report', () => {
    const [{ tool, results }] = result().runs;
    expect(tool.driver.rules.map(({ id }) => id).sort()).toEqual(
      [...new Set(results.map(({ ruleId }) => ruleId))].sort(),
    );
  });

  test('gives each rule its text, and the address of its page', () => {
    for (const { id, help, helpUri } of result().runs[0].tool.driver.rules) {
      expect(helpUri).toBe(`https://example.dev/blob/main/docs/rules.md#${id}`);
      for (const text of [help.text, help.markdown]) expect(text).toContain(`explain ${id}`);
    }
  });

  test('derives the level from the severity, and shows unknown findings as notes', () => {
    const levels = Object.fromEntries(result().runs[0].results.map(({ ruleId, level }) => [ruleId, level]));
    expect(levels).toMatchObject({
      'no-cluster-wide-secrets': 'error',
      'no-privilege-escalation': 'error',
      'memory-limited': 'warning',
      'no-service-links': 'note',
      understood: 'note',
    });
  });

  test('is shortened at the limits of GitHub, the least severe first', () => {
    const finding: Found = {
      rule: 'no-host-path',
      severity: 'high',
      state: 'broken',
      path: 'a.yaml',
      line: 1,
      subject: '',
      what: '',
      key: '',
      fingerprint: '',
      message: 'a',
      fix: 'manual',
    };
    const findings = Array.from({ length: 25_010 }, (_, line) => ({
      ...finding,
      line: line + 1,
      fingerprint: String(line),
    }));
    const [{ results }] = (
      sarifReport(
        { findings, kept: [], blastRadius: [], suppressed: [], idle: [], setAside: [], reach: 'none' },
        { name: 'a', version: '1.0.0', homepage: 'https://example.dev' },
      ) as Log
    ).runs;
    expect(results).toHaveLength(25_000);
    expect(results[0]?.locations[0].physicalLocation.region.startLine).toBe(1);
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).size).toBe(
      25_000,
    );
  });
});
