// Texts on which a careless part of the program fails, by their file: the other parts must still report.
import type { Texts } from './texts.ts';

const many = (text: string, times: number): string => text.repeat(times);
const range = <T>(count: number, one: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => one(at));
const list = (count: number, word: string): string => `[${range(count, (at) => `${word}${at}`).join(', ')}]`;
const inMain = (body: string, items = ''): string =>
  `use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n${items}\n#[tokio::main]\nasync fn main() {\n    let client = Client::try_default().await.unwrap();\n    ${body}\n}\n`;

const rust: Texts = {
  'generics of generics, 3,000 deep': inMain(`let x: ${many('Option<', 3000)}u8${many('>', 3000)} = None;`),
  'closures in closures, 2,000 deep': inMain(`let f = ${many('|| ', 2000)}1; f();`),
  'blocks in blocks, 5,000 deep': inMain(`${many('{', 5000)}${many('}', 5000)}`),
  'a chain of 20,000 calls': inMain(`Api::<Pod>::all(client)${many('.clone()', 20_000)}.get("a").await;`),
  'a sum of 20,000 words': inMain(`Api::<Pod>::all(client).get(&("a".to_string()${many(' + "a"', 20_000)})).await;`),
  'a path of 20,000 words': inMain(`${many('a::', 20_000)}b();`),
  'references, 20,000 deep': inMain(`let x = ${many('&', 20_000)}1;`),
  'negations, 20,000 deep': inMain(`let x = ${many('!', 20_000)}true;`),
  'an array of 10,000 Apis': inMain(
    `let all = [${many('Api::<Pod>::all(client.clone()), ', 10_000)}]; for a in all { a.get("a").await; }`,
  ),
  'a match of 5,000 arms': inMain(
    `match x { ${range(5000, (at) => `${at} => { Api::<Pod>::all(client.clone()).get("a${at}").await; }`).join('\n')} _ => {} }`,
  ),
  'an `else if` of 3,000 branches': inMain(
    `${range(3000, (at) => `if x == ${at} { f(${at}) } else `).join('')}{ f(0) }`,
    'fn f(x: u8) {}',
  ),
  'a format of 5,000 holes': inMain(
    `Api::<Pod>::all(client).get(&format!("${many('{}', 5000)}"${many(', x', 5000)})).await;`,
  ),
  'a struct that holds itself by ten names': inMain(
    'let a = A::default(); a.b0.b1.b2.go();',
    `#[derive(Default)] struct A { ${range(10, (at) => `b${at}: Box<A>`).join(', ')} }`,
  ),
  'an impl for every type of every type': inMain(
    '1.go();',
    'trait T { fn go(&self) {} } impl<A> T for A where Vec<A>: T {}',
  ),
  'modules that import each other': inMain(
    'a::b::a::b::f();',
    'mod a { pub use super::b; } mod b { pub use super::a; }',
  ),
  'a glob of itself': inMain('f();', 'pub use self::*; use crate::*; mod m { pub use super::m::*; }'),
  'a constant of itself': inMain(
    'Api::<Pod>::namespaced(client, A).get(B).await;',
    'const A: &str = B; const B: &str = A;',
  ),
  'a default of a type that needs itself': inMain(
    'let a: A = Default::default();',
    'struct A(B); struct B(A); impl Default for A { fn default() -> Self { A(Default::default()) } } impl Default for B { fn default() -> Self { B(Default::default()) } }',
  ),
  'a lone surrogate and a zero byte': inMain('let a = "\u0000\ud800\udfff"; /* \u0000 */'),
  'an unclosed raw text': inMain(`let a = r${many('#', 300)}"x"${many('#', 200)};`),
};

