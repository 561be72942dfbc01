// Chart templates: values that are passed through are read, and the rest is unknown.
import { describe, expect, test } from 'vitest';
import { definesIn } from '../../src/formats/helm/defines.ts';
import { parseYaml } from '../../src/formats/yaml/file.ts';
import { read } from '../../src/formats/yaml/read.ts';
import { newEffort } from '../../src/formats/helm/frame.ts';
import { render } from '../../src/formats/helm/render.ts';
import { parseTemplate } from '../../src/formats/helm/parse.ts';
import { valuesKeys } from '../../src/formats/helm/expression.ts';

const values = parseYaml('values.yaml', 'pod: {runAsNonRoot: true}\nempty: {}\nreplicas: 2\n').documents[0];
const template = (text: string) => {
  const [document] = parseYaml('templates/a.yaml', text, { template: true }).documents;
  if (document === undefined) throw new Error('does not parse');
  return document;
};

describe('reads', () => {
  test('a map that toYaml inserts', () => {
    const reading = read(
      template('spec:\n  securityContext:\n    {{- toYaml .Values.pod | nindent 4 }}\n'),
      ['spec', 'securityContext', 'runAsNonRoot'],
      { values },
    );
    expect(reading).toMatchObject({ state: 'present', value: true, keys: ['pod', 'runAsNonRoot'] });
  });

  test('a value that is missing in the values as missing', () => {
    const reading = read(
      template(
        'spec:\n  {{- with .Values.empty }}\n  securityContext:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
      ),
      ['spec', 'securityContext', 'a'],
      { values },
    );
    expect(reading).toMatchObject({ state: 'absent', keys: ['empty', 'a'], line: 2 });
  });

  test('a map that an action after its key inserts, alone and before more keys', () => {
    const text =
      'a:{{ .Values.pod | toYaml | nindent 2 }}\nb: {{- toYaml .Values.pod | nindent 2 }}\n  c: 1\nd:\n  {{- toYaml .Values.pod | nindent 2 }}\n  e: 1\n';
    for (const key of ['a', 'b', 'd'])
      expect(read(template(text), [key, 'runAsNonRoot'], { values })).toMatchObject({ state: 'present', value: true });
    expect(read(template(text), ['b', 'c'], { values })).toMatchObject({ state: 'present', value: 1, line: 3 });
  });

  test('a scalar', () =>
    expect(read(template('replicas: {{ .Values.replicas }}\n'), ['replicas'], { values })).toMatchObject({
      state: 'present',
      value: 2,
    }));

  test('a computed value as unknown', () => {
    expect(read(template('a: {{ include "x" . }}\n'), ['a'], { values })).toMatchObject({ state: 'unknown', line: 1 });
    expect(read(template('a:\n  b: 1\n  {{- include "x" . | nindent 2 }}\n'), ['a', 'c'], { values })).toMatchObject({
      state: 'unknown',
    });
  });

  test('a key next to a list that is inserted at its own column', () => {
    const text = 'spec:\n  a: 1\n  {{- with .Values.empty }}\n  list:\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n';
    expect(read(template(text), ['spec', 'b'], { values })).toMatchObject({ state: 'absent', keys: ['spec', 'b'] });
  });

  test('a plain key next to an inserted map', () => {
    const text = 'a:\n  b: 1\n  c:\n    {{- include "x" . | nindent 4 }}\nd: 1\n';
    expect(read(template(text), ['a', 'e'], { values })).toMatchObject({ state: 'absent' });
  });
});

describe('the keys of a named template', () => {
  const keysOf = definesIn([
    '{{- define "tolerations" -}}\ntolerations:\n{{ toYaml .Values.t | indent 2 }}\n{{- end -}}\n{{- define "both" }}\n{{- include "tolerations" . }}\naffinity: {}\n{{- end }}',
    '{{- define "list" -}}\n- name: a\n  image: b\n{{- end }}{{ define "open" }}\n{{- toYaml .Values.open }}\n{{ end }}{{ define "round" }}\na: 1\n{{ include "round" . }}\n{{ end }}',
  ]);

  test.each([
    ['tolerations', ['tolerations']],
    ['both', ['affinity', 'tolerations']],
    ['list', []],
    ['open', undefined],
    ['round', undefined],
    ['nowhere', undefined],
  ])('%s', (name, keys) => expect(keysOf(name) && [...(keysOf(name) ?? [])]).toEqual(keys));

  test('leave no doubt about any other key', () => {
    const spec = template('spec:\n  a: 1\n  {{- include "tolerations" . | nindent 2 }}\n');
    expect(read(spec, ['spec', 'hostPID'], { values, keysOf })).toMatchObject({ state: 'absent' });
    expect(read(spec, ['spec', 'tolerations'], { values, keysOf })).toMatchObject({ state: 'unknown' });
  });
});

test.each([
  ['.Values.a.b', undefined, ['a', 'b']],
  ['toYaml .Values.a | nindent 8', undefined, ['a']],
  ['.Values.a | default "x" | quote', undefined, ['a']],
  ['toYaml . | nindent 4', '.Values.a', ['a']],
  ['.b', '.Values.a', ['a', 'b']],
  ['include "x" .', '.Values.a', undefined],
  ['printf "%s" .Values.a', undefined, undefined],
] as const)('%s', (expression, dot, keys) => expect(valuesKeys(expression, dot)).toEqual(keys));

test('a condition after a quoted item belongs to the next line', () => {
  const document = template('args:\n  - "--a"{{ if .Values.b }}\n  - "--b={{ .Values.b }}"{{ end }}\n  - "--c"\n');
  expect(read(document, ['args', 2]).value).toBe('--c');
});

test.each([
  ['quote', `{{ .Values.a ${'| quote '.repeat(60)}}}`],
  ['print', `{{ $a := "0123456789" }}${'{{ $a = print $a $a }}'.repeat(60)}{{ $a }}`],
  ['replace', `{{ repeat 9000 "a" | replace "a" (repeat 9000 "b") }}`],
  ['join', `{{ until 1000 | join (repeat 9000 "a") }}`],
])('%s that makes a text ever longer is stopped, with little time and memory', (_, text) => {
  const chart = { values: { a: '"' }, root: { Values: {} }, defines: new Map() };
  const { pieces, refused } = render(parseTemplate(text).nodes, 'a.yaml', chart, {
    everything: false,
    allowed: 0,
    effort: newEffort(),
  });
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(20_000_000);
  expect(refused.length > 0 || pieces.some(({ unknown }) => unknown !== undefined)).toBe(true);
});
