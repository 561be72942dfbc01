// A controller of any size, to measure how the work of the inference grows.

/** The number of lines that a unit adds, including those of `main` that name it. */
export const LINES_OF_UNIT = 60;

/**
 * The files of a program with so many units. Each has its own types, one of which contains itself, a trait object, a
 * conversion, a closure, a request, and a call of a method that each of the others also has; all call the same helpers
 * with texts of their own.
 */
export function largeProgram(units: number): ReadonlyMap<string, string> {
  const each = Array.from({ length: units }, (_, at) => at);
  return new Map([
    ['Cargo.toml', '[package]\nname = "large"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\nkube = "4"\n'],
    ['src/main.rs', main(each)],
    ['src/shared.rs', SHARED],
    ...each.map((at): [string, string] => [`src/unit_${at}.rs`, unit(at)]),
  ]);
}

function main(units: readonly number[]): string {
  return `mod shared;
${units.map((at) => `mod unit_${at};`).join('\n')}

#[tokio::main]
async fn main() -> Result<(), kube::Error> {
    let client = kube::Client::try_default().await?;
    let mut store = shared::Store::default();
${units.map((at) => `    unit_${at}::work(client.clone(), &mut store).await?;`).join('\n')}
    Ok(())
}
`;
}

const SHARED = `pub trait Step {
    fn run(&self, prefix: &str) -> String;
}

#[derive(Default)]
pub struct Store {
    pub prefix: String,
    pub steps: Vec<Box<dyn Step>>,
    pub last: Option<String>,
}

impl Store {
    pub fn flush(&self) {
        for step in &self.steps {
            step.run(&self.prefix);
        }
    }
}

pub fn label(prefix: &str, name: &str) -> String {
    join(&[prefix, name])
}

fn join(parts: &[&str]) -> String {
    parts.join("-")
}

pub fn each<T, F: Fn(&T) -> String>(list: &[T], name: F) -> Vec<String> {
    list.iter().map(|item| name(item)).collect()
}
`;

function unit(at: number): string {
  return `use crate::shared::{Step, Store, each, label};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::{Api, Client, api::{Patch, PatchParams}};

pub struct Settings {
    pub name: String,
    pub inner: Option<Box<Settings>>,
    pub log: fn(&str, &str) -> String,
}

impl Settings {
    fn new(name: &str) -> Self {
        Settings { name: name.to_string(), inner: None, log: label }
    }

    fn with(mut self, other: Settings) -> Self {
        self.inner = Some(Box::new(other));
        self
    }

    pub fn render(&self, width: usize) -> String {
        self.name.chars().take(width).collect()
    }
}

pub enum Stage {
    Start(Settings),
    Boxed(Box<Stage>),
}

impl From<Settings> for Stage {
    fn from(settings: Settings) -> Self {
        Stage::Boxed(Box::new(Stage::Start(settings)))
    }
}

impl Step for Stage {
    fn run(&self, prefix: &str) -> String {
        match self {
            Stage::Start(settings) => (settings.log)(prefix, &settings.name),
            Stage::Boxed(stage) => stage.run(prefix),
        }
    }
}

pub async fn work(client: Client, store: &mut Store) -> Result<(), kube::Error> {
    let settings = Settings::new("unit-${at}").with(Settings::new("inner-${at}"));
    let names = each(&[settings.name.clone()], |name| label("unit", name));
    store.last = names.first().cloned();
    let api: Api<ConfigMap> = Api::namespaced(client, "namespace-${at % 8}");
    let patch = Patch::Apply(ConfigMap::default());
    api.patch(&label("map", "${at % 8}"), &PatchParams::apply("large"), &patch).await?;
    store.steps.push(Box::new(Stage::from(settings)));
    store.flush();
    outside::canvas().render(${at});
    Ok(())
}
`;
}
