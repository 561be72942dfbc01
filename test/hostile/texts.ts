// Texts that crash, block or flood a careless reader, by the file that they replace.

/** Kind of text → the text. */
export type Texts = Readonly<Record<string, string>>;

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
const many = (text: string, times: number): string => text.repeat(times);
const inMain = (body: string, items = ''): string =>
  `use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n${items}\nasync fn main() {\n    ${body}\n}\n`;
const macro = (rules: string): string => `macro_rules! m { ${rules} }`;

/** Forty macros; each expands to `twice` of the next. */
const doubling = (last: string, twice: (next: string) => string): string =>
  `${Array.from({ length: 40 }, (_, at) => `macro_rules! m${at} { () => { ${twice(`m${at + 1}`)} } }\n`).join('')}macro_rules! m40 { () => { ${last} } }\n`;

const rust: Texts = {
  ...Object.fromEntries(
    inherited.flatMap((name) => [
      [`a call of ${name}()`, inMain(`${name}();`)],
      [
        `a method ${name}() of a list, a map and an Api`,
        inMain(`vec![1].${name}(); std::collections::HashMap::new().${name}(); Api::<Pod>::all(c).${name}().await;`),
      ],
      [
        `items named ${name}`,
        inMain(`${name}::${name}(${name}! {});`, `struct ${name}; mod ${name} { pub fn ${name}() {} }`),
      ],
    ]),
  ),
  'a macro of items that calls itself': `${macro('() => { m!(); }')}\nm!();\nfn main() {}\n`,
  'a macro of items that calls itself twice': `${macro('() => { m!(); m!(); }')}\nm!();\nfn main() {}\n`,
  'a macro of items that doubles its text': `${macro('($($x:tt),*) => { m!($($x,)* $($x),*); }')}\nm!(a, b);\nfn main() {}\n`,
  'two macros of items that call each other':
    'macro_rules! a { () => { b!(); } }\nmacro_rules! b { () => { a!(); a!(); } }\na!();\nfn main() {}\n',
  'a macro of expressions that calls itself': inMain('m!();', macro('() => { m!() }')),
  'a macro of expressions that calls itself twice': inMain('m!();', macro('() => { m!(); m!(); client.go().await }')),
  'a macro of expressions that doubles its text': inMain(
    'm!(1, 2);',
    macro('($($x:expr),*) => { m!($($x,)* $($x),*) }'),
  ),
  'macros of items that each write two calls of the next': `${doubling('fn x() {}', (next) => `${next}!(); ${next}!();`)}m0!();\nfn main() {}\n`,
  'macros of expressions that each write two calls of the next': inMain(
    'let x = m0!();',
    doubling('client.go()', (next) => `(${next}!(), ${next}!())`),
  ),
  'functions that each write the text of the next twice': inMain(
    'Api::<Pod>::namespaced(c, &f0()).get(&f0()).await;',
    `${Array.from({ length: 40 }, (_, at) => `fn f${at}() -> String { format!("{}{}", f${at + 1}(), f${at + 1}()) }\n`).join('')}fn f40() -> String { "x".into() }`,
  ),
  'a macro in a constant that calls itself': `${macro('() => { m!() }')}\nconst A: &str = m!();\nfn main() { kube(A); }\n`,
  'a macro with hundreds of fragments': inMain(
    `m!(${many('a ', 400)});`,
    macro(`(${Array.from({ length: 60 }, (_, at) => `$a${at}:tt`).join(' ')}) => { client.go().await }`),
  ),
  'a kind that is an expression without an end': `#[derive(CustomResource)]\n#[kube(group = "e.dev", version = "v1", kind = "(a|a)+(?!a)c")]\nstruct Spec {}\n// ${many('a', 40)}!\nfn main() { Foo::crd(); }\n`,
  'a function that calls itself': inMain('f(1);', 'fn f(x: u8) { f(x); f(x + 1); }'),
  'types that hold each other': inMain('let a: A = x();', 'type A = Vec<B>; type B = Vec<A>; struct C(Box<C>, A, B);'),
  'traits that need each other': inMain(
    'X.go();',
    'trait A: B {} trait B: A {} struct X; impl<T: A> B for T {} impl<T: B> A for T {}',
  ),
  'constants that need each other': inMain('kube(A);', 'const A: &str = B; const B: &str = A;'),
  'modules that use each other': inMain('a::f();', 'mod a { pub use super::b::*; } mod b { pub use super::a::*; }'),
  'a module that is its own file': '#[path = "main.rs"]\nmod main_again;\nfn main() {}\n',
  'parentheses, 20,000 deep': inMain(`let x = ${many('(', 20_000)}1${many(')', 20_000)};`),
  'blocks, 20,000 deep': inMain(`${many('{', 20_000)}${many('}', 20_000)}`),
  'modules, 3,000 deep': `${many('mod a {', 3000)}${many('}', 3000)}\nfn main() {}\n`,
  'types, 5,000 deep': inMain(`let x: ${many('Vec<', 5000)}u8${many('>', 5000)} = y();`),
  'a chain of 20,000 calls': inMain(`client${many('.clone()', 20_000)};`),
  'a sum of 20,000 numbers': inMain(`let x = 1${many(' + 1', 20_000)};`),
  'closures, 5,000 deep': inMain(`let f = ${many('|x| ', 5000)}1;`),
  'an array of 100,000 numbers': inMain(`let x = [${many('1, ', 100_000)}];`),
  'references, 5,000 deep': inMain(`let x = ${many('&', 5000)}1;`),
  'if let, 3,000 deep': inMain(`${many('if let Some(x) = y { ', 3000)}${many('}', 3000)}`),
  'else if, 5,000 times': inMain(`if a {}${many(' else if a {}', 5000)}`),
  'patterns, 5,000 deep': inMain(`let ${many('Some(', 5000)}x${many(')', 5000)} = y;`),
  'use trees, 3,000 deep': `use ${many('a::{', 3000)}b${many('}', 3000)};\nfn main() {}\n`,
  'attributes, 20,000 of them': `${many('#[a(b)]\n', 20_000)}fn main() {}\n`,
  'a text that never ends': 'fn main() { let x = "',
  'a comment that never ends': `fn main() {} ${many('/*', 50_000)}`,
  'format holes, 20,000 of them': inMain(`let x = format!("${many('{', 20_000)}");`),
  'select! with 20,000 equal signs': inMain(`tokio::select! { ${many('=', 20_000)} => {} }`),
  'a macro call of 100,000 brackets': inMain(`foo!(${many('(', 50_000)}${many(')', 50_000)});`),
  'an attribute with 50,000 blanks': `#[kube(${many(' ', 50_000)}\nstruct A;\nfn main() {}\n`,
};

