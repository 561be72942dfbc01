// One program with subcommands: the manifests show which of them a container runs, and the others are conditional.
import { describe, expect, test } from 'vitest';
import { inferredFrom } from '../inferred.ts';

const uses = `use clap::{Args, Parser, Subcommand};
use k8s_openapi::api::core::v1::{Node, Pod, Secret};
use kube::{Api, Client, api::ListParams};
async fn install(client: Client) { let _ = Api::<Secret>::all(client).list(&ListParams::default()).await; }
async fn serve(client: Client) { let _ = Api::<Pod>::all(client).list(&ListParams::default()).await; }
async fn nodes(client: Client) { let _ = Api::<Node>::all(client).list(&ListParams::default()).await; }
`;

const derived = `${uses}
#[derive(Parser)] struct Cli { #[command(subcommand)] command: Command }
#[derive(Subcommand)] enum Command {
    /// writes the CRDs
    Install(Extra),
    #[command(name = "run", alias = "serve")] ServeAll { port: u16 },
    ListNodes,
}
#[derive(Args)] struct Extra { force: bool }
`;

/** Each way to choose between the same three subcommands: install (secrets), run (pods), list-nodes (nodes). */
const ways: Readonly<Record<string, string>> = {
  'a match on the derive': `${derived}
#[tokio::main] async fn main() {
    let client = Client::try_default().await.unwrap();
    match Cli::parse().command {
        Command::Install(_) => install(client).await,
        Command::ServeAll { port } => serve(client).await,
        Command::ListNodes => nodes(client).await,
    }
}`,
  'a method of the enum': `${derived}
impl Command { async fn run(&self, client: Client) { match self { Self::Install(extra) => install(client).await, Self::ServeAll { .. } => serve(client).await, Self::ListNodes => nodes(client).await } } }
#[tokio::main] async fn main() { Cli::parse().command.run(Client::try_default().await.unwrap()).await }`,
  'if let': `${derived}
#[tokio::main] async fn main() {
    let (client, command) = (Client::try_default().await.unwrap(), Cli::parse().command);
    if let Command::Install(_) = &command { install(client.clone()).await }
    if let Command::ServeAll { .. } = &command { serve(client.clone()).await }
    if let Command::ListNodes = &command { nodes(client.clone()).await }
}`,
  "clap's builder": `${uses}
#[tokio::main] async fn main() {
    let client = Client::try_default().await.unwrap();
    let matches = clap::Command::new("app").subcommand(clap::Command::new("install")).get_matches();
    match matches.subcommand() {
        Some(("install", matches)) => install(client).await,
        Some(("run", _)) => serve(client).await,
        Some(("list-nodes", _)) => nodes(client).await,
        _ => unreachable!(),
    }
}`,
  arguments: `${uses}
#[tokio::main] async fn main() {
    let client = Client::try_default().await.unwrap();
    match std::env::args().nth(1).as_deref() {
        Some("install") => install(client).await,
        Some("run") => serve(client).await,
        Some("list-nodes") => nodes(client).await,
        _ => {}
    }
}`,
  'an argument with another name': `${uses}
#[tokio::main] async fn main() {
    let client = Client::try_default().await.unwrap();
    let words: Vec<String> = std::env::args().collect();
    let verb = words.get(1).cloned().unwrap_or_else(|| "run".to_string());
    match verb.as_str() {
        "install" => install(client).await,
        "run" => serve(client).await,
        "list-nodes" => nodes(client).await,
        other => panic!("{other}"),
    }
}`,
  'an enum parsed from the arguments': `${uses}
#[derive(Debug, Clone)] enum Mode { Install { force: bool }, Run(Option<String>), Nodes }
impl Mode {
    fn of(mut words: impl Iterator<Item = String>) -> Result<Mode, String> {
        let _program = words.next();
        match (words.next().as_deref(), words.next()) {
            (Some("install"), flag) => Ok(Mode::Install { force: flag.is_some() }),
            (Some("run"), port) => Ok(Self::Run(port)),
            (Some("list-nodes"), _) => Ok(Mode::Nodes),
            (other, _) => Err(format!("{other:?}")),
        }
    }
}
#[tokio::main] async fn main() {
    let client = Client::try_default().await.unwrap();
    match Mode::of(std::env::args()).unwrap() {
        Mode::Install { force } => install(client).await,
        Mode::Run(port) => serve(client).await,
        Mode::Nodes => nodes(client).await,
    }
}`,
};

/** The resources, with `?` for those with a condition. */
async function asked(source: string, ...containers: readonly string[]): Promise<readonly string[]> {
  const workload = (args: string, at: number): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app${at} }\nspec: { template: { spec: { serviceAccountName: app, containers: [{ name: app, image: ghcr.io/x/app:1, ${args} }] } } }\n`;
  const { inference } = await inferredFrom(
    new Map([
      ['Cargo.toml', '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\nclap = "4"\n'],
      ['src/main.rs', source],
      ['deploy/app.yaml', containers.map(workload).join('---\n')],
    ]),
  );
  expect(inference.unknown).toEqual([]);
  return (inference.binaries[0]?.permissions ?? [])
    .map(({ resource, condition }) => (condition === null ? resource : `${resource}? ${condition}`))
    .sort();
}

const otherwise = (resource: string, name: string): string =>
  `${resource}? Only with the subcommand \`${name}\`, which no container here runs.`;

describe.each(Object.entries(ways))('%s', (_, source) => {
  test('the subcommand of a container is needed, the others only with their subcommand', async () => {
    expect(await asked(source, 'args: [install, --force]')).toEqual([
      otherwise('nodes', 'list-nodes'),
      otherwise('pods', 'run'),
      'secrets',
    ]);
    expect(await asked(source, 'command: [/usr/bin/app, run], args: ["--port=1"]')).toEqual([
      otherwise('nodes', 'list-nodes'),
      'pods',
      otherwise('secrets', 'install'),
    ]);
  });

  test('two containers run two subcommands', async () => {
    expect(await asked(source, 'args: [install]', 'args: [list-nodes]')).toEqual([
      'nodes',
      otherwise('pods', 'run'),
      'secrets',
    ]);
  });

  test('a container without a subcommand may run all of them', async () => {
    expect(await asked(source, 'args: [install]', 'args: ["--verbose"]')).toEqual(['nodes', 'pods', 'secrets']);
  });
});

test('an alias selects its subcommand, and without manifests nothing is known', async () => {
  const source = ways['a match on the derive'] ?? '';
  expect(await asked(source, 'args: [serve]')).toContain('pods');
  expect(await asked(source)).toEqual(['nodes', 'pods', 'secrets']);
});

test('a variant that is also created elsewhere has no condition', async () => {
  const source = ways['an enum parsed from the arguments'] ?? '';
  const twice = source.replace('(other, _) => Err(format!("{other:?}")),', '_ => Ok(Mode::Nodes),');
  expect(await asked(twice, 'args: [install]')).toEqual(['nodes', otherwise('pods', 'run'), 'secrets']);
  const derived = source.replace('derive(Debug, Clone)', 'derive(Debug, Clone, EnumString)');
  expect(await asked(derived, 'args: [install]')).toEqual(['nodes', 'pods', 'secrets']);
});