const yaml: Texts = {
  'a rule of 1,000 words in each of its lists': `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: app}\nrules: [{apiGroups: ${list(1000, 'g')}, resources: ${list(1000, 'r')}, verbs: ${list(1000, 'v')}, resourceNames: ${list(1000, 'n')}}]\n`,
  'a binding of 20,000 subjects': `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: app}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: app}\nsubjects:\n${range(20_000, (at) => `- {kind: ServiceAccount, name: s${at}, namespace: n}\n`).join('')}`,
  'anchors of anchors in every item': `kind: List\napiVersion: v1\nitems:\n${range(3000, (at) => `- &a${at} {kind: Pod, apiVersion: v1, metadata: ${at === 0 ? '{name: a}' : `*a${at - 1}`}}\n`).join('')}`,
  'a merge of a merge, 3,000 deep': `a0: &a0 {x: 1}\n${range(3000, (at) => `a${at + 1}: &a${at + 1} {<<: *a${at}}\n`).join('')}kind: Pod\napiVersion: v1\nmetadata: *a3000\n`,
  'a list of lists of kind List': `${many('{kind: List, apiVersion: v1, items: [', 60)}${many(']}', 60)}\n`,
  'a folded text of 20,000 lines': `kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n  a: >-\n${many('    a\n\n', 20_000)}`,
  'a quoted text of 20,000 escapes': `kind: ConfigMap\napiVersion: v1\nmetadata: {name: "${many('\\u202e', 20_000)}"}\n`,
  'tags of other languages':
    'kind: !!python/object/apply:os.system ["id"]\napiVersion: !!js/function "function(){}"\nmetadata: !!binary "///"\nspec: !!set {a, b}\n',
  'directives, 5,000': `${many('%YAML 1.2\n', 5000)}---\nkind: Pod\n`,
  'numbers beyond the range': `kind: Deployment\napiVersion: apps/v1\nmetadata: {name: a}\nspec: {replicas: 1e999999, template: {spec: {terminationGracePeriodSeconds: -.inf, containers: [{name: 0x${many('f', 5000)}, image: ${many('9', 5000)}, ports: [{containerPort: .nan}]}]}}}\n`,
};

const toml: Texts = {
  'dotted keys, 3,000 deep': `${many('a.', 3000)}b = 1\n`,
  'tables in one line, 5,000 deep': `a = ${many('{ a = ', 5000)}1${many(' }', 5000)}\n`,
  'lists, 20,000 deep': `a = ${many('[', 20_000)}${many(']', 20_000)}\n`,
  'members that leave and re-enter the workspace':
    '[package]\nname = "app"\nversion = "0.1.0"\n[workspace]\nmembers = ["..", "../..", ".", "./.", "*", "**", "/", "//x", "a/../../b"]\nexclude = ["..", "*"]\n',
  'dependencies on itself by every path': `[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\n${range(200, (at) => `d${at} = { path = "${many('./', at)}", package = "app" }\n`).join('')}`,
};

const dockerfile: Texts = {
  'an instruction of another parser': '# syntax=evil.example.dev/run\n# escape=`\nFROM a`\nRUN x `\n',
  '20,000 stages': range(20_000, (at) => `FROM s${at} AS s${at + 1}\n`).join(''),
  'a form of JSON, 20,000 deep': `FROM a\nENTRYPOINT ${many('[', 20_000)}${many(']', 20_000)}\n`,
  'flags, 20,000': `FROM ${many('--platform=$X ', 20_000)}a\nRUN ${many('--mount=type=secret,id=a ', 20_000)}x\n`,
  'an ONBUILD of an ONBUILD, 5,000 times': `FROM a\n${many('ONBUILD ', 5000)}RUN x\n`,
};

const workflow: Texts = {
  'a matrix of matrices': `on: push\njobs: {a: {strategy: {matrix: {${range(12, (at) => `k${at}: ${list(12, 'v')}`).join(', ')}}}, runs-on: "\${{ matrix.k0 }}", steps: [{run: x}]}}\n`,
  'functions in functions, 5,000 deep': `on: push\njobs: {a: {runs-on: x, if: "\${{ ${many('contains(', 5000)}1${many(')', 5000)} }}", steps: [{run: x}]}}\n`,
  'a job that calls this file':
    'on: {workflow_call: {}}\njobs: {a: {uses: ./.github/workflows/ci.yml, secrets: inherit}}\n',
  'a script of 20,000 substitutions': `on: push\njobs: {a: {runs-on: x, steps: [{run: "${many('$(', 20_000)}"}]}}\n`,
  'a script of 20,000 pipes': `on: push\njobs: {a: {runs-on: x, steps: [{run: "curl x ${many('| sh ', 20_000)}"}]}}\n`,
};

/** By the file. */
export const textsOfOnePart: Readonly<Record<string, Texts>> = {
  'src/main.rs': rust,
  'deploy/rbac.yaml': yaml,
  'Cargo.toml': toml,
  Dockerfile: dockerfile,
  '.github/workflows/ci.yml': workflow,
};