const yaml: Texts = {
  ...Object.fromEntries(
    inherited.map((name) => [
      `keys, kinds and names ${name}`,
      `apiVersion: ${name}\nkind: ${name}\n${name}: {${name}: 1}\nmetadata: {name: ${name}, ${name}: [${name}]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${name}}\nrules: [{apiGroups: [${name}], resources: [${name}], verbs: [${name}]}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: ClusterRole, name: ${name}}\nsubjects: [{kind: ${name}, name: ${name}}]\n`,
    ]),
  ),
  'maps in one line, 20,000 deep': `kind: Pod\na: ${many('{a: ', 20_000)}`,
  'lists in one line, 20,000 deep': `kind: Pod\na: ${many('[', 20_000)}${many(']', 20_000)}`,
  'lists by lines, 3,000 deep': `kind: Pod\na:\n${many('- ', 3000)}b\n`,
  'maps by indent, 2,000 deep': `kind: Pod\n${Array.from({ length: 2000 }, (_, at) => `${many(' ', at)}a:`).join('\n')}\n`,
  'aliases that multiply': `kind: Pod\na: &a [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, at) => `${'bcdefghijklm'[at]}: &${'bcdefghijklm'[at]} [${many(`*${'abcdefghijkl'[at]}, `, 10)}]`).join('\n')}\n`,
  'an alias of itself': 'kind: Pod\nmetadata: &a\n  name: x\n  labels: *a\nspec: &b\n  containers: [*b]\n',
  'a merge key of itself': 'kind: Deployment\nspec: &a\n  <<: *a\n  template: {<<: *a}\n',
  'a kind that is a map': 'kind: {Pod: 1}\nmetadata: [1]\nspec: x\n',
  'values of every wrong type':
    'apiVersion: 1\nkind: Deployment\nmetadata: null\nspec: {template: [], replicas: {}}\n---\nkind: Deployment\nspec: {template: {spec: {containers: {a: 1}, initContainers: 3, volumes: [null, 1, []], securityContext: yes}}}\n---\nkind: ClusterRole\nrules: {a: 1}\n---\nkind: ClusterRole\nrules: [null, 1, [], {verbs: x, resources: {}, apiGroups: null}]\n---\nkind: RoleBinding\nroleRef: []\nsubjects: {}\n---\nkind: NetworkPolicy\nspec: {egress: [null, {to: [null, {ipBlock: 1}]}], podSelector: 1}\n',
  '20,000 documents': many('---\nkind: Pod\n', 20_000),
  'an unknown tag': 'kind: !!js/function "function(){}"\nspec: !<tag:x> {a: !!binary "!"}\n',
  'keys that are maps': '? {a: 1}\n: b\n? [c]\n: d\nkind: Pod\n',
  'empty lines of 400 KB': `kind: Role\n${many('\n', 400_000)}x: 1\n`,
  'lines with a tab, 400 KB': `kind: Role\n${many('\n\t', 200_000)}x\n`,
  'blanks, 400 KB in one line': `kind: Role\na:${many(' ', 400_000)}b\n`,
  'a comment of 1 MB': `kind: Role\n#${many(' x', 500_000)}\n`,
};

