// The page of permissions with edits of people, and the code to which its rows point.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { leadsTo, pagePath, pageRow, pageRows } from '../../src/inventory/permissions-page.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { generate } from '../generate.ts';

const head = 'ServiceAccount `a`, in namespace `b`:\n\n| resource | verbs | why | code |\n| --- | --- | --- | --- |\n';
const row =
  '| `apps` `deployments/scale` named `x`, `y` | get, patch | A \\| in the reason. | [`src/a.rs:3`](../src/a.rs#L3) |';

test('a row with escaped bars is read, and written unchanged', () => {
  const [read, ...others] = pageRows(`${head}${row}\n`);
  expect(others).toEqual([]);
  expect(read).toMatchObject({
    group: 'apps',
    resource: 'deployments/scale',
    names: ['x', 'y'],
    path: 'src/a.rs',
    line: 3,
  });
  expect(read === undefined ? '' : pageRow(read)).toBe(row);
});

test('a table under another heading is not about permissions', () =>
  expect(pageRows(`${head}${row}\n## Ports\n\n${row}\n`)).toHaveLength(1));

describe.each([
  'fn next() {',
  'pub(crate) async fn next() {',
  'pub(in crate::a) const unsafe fn next() {',
  '    extern "C" fn next() {',
])('%s', (line) => {
  test('ends the lines to which a row above may point', () => {
    const files = new Map([['src/a.rs', `fn first() {\n    one();\n}\n${line}\n    call();\n}\n`]]);
    const stops = [{ path: 'src/a.rs', line: 5 }];
    expect(leadsTo({ path: 'src/a.rs', line: 2 }, stops, files)).toBe(false);
    expect(leadsTo({ path: 'src/a.rs', line: 4 }, stops, files)).toBe(true);
  });
});

test('a word in a comment or a function type ends nothing', () => {
  const files = new Map([
    ['src/a.rs', 'fn first(f: fn(u8)) {\n    // the fn below asks\n    let f: fn(u8) = g;\n    call();\n}\n'],
  ]);
  expect(leadsTo({ path: 'src/a.rs', line: 1 }, [{ path: 'src/a.rs', line: 4 }], files)).toBe(true);
});

describe('the rule about the page', () => {
  const files = generate({ name: 'my-controller' });
  const changed = (path: string, change: (text: string) => string) => {
    const text = files.get(path) ?? '';
    expect(change(text)).not.toBe(text);
    const { findings } = audit(repositoryOf([...files, [path, change(text)]]));
    return findings.flatMap(({ rule, state, message }) =>
      rule === 'permissions-page-true' ? [`${state}: ${message}`] : [],
    );
  };

  test('expands a wildcard to its permissions, and requires their rows', () =>
    expect(changed('deploy/rbac.yaml', (text) => text.replace('verbs: [list, watch]', 'verbs: ["*"]'))).toEqual([
      expect.stringContaining('broken: * mycontrollers.example.dev: a role grants it, but no row lists it'),
    ]));

  test('reports the grants of a role outside of the repository as unknown', () => {
    const found = changed('deploy/rbac.yaml', (text) =>
      text.replace(/kind: Role\n([^]*?)name: my-controller\n/, 'kind: Role\n$1name: other\n'),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => !one.startsWith('unknown: '))).toEqual([]);
  });

  test('names a line that does not exist', () =>
    expect(changed(pagePath, (text) => text.replace('status.rs:80`', 'status.rs:8000`'))).toEqual([
      expect.stringContaining('src/machinery/status.rs:8000 does not exist'),
    ]));
});
