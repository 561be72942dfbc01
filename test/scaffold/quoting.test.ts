// Any accepted text is intact in every language into which it is written.
import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { dnsLabel, dnsName, oneLine } from '../../src/answers/checks.ts';
import { resource } from '../../src/answers/resource.ts';
import { knownFrom } from '../../src/answers/resolve.ts';
import { quoting } from '../../src/scaffold/quoting.ts';
import { generate } from '../generate.ts';
import { at, documents, type Json } from './json.ts';

const { toml, yaml, rust, dockerfile, markdown } = quoting;

const nasty = fc.constantFrom(
  '"',
  '\\',
  "'",
  '`',
  '$',
  '${x}',
  '{{',
  '%>',
  '<%=',
  '*',
  '_',
  '# ',
  '- ',
  '---',
  '1. ',
  ': ',
  ' #',
  '|',
  '&amp;',
  '<b>',
  ':tada:',
  '\u00e9',
  '\u{1f600}',
  ']]',
  '*/',
  '$(',
  '!',
  '@',
  '~~',
  '\u200b',
  '\ufeff',
  '=',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 4 }), fc.string({ maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join('').trim())
  .filter((value) => value !== '' && oneLine(value) === undefined);
const words = fc.constantFrom(
  'null',
  'true',
  'no',
  'on',
  'y',
  'n',
  '1',
  '1e3',
  '0x1f',
  '0o7',
  '1-2',
  '2026-01-01',
  '12e03',
  'e5',
  'e-0',
  'a',
  'nan',
  'inf',
);
const label = fc
  .oneof(words, fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/))
  .filter((value) => dnsLabel(value) === undefined);
const group = fc
  .array(label, { minLength: 2, maxLength: 4 })
  .map((labels) => labels.join('.'))
  .filter((value) => dnsName(value) === undefined && resource.group.check?.(value, knownFrom(new Map())) === undefined);
const kind = fc
  .stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/)
  .filter((value) => resource.kind.check?.(value, knownFrom(new Map())) === undefined);

/** The text in `"…"` with backslashes, where only these characters need one. */
const unescaped = (literal: string, marks: RegExp): string => literal.slice(1, -1).replaceAll(marks, '$1');

describe('each literal reads back as the text', () => {
  const holds = (check: (value: string) => void): void =>
    fc.assert(fc.property(fc.oneof(text, label, group), check), { numRuns: 500 });

  test('TOML', () =>
    holds((value) => {
      expect(parseToml(`a = ${toml(value)} # b`)).toEqual({ a: value });
    }));

  test('YAML 1.1 and 1.2, in a block and in a list', () =>
    holds((value) => {
      for (const version of ['1.1', '1.2'] as const) {
        expect(parseYaml(`a: ${yaml(value)} # b`, { version })).toEqual({ a: value });
        expect(parseYaml(`[${yaml(value)}, ${yaml(value)}]`, { version })).toEqual([value, value]);
      }
    }));

  test('Rust: one literal that ends at the right place', () =>
    holds((value) => {
      expect(rust(value)).toMatch(/^"(?:[^"\\]|\\["\\])*"$/u);
      expect(unescaped(rust(value), /\\(["\\])/g)).toBe(value);
    }));

  test('Dockerfile: one word without a variable', () =>
    holds((value) => {
      expect(dockerfile(value)).toMatch(/^"(?:[^"\\$]|\\["\\$])*"$/u);
      expect(unescaped(dockerfile(value), /\\(["\\$])/g)).toBe(value);
    }));

  test('Markdown: only text, even at the start of a paragraph', () =>
    holds((value) => {
      expect(markdown(value).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(value);
      const bare = markdown(value).replaceAll(/\\[!-/:-@[-`{-~]/g, ' ');
      expect(bare).not.toMatch(/[`*_{}[\]<>#|~&$\\]|:[\w+-]+:/);
      expect(markdown(value)).not.toMatch(/^(?:[-+=#>]|\d+[.)])/);
    }));
});

test('a plain name stays plain in YAML', () => {
  expect(['my-controller', 'example.dev', 'null', '1', 'a,b'].map(yaml)).toEqual([
    'my-controller',
    'example.dev',
    '"null"',
    '"1"',
    '"a,b"',
  ]);
});

test('any description, name, group and kind is intact in the repository', () => {
  const answers = fc.record({ description: text, name: label.filter((name) => name.length < 50), group, kind });
  fc.assert(
    fc.property(answers, ({ description, name, group, kind }) => {
      const files = generate({ description, name, group, kind });
      const read = (path: string): Json => documents(files.get(path) ?? '')[0] ?? null;
      expect(parseToml(files.get('Cargo.toml') ?? '')).toMatchObject({ package: { description } });
      expect(at(JSON.parse(files.get('.yo-rc.json') ?? ''), 'create-kube-secure-controller.answers.description')).toBe(
        description,
      );
      expect(files.get('README.md')).toContain(`\n${markdown(description)}\n`);
      expect(files.get('src/crd.rs')).toContain(`doc = ${rust(`A resource of ${name}: ${description}`)},\n`);
      expect(at(read('deploy/crd/crd.yaml'), 'spec.versions.0.schema.openAPIV3Schema.description')).toBe(
        `A resource of ${name}: ${description}`,
      );
      expect(files.get('Dockerfile')).toContain(`description=${dockerfile(description)} \\\n`);
      expect(at(read('deploy/deployment.yaml'), 'metadata.name')).toBe(name);
      expect(at(read('deploy/deployment.yaml'), 'spec.selector.matchLabels.[app.kubernetes.io/name]')).toBe(name);
      expect(at(read('deploy/rbac.yaml'), 'rules.0.apiGroups')).toEqual([group]);
      expect(at(read('deploy/crd/crd.yaml'), 'spec.group')).toBe(group);
      expect(at(read('deploy/crd/crd.yaml'), 'spec.names.kind')).toBe(kind);
    }),
    { numRuns: 100 },
  );
});