const crd: Texts = {
  'names and 3,000 empty lines': `kind: CustomResourceDefinition\nspec:\n  group: a.b\n  names:\n${many('\n', 3000)}x`,
  'names and 100,000 empty lines': `kind: CustomResourceDefinition\nspec:\n  group: a.b\n  names:\n${many('\n', 100_000)}x`,
  'names and 100,000 lines': `kind: CustomResourceDefinition\nspec:\n  group: a.b\n  names:\n${many('    a: b\n', 100_000)}x`,
  'blanks before a name, 100,000': `kind: CustomResourceDefinition\nspec:\n  group: a.b\n${many(' \n', 100_000)}x`,
};

const template: Texts = {
  'an action and a comment with a line separator': `kind: Pod\n{{ .Values.a }} ${many('#', 40)}\u2028x\n`,
  'an action and a comment with a lone return': `kind: Pod\n{{ .Values.a }} ${many('#', 40)}\rx\n`,
  '20,000 actions in a line': `kind: Pod\na: ${many('{{ .Values.a }}', 20_000)}\n`,
  '20,000 opened actions': `kind: Pod\na: ${many('{{', 20_000)}\n`,
  '20,000 opened comments': `kind: Pod\na: ${many('{{/*', 20_000)}\n`,
  'an action of 100,000 blanks': `kind: Pod\na: {{${many(' ', 100_000)}x\n`,
  'an action of 100,000 lines': `kind: Pod\na: {{${many('\n', 100_000)}}}\n`,
  'quotes after quotes': `kind: Pod\na: "x"${many('{{ if .a }}"', 5000)}\n`,
  'if, 5,000 deep': `kind: Pod\n${many('{{ if .Values.a }}\n', 5000)}a: 1\n${many('{{ end }}\n', 5000)}`,
  'a template that includes itself': `{{ define "x" }}{{ include "x" . }}a: 1\n{{ end }}kind: Role\n{{ include "x" . }}\n`,
  'parentheses, 20,000 deep': `kind: Role\na: {{ ${many('(', 20_000)}.Values.a${many(')', 20_000)} }}\n`,
  'pipes, 20,000 of them': `kind: Role\na: {{ .Values.a ${many('| quote ', 20_000)} }}\n`,
  'a function named constructor':
    'kind: Role\na: {{ constructor .Values.__proto__.constructor }}\nb: {{ __proto__ }}\n',
};

const values: Texts = {
  'keys that every object has': `${inherited.map((name) => `${name}: {${name}: 1}`).join('\n')}\n`,
  'a list': '[1, 2]\n',
};

const toml: Texts = {
  ...Object.fromEntries(
    inherited.map((name) => [
      `tables and keys ${name}`,
      `[package]\nname = "${name}"\n[dependencies]\n${name} = {${name} = "1", features = ["${name}"]}\n[features]\n${name} = ["${name}"]\n[${name}]\n${name}.${name} = 1\n[[bin]]\nname = "${name}"\npath = "${name}"\n`,
    ]),
  ),
  'arrays, 20,000 deep': `a = ${many('[', 20_000)}${many(']', 20_000)}\n`,
  'inline tables, 20,000 deep': `a = ${many('{a = ', 20_000)}1${many('}', 20_000)}\n`,
  'dotted keys, 20,000 deep': `${many('a.', 20_000)}a = 1\n`,
  'headers of 100,000 blanks': `[${many(' ', 100_000)}\n[package]\nname = "a"\n`,
  'a version of 100,000 digits': `[package]\nname = "a"\n[dependencies]\nkube = "${many('1', 100_000)} x"\n`,
  'a version of 100,000 blanks': `[package]\nname = "a"\n[dependencies]\nkube = "1${many(' ', 100_000)}x"\n`,
  'values of every wrong type':
    'package = 1\nbin = {}\ndependencies = []\nworkspace = "x"\nfeatures = {a = 1}\nlib = [1]\n',
  'features that need each other':
    '[package]\nname = "a"\n[features]\ndefault = ["b"]\nb = ["c", "default"]\nc = ["b"]\n',
};

