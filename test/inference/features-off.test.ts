// What a program does with a feature that is off is not known; a program that requires a feature is read with it.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';

const MAIN = `#[cfg(feature = "cluster")]
async fn list(client: kube::Client) {
    kube::Api::<k8s_openapi::api::core::v1::Pod>::all(client).list(&Default::default()).await;
}
#[tokio::main]
async fn main() {
    #[cfg(feature = "cluster")]
    list(kube::Client::try_default().await.unwrap()).await;
}
`;

const PACKAGE = '[package]\nname = "tool"\nversion = "0.0.0"\n';

async function inferred(manifest: string) {
  const files = new Map([
    ['Cargo.toml', PACKAGE + manifest],
    ['src/main.rs', MAIN],
  ]);
  const { binaries, unknown } = await inferFiles(files);
  return {
    needs: binaries.flatMap(({ permissions }) => permissions.map(({ verb, resource }) => `${verb} ${resource}`)),
    unknown: unknown.map(({ path, line, why }) => `${path}:${line} ${why}`),
  };
}

const NOT_KNOWN = 'No feature that is on by default enables `kube`, so what the program asks for with it is not known.';

test.each([
  ['by its name', '[dependencies]\nkube = { version = "4.2", optional = true }\n\n[features]\ncluster = ["kube"]\n', 5],
  [
    'hidden by dep:',
    '[dependencies]\nkube = { version = "4.2", optional = true }\n\n[features]\ncluster = ["dep:kube"]\n',
    5,
  ],
  [
    'in a table of its own',
    '[dependencies.kube]\nversion = "4.2"\noptional = true\n\n[features]\ncluster = ["kube"]\n',
    4,
  ],
  [
    'under another name',
    '[dependencies]\nk8s = { package = "kube", version = "4.2", optional = true }\n\n[features]\ncluster = ["k8s"]\n',
    5,
  ],
])('kube that is off is announced: %s', async (_, manifest, line) => {
  expect(await inferred(manifest)).toEqual({ needs: [], unknown: [`Cargo.toml:${line} ${NOT_KNOWN}`] });
});

test.each([
  ['is on by default', '[features]\ndefault = ["cluster"]\ncluster = ["kube"]\n'],
  [
    'is required by the program',
    '[features]\ncluster = ["kube"]\n\n[[bin]]\nname = "tool"\npath = "src/main.rs"\nrequired-features = ["cluster"]\n',
  ],
])('kube with a feature that %s is read', async (_, features) => {
  const manifest = `[dependencies]\nkube = { version = "4.2", optional = true }\n\n${features}`;
  expect(await inferred(manifest)).toEqual({ needs: ['list pods'], unknown: [] });
});

test('a program without kube needs nothing', async () => {
  const manifest = '[dependencies]\nserde = { version = "1", optional = true }\n\n[features]\ncluster = []\n';
  expect(await inferred(manifest)).toEqual({ needs: [], unknown: [] });
});

test('what another crate of kube asks for is known', async () => {
  const files = new Map([
    [
      'Cargo.toml',
      `${PACKAGE}[dependencies]\nkube-client = "4.2"\nkube-runtime = { version = "4.2", optional = true }\n`,
    ],
    ['src/main.rs', MAIN.replaceAll('#[cfg(feature = "cluster")]\n', '').replaceAll('kube::', 'kube_client::')],
  ]);
  const { binaries, unknown } = await inferFiles(files);
  expect(binaries.flatMap(({ permissions }) => permissions.map(({ verb }) => verb))).toEqual(['list']);
  expect(unknown).toEqual([]);
});
