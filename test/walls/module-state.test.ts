// A module that keeps state lets one run change the result of the next.
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The state that ARCHITECTURE.md allows: results that another run would compute again, and the signals of the process. */
const allowed = [
  'src/formats/json-schema/pattern.ts: read',
  'src/formats/rust/parser.ts: loading',
  'src/formats/yaml/file.ts: parsedBefore',
  'src/git/harmless-settings.ts: answered',
  'src/inference/names/definitions.ts: externalTypes',
  'src/inventory/installations.ts: known',
  'src/permissions/inference-thread.ts: waiting',
  'src/permissions/run-task-in-thread.ts: started',
  'src/repo/signals.ts: held',
  'src/scaffold/render.ts: compiled',
];

test('no other module keeps state', () => {
  const files = ts.sys.readDirectory('src', ['.ts']).map((file) => path.relative('.', file));
  const found = files.flatMap((file) =>
    stateOf(file, ts.sys.readFile(file) ?? '').map((name) => `${file.replaceAll('\\', '/')}: ${name}`),
  );
  expect(found.sort()).toEqual(allowed);
});

test.each([
  ['let count = 0;', ['count']],
  ['export let current: string | undefined;', ['current']],
  ['const known = new Map<string, number>();', ['known']],
  ['const cache = new WeakMap();', ['cache']],
  ['const list: string[] = [];', ['list']],
  ['const none: ReadonlySet<string> = new Set();', []],
  ['const none: readonly string[] = [];', []],
  ["const kinds = new Set(['Pod']);", []],
  ['function count() { let all = 0; const seen = new Map(); return [all, seen]; }', []],
])('%s keeps %j', (text, expected) => {
  expect(stateOf('example.ts', text)).toEqual(expected);
});

/** The variables of a module that it may change: each `let`, and each empty collection that its type does not protect. */
function stateOf(file: string, text: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.filter(ts.isVariableStatement).flatMap(({ declarationList: { flags, declarations } }) =>
    declarations.flatMap(({ name, type, initializer }) => {
      const isState = (flags & ts.NodeFlags.Let) !== 0 || (isEmptyCollection(initializer) && !isReadonly(type));
      return isState && ts.isIdentifier(name) ? [name.text] : [];
    }),
  );
}

function isEmptyCollection(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (!ts.isNewExpression(value) || !ts.isIdentifier(value.expression)) return false;
  return /^(?:Weak)?(?:Map|Set)$/.test(value.expression.text) && (value.arguments ?? []).length === 0;
}

function isReadonly(type: ts.TypeNode | undefined): boolean {
  if (type === undefined) return false;
  if (ts.isTypeOperatorNode(type)) return type.operator === ts.SyntaxKind.ReadonlyKeyword;
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && /^Readonly/.test(type.typeName.text);
}