const dockerfile: Texts = {
  'stages and variables that every object has': inherited
    .map((name) => `ARG ${name}=\${${name}}\nFROM \${${name}} AS ${name}\nCOPY --from=${name} a b\nUSER ${name}\n`)
    .join(''),
  'a variable of itself': 'ARG A=${A}${A}\nARG B=${A}\nFROM ${B}\n',
  'variables that multiply': `${Array.from({ length: 26 }, (_, at) => `ARG A${at + 1}=\${A${at}}\${A${at}}\${A${at}}`).join('\n')}\nARG A0=x\nFROM \${A26}\n`,
  'a line of 300,000 continuations': `FROM a\nRUN ${many('\\\n', 300_000)}x\n`,
  'a heredoc that never ends': `FROM a\nRUN <<EOF\n${many('x\n', 100_000)}`,
  '20,000 heredocs': `FROM a\nRUN ${many('<<A ', 20_000)}\n`,
  '100,000 quotes': `FROM a\nRUN ${many('"', 100_001)}\n`,
  '50,000 dollars': `FROM a\nRUN ${many('${', 50_000)}\n`,
  'blanks, 200,000': `FROM a\nUSER${many(' ', 200_000)}x y\n`,
  'a stage of itself': 'FROM a AS a\nFROM b AS c\nFROM c AS c\nCOPY --from=c x y\n',
  'a cargo build of 100,000 words': `FROM a\nRUN cargo build ${many('--x ', 100_000)}\n`,
  'a download of 100,000 words': `FROM a\nRUN curl ${many('curl x ', 100_000)}\n`,
};

const workflow: Texts = {
  'keys that every object has': `on: {${inherited.map((name) => `${name}: {}`).join(', ')}}\njobs: {${inherited.map((name) => `${name}: {steps: [{uses: ${name}, with: {${name}: 1}}], needs: ${name}}`).join(', ')}}\n`,
  '20,000 opened expressions': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${many('${{', 20_000)}\n`,
  'an expression of 100,000 blanks': `on: push\njobs:\n  a:\n    steps:\n      - run: echo \${{${many(' ', 100_000)}\n`,
  'dots, 50,000': `on: push\njobs:\n  a:\n    steps:\n      - run: echo \${{ ${many('a.', 50_000)} }}\n`,
  'shell quotes, 50,000': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${many(`"'`, 50_000)} \${{ github.event.issue.title }}\n`,
  'heredocs, 5,000': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${many('          cat <<A\n', 5000)}`,
  'values of every wrong type':
    'on: [null, {}]\njobs: {a: null, b: [], c: {steps: {a: 1}, permissions: 3}, d: {steps: [null, 1, {run: {}}, {uses: []}]}}\n',
  'jobs that need each other': 'on: push\njobs: {a: {needs: b, steps: []}, b: {needs: [a, b], steps: []}}\n',
};

const endless: Texts = {
  'lists in one line, 100,000 deep': `${many('[', 100_000)}${many(']', 100_000)}`,
  'maps in one line, 100,000 deep': `${many('{"a":', 100_000)}1${many('}', 100_000)}`,
  'lists by lines, 3,000 deep': `a:\n${many('- ', 3000)}b\n`,
  '20,000 keys': Array.from({ length: 20_000 }, (_, at) => `k${at}: 1\n`).join(''),
};
const own = 'apiVersion: v2\nname: app\nversion: 0.1.0\n';

/** By the replaced file. */
export const texts: Readonly<Record<string, Texts>> = {
  'src/main.rs': rust,
  'deploy/rbac.yaml': yaml,
  'deploy/crd.yaml': crd,
  'chart/templates/pod.yaml': template,
  'chart/values.yaml': values,
  'Cargo.toml': toml,
  Dockerfile: dockerfile,
  '.github/workflows/ci.yml': workflow,
  // Two readers read it, each in its own way.
  'chart/Chart.yaml': { ...endless, 'dependencies, 100,000 deep': `${own}dependencies: ${many('[', 100_000)}` },
  'deploy/kustomization.yaml': endless,
};
