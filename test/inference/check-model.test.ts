// A model with an unknown word is refused with its line, and the models of this package have none.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { checkModel } from '../../src/inference/check-model.ts';

const folder = 'src/inference/models';
const check = async (text: string) => checkModel(text, 'model.rs', await loadRustParser());

test.each(readdirSync(folder))('%s has no errors', async (file) => {
  expect(checkModel(readFileSync(`${folder}/${file}`, 'utf8'), file, await loadRustParser())).toEqual([]);
});

test.each([
  ['#[rbca(get)] fn f<K>(api: Api<K>);', '`#[rbca]` is no attribute of a model (did you mean "rbac"?)'],
  ['#[rbac(gte)] fn f<K>(api: Api<K>);', '`gte` is nothing that `#[rbac]` knows (did you mean "get"?)'],
  ['#[rbac] fn f<K>(api: Api<K>);', '`#[rbac]` needs a word. Accepted: get, list,'],
  [
    '#[rbac(get, nmae = name)] fn f<K>(api: Api<K>, name: &str);',
    '`nmae` is no setting of `#[rbac]` (did you mean "name"?)',
  ],
  [
    '#[rbac(get, name = nam)] fn f<K>(api: Api<K>, name: &str);',
    'must name a parameter of the function (did you mean "name"?). Accepted: api, name.',
  ],
  ['#[rbac(get, name = selector(x))] fn f<K>(api: Api<K>, config: Config);', 'must name a parameter of the function'],
  ['#[rbac(get, sub = status)] fn f<K>(api: Api<K>);', '`sub = status` must name a parameter'],
  ['#[rbac(get, since = 1)] fn f<K>(api: Api<K>);', '`since` takes a text in quotes'],
  ['#[rbac(get, unless = never(api))] fn f<K>(api: Api<K>);', '`none(parameter)` or `streaming(parameter)`'],
  [
    '#[rbac(get, on = "apps/deployment")] fn f();',
    'Kubernetes has no "apps/deployment" (did you mean "apps/deployments"?)',
  ],
  ['#[rbac(get, on = "pods")] fn f();', 'must be a text such as "apps/deployments"'],
  ['#[at(everywhere)] fn f<K>() -> Api<K>;', '`everywhere` is nothing that `#[at]` knows. Accepted: own, all, same.'],
  ['#[at(namespace = n)] fn f<K>(ns: &str) -> Api<K>;', 'must name a parameter'],
  ['#[through(steam)] fn f(stream: S) -> S;', '`steam` is no parameter of the function (did you mean "stream"?)'],
  ['#[object(x)] fn f<K>(api: Api<K>) -> K;', '`x` is nothing that `#[object]` knows. It takes none.'],
  ['#[rbac(get)] pub struct S;', '`#[rbac]` belongs to a function'],
  ['#[derive(CustomResource)] #[kube(group = "a.dev", kind = "A")] pub struct S;', '`#[kube]` lacks version'],
  [
    'use k8s_openapi::api::coordination::v1::Lase; pub struct L { api: Api<Lase> }',
    'is no kind of Kubernetes (did you mean "Lease"?)',
  ],
  ['kind: List, items: []', 'This is not valid Rust.'],
  ['{ "kind": "List" }', 'This is not valid Rust.'],
])('%s', async (text, why) => {
  const faults = await check(`// a model\n\nmod inner {}\n${text}\n`);
  expect(faults.map((fault) => fault.line)).toContain(4);
  expect(faults.map((fault) => fault.why).join('\n')).toContain(why);
});

test('a function in an impl, a trait or a module is checked', async () => {
  const faults = await check(
    'mod a { impl X {\n#[rbac(gte)] fn f(self);\n} trait T {\n#[rbac(gte)] fn f(self);\n} }\n',
  );
  expect(faults.map(({ line }) => line)).toEqual([2, 4]);
});

test('standard attributes of Rust are accepted', async () => {
  expect(
    await check('#[derive(Debug)] #[allow(dead_code)] pub struct S;\n#[async_trait::async_trait] trait T {}\n'),
  ).toEqual([]);
});
