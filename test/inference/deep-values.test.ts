// A call with a value that differs from an earlier one only deep inside is not taken for the same call.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';

interface Content {
  readonly types: string;
  readonly one: string;
  readonly two: string;
  /** What the program does with the content `it`. */
  readonly use: string;
}

const REMOVE = { one: 'remove::<Pod>', two: 'remove::<Secret>' };

const CONTENTS: Readonly<Record<string, Content>> = {
  'a struct with a function': {
    types: 'struct Last { ns: String, run: fn(Client, &str) }',
    one: `Last { ns: "one".to_string(), run: ${REMOVE.one} }`,
    two: `Last { ns: "two".to_string(), run: ${REMOVE.two} }`,
    use: '(it.run)(client.clone(), &it.ns);',
  },
  'a tuple': {
    types: 'type Last = (u8, (String, fn(Client, &str)));',
    one: `(1, ("one".to_string(), ${REMOVE.one}))`,
    two: `(1, ("two".to_string(), ${REMOVE.two}))`,
    use: 'let (_, (ns, run)) = it; run(client.clone(), ns);',
  },
  'a struct in a tuple': {
    types: 'struct Inner { ns: String, run: fn(Client, &str) } type Last = (u8, Inner);',
    one: `(1, Inner { ns: "one".to_string(), run: ${REMOVE.one} })`,
    two: `(1, Inner { ns: "two".to_string(), run: ${REMOVE.two} })`,
    use: '(it.1.run)(client.clone(), &it.1.ns);',
  },
  'an enum': {
    types: 'enum Last { First { ns: String }, Second(String, fn(Client, &str)) }',
    one: 'Last::First { ns: "one".to_string() }',
    two: `Last::Second("two".to_string(), ${REMOVE.two})`,
    use: 'match it { Last::First { ns } => remove::<Pod>(client.clone(), ns), Last::Second(ns, run) => run(client.clone(), ns) }',
  },
  'a list of pairs': {
    types: 'type Last = Vec<(String, fn(Client, &str))>;',
    one: `vec![("one".to_string(), ${REMOVE.one} as fn(Client, &str))]`,
    two: `vec![("two".to_string(), ${REMOVE.two} as fn(Client, &str))]`,
    use: 'for (ns, run) in it { run(client.clone(), ns); }',
  },
  'a list of closures': {
    types: 'type Last = Vec<Box<dyn Fn(Client)>>;',
    one: `vec![Box::new(|given: Client| ${REMOVE.one}(given, "one"))]`,
    two: `vec![Box::new(|given: Client| ${REMOVE.two}(given, "two"))]`,
    use: 'for run in it { run(client.clone()); }',
  },
  'a map': {
    types: 'type Last = HashMap<String, fn(Client, &str)>;',
    one: `HashMap::from([("one".to_string(), ${REMOVE.one} as fn(Client, &str))])`,
    two: `HashMap::from([("two".to_string(), ${REMOVE.two} as fn(Client, &str))])`,
    use: 'for (ns, run) in it { run(client.clone(), ns); }',
  },
  'a trait object': {
    types: `trait Act { fn act(&self, client: Client); }
struct First(String);
struct Second(String);
impl Act for First { fn act(&self, client: Client) { ${REMOVE.one}(client, &self.0) } }
impl Act for Second { fn act(&self, client: Client) { ${REMOVE.two}(client, &self.0) } }
type Last = Box<dyn Act>;`,
    one: 'Box::new(First("one".to_string()))',
    two: 'Box::new(Second("two".to_string()))',
    use: 'it.act(client.clone());',
  },
};

const LEVELS = [...'ABCDEFGHIJ'];

/** How the content is put into ten others: the types, the value, and the way to it. */
const NESTS = {
  structs: {
    types: LEVELS.map((name, at) => `struct ${name} { inner: ${LEVELS[at + 1] ?? 'Last'} }`),
    value: (last: string) => LEVELS.reduceRight((inner, name) => `${name} { inner: ${inner} }`, last),
    way: '.inner',
  },
  tuples: {
    types: LEVELS.map((name, at) => `type ${name} = (u8, ${LEVELS[at + 1] ?? 'Last'});`),
    value: (last: string) => LEVELS.reduceRight((inner) => `(1, ${inner})`, last),
    way: '.1',
  },
};

const HOW = {
  'a function': 'run(&one, &client); run(&two, &client); run(&three, &client);',
  'a closure': 'let go = |a: &A| run(a, &client); go(&one); go(&two); go(&three);',
};

const cases = Object.keys(CONTENTS).flatMap((content) =>
  (['structs', 'tuples'] as const).flatMap((nest) =>
    (['a function', 'a closure'] as const).map((how) => [content, nest, how] as const),
  ),
);

test.each(cases)('%s inside of ten %s, given to %s three times', async (content, nest, how) => {
  const { types, one, two, use } = CONTENTS[content] ?? { types: '', one: '', two: '', use: '' };
  const { types: around, value, way } = NESTS[nest];
  const main = `use k8s_openapi::api::core::v1::{Pod, Secret};
use kube::{Api, Client, api::DeleteParams};
use std::collections::HashMap;
${types}
${around.join('\n')}
fn remove<K: kube::Resource>(client: Client, ns: &str) {
    tokio::spawn(async move { Api::<K>::namespaced(client, ns).delete("x", &DeleteParams::default()).await });
}
fn run(a: &A, client: &Client) { let it = &a${way.repeat(LEVELS.length)}; ${use} }
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    let one = ${value(one)};
    let two = ${value(two)};
    let three = ${value(one.replace('one', 'three'))};
    ${HOW[how]}
}
`;
  const manifest = '[package]\nname = "deep"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n';
  const { binaries, unknown } = await inferFiles(
    new Map([
      ['Cargo.toml', manifest],
      ['src/main.rs', main],
    ]),
  );
  const found = binaries.flatMap(({ permissions }) => permissions);
  const covers = (resource: string, namespace: string): boolean =>
    found.some(
      (each) => each.resource === resource && (each.scope === 'cluster' || each.namespaces.includes(namespace)),
    );
  const isKnown = covers('pods', 'one') && covers('secrets', 'two') && covers('pods', 'three');
  expect(isKnown || unknown.length > 0, JSON.stringify(found)).toBe(true);
});
