// Valid texts of a given length, with many repetitions of what rules, charts and the inference read.
import { numbered, type Structures } from './numbered.ts';
import { kustomization, objects, template } from './structures-of-objects.ts';

const dockerfile: Structures = {
  stages: numbered('FROM s AS s0\n', (at) => `FROM s${at} AS s${at + 1}\n`),
  'stages of a variable': numbered('', (at) => `FROM s$B AS s${at}a\n`),
  downloads: numbered('FROM a\n', (at) => `RUN curl -o a${at} https://b/c && tar -x a${at}\n`),
  'downloads in one RUN': numbered('FROM a\nRUN true', (at) => ` && curl -o a${at} https://b/c && ./a${at}`),
  users: numbered('FROM a\n', (at) => `USER a${at}\n`),
  'arguments of each other': numbered('', (at) => `ARG A${at}=$A${at + 1}\n`, 'FROM $A0\nUSER $A0\n'),
  copies: numbered('FROM a\n', (at) => `COPY --from=s${at} a b\n`),
  builds: numbered('FROM a\n', (at) => `RUN cargo build --release --bin a${at}\n`),
};

const cargo = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n';
const manifest: Structures = {
  dependencies: numbered(`${cargo}[dependencies]\n`, (at) => `a${at} = "1"\n`),
  'tables of dependencies': numbered(cargo, (at) => `[dependencies.a${at}]\nversion = "1"\n`),
  binaries: numbered(cargo, (at) => `[[bin]]\nname = "a${at}"\npath = "src/main.rs"\n`),
  'features of each other': numbered(`${cargo}[features]\n`, (at) => `a${at} = ["a${at + 1}"]\n`),
  members: numbered(`${cargo}[workspace]\nmembers = [`, (at) => `"a${at}", `, ']\n'),
  'members with stars': numbered(`${cargo}[workspace]\nmembers = [`, (at) => `"*/*/*${at}*", `, ']\n'),
  patches: numbered(`${cargo}[patch.crates-io]\n`, (at) => `a${at} = { git = "https://a" }\n`),
  'one list': numbered(`${cargo}[dependencies]\nkube = { version = "1", features = [`, (at) => `"a${at}", `, '] }\n'),
  targets: numbered(cargo, (at) => `[target.'cfg(a${at})'.dependencies]\nkube = "1"\n`),
};

const lock: Structures = {
  packages: numbered(
    '',
    (at) => `[[package]]\nname = "a${at}"\nversion = "1.0.0"\ndependencies = [\n "a${at + 1}",\n]\n\n`,
  ),
  'versions of one crate': numbered('', (at) => `[[package]]\nname = "kube"\nversion = "1.0.${at}"\n\n`),
};

const job = (at: number, more: string): string => `  j${at}:\n    runs-on: a\n${more}`;
const workflow: Structures = {
  jobs: numbered('on: push\njobs:\n', (at) => job(at, `    needs: j${at + 1}\n    steps:\n      - uses: a/b@v1\n`)),
  steps: numbered(`on: push\njobs:\n${job(0, '    steps:\n')}`, (at) => `      - uses: a/b${at}@v1\n`),
  scripts: numbered(
    `on: pull_request_target\njobs:\n${job(0, '    steps:\n')}`,
    (at) => `      - run: curl https://a/${at} | sh\n`,
  ),
  'one script of downloads': numbered(
    `on: push\njobs:\n${job(0, '    steps:\n      - run: |\n')}`,
    (at) => `          curl -o a${at} https://b/c\n          ./a${at}\n`,
  ),
  'one script of expressions': numbered(
    `on: push\njobs:\n${job(0, '    steps:\n      - run: |\n')}`,
    () => '          echo ${{ secrets.A }} ${{ github.event.issue.title }}\n',
  ),
  'one line of expressions': numbered(
    `on: push\njobs:\n${job(0, '    steps:\n      - run: echo ')}`,
    () => '${{ github.head_ref }} ${{ secrets[a] }} ',
  ),
  'variables of a job': numbered(
    `on: push\njobs:\n${job(0, '    steps: []\n    env:\n')}`,
    (at) => `      A${at}: \${{ secrets.A }}\n`,
  ),
  'steps of an alias': numbered(
    `on: push\njobs:\n${job(0, '    steps:\n      - &a {run: curl a | sh}\n')}`,
    () => '      - *a\n',
  ),
};

