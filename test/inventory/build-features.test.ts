// The features that the builds of a repository name decide which code its images hold.
import { expect, test } from 'vitest';
import { buildFeatures } from '../../src/inventory/build-features.ts';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string) => {
  const { named, isAny } = buildFeatures(repositoryOf(new Map([[path, text]])));
  return isAny ? 'any' : [...named];
};

test.each([
  ['RUN cargo build --release --features evict', ['evict']],
  ['RUN cargo build --release --features=evict,app/metrics', ['evict', 'app/metrics']],
  ['RUN cargo auditable build --release -F "evict metrics"', ['evict', 'metrics']],
  ["RUN --mount=type=cache,target=target cargo build \\\n  --features 'evict' \\\n  --release", ['evict']],
  ['RUN cargo chef cook --features evict && cargo build', ['evict']],
  ['ARG FEATURES=evict\nRUN cargo build --features "$FEATURES"', ['evict']],
  ['ARG FEATURES=""\nRUN cargo build --features "$FEATURES"', []],
  ['ARG FEATURES\nRUN cargo build --features "${FEATURES}"', 'any'],
  ['RUN cross build --all-features', 'any'],
  ['RUN cargo test --features evict', []],
  ['RUN cargo build --release', []],
  ['RUN cargo build; echo --features evict', []],
])('a Dockerfile with %j names %j', (run, expected) => {
  expect(found('Dockerfile', `FROM rust AS build\n${run}\n`)).toEqual(expected);
});

test.each([
  ['Makefile', 'image:\n\tcargo build --release --features evict\n', ['evict']],
  ['build.sh', 'cargo build --release \\\n  --features evict\n', ['evict']],
  [
    '.github/workflows/release.yml',
    'jobs:\n  a:\n    steps:\n      - run: cargo build --release -F evict\n',
    ['evict'],
  ],
  ['.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - run: cargo build --all-features\n', []],
  ['Makefile', 'check:\n\tcargo clippy --release --all-features\n', []],
  ['Makefile', 'image:\n\tcargo build --release\ntry:\n\tcargo build --features evict\n', []],
  ['build.sh', 'cargo build --release --features "$FEATURES"\n', []],
  ['docs/build.md', 'cargo build --release --features evict\n', []],
  ['examples/build.sh', 'cargo build --release --features evict\n', []],
])('%s with %j names %j', (path, text, expected) => {
  expect(found(path, text)).toEqual(expected);
});

const MAIN = `use k8s_openapi::api::core::v1::{Node, Pod};
#[tokio::main]
async fn main() {
    let client = kube::Client::try_default().await.unwrap();
    #[cfg(feature = "evict")]
    kube::Api::<Pod>::all(client.clone()).delete("a", &Default::default()).await;
    #[cfg(not(feature = "evict"))]
    kube::Api::<Node>::all(client).list(&Default::default()).await;
}
`;

async function needsWith(build: string, features = 'evict = []') {
  const files = new Map([
    ['Cargo.toml', `[package]\nname = "tool"\n\n[dependencies]\nkube = "4.2"\n\n[features]\n${features}\n`],
    ['src/main.rs', MAIN],
    ['Dockerfile', `FROM rust AS build\nRUN ${build}\n`],
  ]);
  const { inference } = await inferRepository(repositoryOf(files));
  const needs = inference.binaries.flatMap(({ permissions }) => permissions);
  return needs.map(({ verb, resource }) => `${verb} ${resource}`).sort();
}

test.each([
  ['cargo build', 'evict = []', ['list nodes']],
  ['cargo build --features evict', 'evict = []', ['delete pods', 'list nodes']],
  ['cargo build --features tool/evict', 'evict = []', ['delete pods', 'list nodes']],
  ['cargo build --features other/evict', 'evict = []', ['list nodes']],
  ['cargo build --features full', 'full = ["evict"]\nevict = []', ['delete pods', 'list nodes']],
  ['cargo build --all-features', 'evict = []', ['delete pods', 'list nodes']],
  ['cargo build', 'default = ["evict"]\nevict = []', ['delete pods']],
])('with %j and %j the program needs %j', async (build, features, needs) => {
  expect(await needsWith(build, features)).toEqual(needs);
});
