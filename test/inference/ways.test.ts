// A function that is called in ever more ways: merged calls may only widen the reach or become unknown, and none is
// dropped.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';

const MANIFEST = '[package]\nname = "ways"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n';

/** Jobs that a helper gets by name; each deletes a different Secret. */
function program(count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => at);
  return `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
fn run(name: &str, client: &Client, job: fn(&Client)) { println!("{name}"); job(client); }
${numbers.map((at) => `fn job_${at}(client: &Client) { drop(Api::<Secret>::namespaced(client.clone(), "team").delete("name-${at}", &Default::default())); }`).join('\n')}
fn main() {
    let client = Client::try_default().unwrap();
    ${numbers.map((at) => `run("${at}", &client, job_${at});`).join('\n    ')}
}
`;
}

test.each([3, 30, 80, 200])('each of %i jobs is listed, or its place is unknown', async (count) => {
  const { binaries, unknown } = await inferFiles(
    new Map([
      ['Cargo.toml', MANIFEST],
      ['src/main.rs', program(count)],
    ]),
  );
  const names = new Set(
    binaries.flatMap(({ permissions }) => permissions.flatMap(({ resourceNames }) => resourceNames)),
  );
  expect(names.size + unknown.length).toBeGreaterThanOrEqual(count);
});

test('a condition of the first call does not apply to the others', async () => {
  const text = `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
async fn read(client: &Client) -> Result<Secret, kube::Error> { Api::<Secret>::all(client.clone()).get("a").await }
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    match read(&client).await {
        Ok(_) => {}
        Err(kube::Error::Api(e)) if e.code == 403 => println!("it goes on"),
        Err(e) => panic!("{e}"),
    }
    read(&client).await.unwrap();
}
`;
  const { binaries } = await inferFiles(
    new Map([
      ['Cargo.toml', MANIFEST],
      ['src/main.rs', text],
    ]),
  );
  expect(binaries[0]?.permissions.map(({ verb, resource, condition }) => [verb, resource, condition])).toEqual([
    ['get', 'secrets', null],
  ]);
});