const api = 'use k8s_openapi::api::core::v1::*;\nuse kube::{Api, Client};\n';
const rust: Structures = {
  functions: numbered(
    api,
    (at) => `async fn f${at}(c: Client) { Api::<Pod>::all(c).get("a").await; f${at + 1}(c).await; }\n`,
    'async fn main() { f0(c).await; }\n',
  ),
  'calls in main': numbered(
    `${api}async fn main() { let c = Client::try_default().await; let a: Api<Pod> = Api::all(c);\n`,
    (at) => `    a.get("a${at}").await;\n`,
    '}\n',
  ),
  'names of names': numbered(
    `${api}async fn main() { let c = Client::try_default().await; let a0 = "a";\n`,
    (at) => `    let a${at + 1} = format!("{a${at}}b");\n    Api::<Pod>::namespaced(c, &a${at}).get(&a${at}).await;\n`,
    '}\n',
  ),
  'names that double': numbered(
    `${api}async fn main() { let c = Client::try_default().await; let a0 = "a";\n`,
    (at) =>
      `    let a${at + 1} = format!("{a${at}}{a${at}}");\n    Api::<Pod>::namespaced(c, &a${at}).get(&a${at}).await;\n`,
    '}\n',
  ),
  'names of many ways': numbered(
    `${api}async fn main() { let c = Client::try_default().await; let mut a = "a".to_string();\n`,
    (at) => `    if x() { a = format!("{a}${at}"); } else { a = format!("{a}b"); }\n`,
    '    Api::<Pod>::namespaced(c, &a).get(&a).await;\n}\n',
  ),
  'calls of a generic': numbered(
    `${api}async fn g<K>(c: Client) { Api::<K>::all(c).get("a").await; }\nasync fn main() {\n`,
    (at) => `    g::<Kind${at}>(c).await;\n`,
    '}\n',
  ),
  'types of types': numbered(api, (at) => `struct S${at} { a: S${at + 1}, c: Client }\n`, 'fn main() {}\n'),
  'traits of types': numbered(
    `${api}trait T { async fn go(&self); }\nasync fn main() { let c = Client::try_default().await; let x: Box<dyn T> = y(); x.go().await; }\n`,
    (at) =>
      `struct S${at}(Client);\nimpl T for S${at} { async fn go(&self) { Api::<Pod>::all(self.0).get("a").await; } }\n`,
  ),
  'arms of a match': numbered(
    `${api}async fn main() { let c = Client::try_default().await; let n = match x() {\n`,
    (at) => `    ${at} => "n${at}",\n`,
    '    };\n    Api::<Pod>::namespaced(c, n).get(n).await;\n}\n',
  ),
  imports: numbered('', (at) => `use a${at}::*;\n`, `${api}fn main() { f(); }\n`),
  'modules that use each other': numbered(
    '',
    (at) => `mod a${at} { pub use super::a${at + 1}::*; }\n`,
    'use a0::*;\nfn main() { f(); }\n',
  ),
  'custom resources': numbered(
    api,
    (at) =>
      `#[derive(kube::CustomResource)]\n#[kube(group = "a.b", version = "v1", kind = "K${at}")]\nstruct K${at}Spec;\n`,
    'fn main() {}\n',
  ),
  'calls of a macro': numbered(
    `${api}macro_rules! m { ($n:ident) => { async fn $n(c: Client) { Api::<Pod>::all(c).get("a").await; } } }\n`,
    (at) => `m!(f${at});\n`,
    'fn main() {}\n',
  ),
  constants: numbered(
    api,
    (at) => `const A${at}: &str = A${at + 1};\n`,
    'async fn main() { Api::<Pod>::namespaced(c, A0).get(A0).await; }\n',
  ),
  'closures in each other': numbered(
    api,
    (at) => `fn f${at}() { g(|| h(|| i(|x| async move { x }))); }\n`,
    'fn main() {}\n',
  ),
  'a loop in a loop': numbered(
    `${api}async fn main() { let c = x();\n`,
    () => 'for a in b { Api::<Pod>::all(c).get(a).await; }\n',
    '}\n',
  ),
};

/** Repetitions by their file. */
export const structures: Readonly<Record<string, Structures>> = {
  Dockerfile: dockerfile,
  'Cargo.toml': manifest,
  'Cargo.lock': lock,
  '.github/workflows/ci.yml': workflow,
  'deploy/more.yaml': objects,
  'chart/templates/pod.yaml': template,
  'chart/values.yaml': { values: numbered('', (at) => `a${at}: {b: [1]}\n`) },
  'deploy/kustomization.yaml': kustomization,
  'src/main.rs': rust,
  '.gitignore': { names: numbered('', (at) => `a${at}\n!b${at}\n`), stars: numbered('', (at) => `**/a*b*${at}/**\n`) },
  'deny.toml': {
    advisories: numbered(
      '[advisories]\nignore = [\n',
      (at) => `  { id = "RUSTSEC-2020-${at}", reason = "a" },\n`,
      ']\n',
    ),
  },
  '.kube-secure-controller.yaml': {
    suppressions: numbered('ignore:\n', (at) => `  - {rule: no-host-path, path: a${at}, reason: nobody runs it}\n`),
  },
  'hack/a.sh': { downloads: numbered('', (at) => `curl -o a${at} https://b/c\n./a${at}\n`) },
};
