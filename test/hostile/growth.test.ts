// The time of each reader grows linearly with its text, whatever repeats in it.
import { beforeAll, describe, expect, test } from 'vitest';
import { parseDockerfile, lineage, withDefaults } from '../../src/formats/dockerfile/dockerfile.ts';
import { withoutHereDocuments } from '../../src/formats/here-documents.ts';
import { actionsIn } from '../../src/formats/helm/actions.ts';
import { maskTemplate } from '../../src/formats/helm/mask.ts';
import { parseTemplate } from '../../src/formats/helm/parse.ts';
import { parseImage } from '../../src/formats/image-reference.ts';
import { originIn } from '../../src/formats/remote-url.ts';
import { quotings } from '../../src/formats/shell-quotes.ts';
import { parseToml } from '../../src/formats/toml/toml.ts';
import { unifiedDiff } from '../../src/formats/unified-diff.ts';
import { expressionsIn } from '../../src/formats/workflow-expressions.ts';
import { parseYaml } from '../../src/formats/yaml/file.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { customResourcesOf } from '../../src/inventory/custom-resources.ts';
import { declaredKinds } from '../../src/inventory/grants/crds.ts';
import { Observations } from '../../src/permissions/observed/observations.ts';
import { readLog } from '../../src/permissions/observed/witness.ts';
import { globOf } from '../../src/formats/glob.ts';
import { ignoreRules, isIgnoredBy } from '../../src/repo/gitignore.ts';
import { runDownload } from '../../src/rules/look/downloads.ts';
import { printable } from '../../src/printable.ts';
import { repetitions } from './repetitions.ts';

const crd = (text: string): string => `kind: CustomResourceDefinition\nspec:\n  names:\n${text}`;

/** Reader → how it reads, and the number of bytes of its text. */
const readers: Readonly<Record<string, readonly [(text: string) => unknown, number]>> = {
  YAML: [(text) => parseYaml('a.yaml', text).faults, 8000],
  'a template of a chart': [(text) => parseYaml('a.yaml', text, { template: true }).faults, 8000],
  'the actions of a template': [(text) => [actionsIn(text), maskTemplate(text), parseTemplate(text)], 16_000],
  'a Dockerfile': [readDockerfile, 16_000],
  TOML: [(text) => parseToml('Cargo.toml', text), 16_000],
  Rust: [(text) => inferRust(`fn main() { let a = ${text}; }`), 2000],
  'items of Rust': [(text) => inferRust(`${text}\nfn main() {}`), 2000],
  'a macro of Rust': [
    (text) => inferRust(`macro_rules! m { ($($a:tt)*) => { $($a)* } }\nfn main() { m!(${text}); }`),
    1000,
  ],
  'the expressions of a workflow': [expressionsIn, 64_000],
  'a script of a workflow': [(text) => [quotings(text), runDownload(text), withoutHereDocuments(text)], 16_000],
  '.gitignore': [(text) => isIgnoredBy(ignoreRules(text), ['a', 'b', 'src'], false), 16_000],
  'a pattern of paths': [(text) => globOf(text)('a'.repeat(250)), 16_000],
  'a CRD': [(text) => [declaredKinds(files(crd(text))), declaredKinds(files(text))], 16_000],
  'a CRD in Rust': [(text) => customResourcesOf({ files: files(text, 'src/a.rs') } as never), 16_000],
  'the name of an image': [parseImage, 64_000],
  'the URL of a remote': [originIn, 64_000],
  'a difference': [(text) => unifiedDiff('a', text, `${text}\nb`), 4000],
  'an audit log': [readRecords, 64_000],
  'what is shown': [printable, 64_000],
};

/** The constant part of the time, in milliseconds. */
const slack = 60;

beforeAll(async () => {
  // The first use of a reader loads it and its grammar.
  for (const [read] of Object.values(readers)) await read('a');
});

describe.each(Object.entries(readers))('%s', (_, [read, bytes]) => {
  test.each(Object.entries(repetitions))(
    'of %s',
    async (_, make) => {
      const first = await once(read, make(4 * bytes));
      // Below the bound, whatever the short one takes: most texts end here.
      if (first < slack) return;
      // A busy machine does not slow down all three runs.
      const short = await fastest(read, make(bytes));
      const long = first < 8 * short + slack ? first : await fastest(read, make(4 * bytes));
      expect(
        long,
        `${Math.round(short)} ms for ${bytes} bytes, ${Math.round(long)} ms for four times as many`,
      ).toBeLessThan(8 * short + slack);
    },
    120_000,
  );
});

async function fastest(read: (text: string) => unknown, text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    // A new text each time defeats caches.
    best = Math.min(best, await once(read, `${text}${' '.repeat(run + 1)}`));
    if (best < slack) break;
  }
  return best;
}

/** Processor time, which other programs do not affect. */
async function once(read: (text: string) => unknown, text: string): Promise<number> {
  const start = process.cpuUsage();
  await read(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function files(text: string, path = 'crd.yaml'): ReadonlyMap<string, string> {
  return new Map([[path, text]]);
}

function readDockerfile(text: string): unknown {
  const file = parseDockerfile('Dockerfile', `FROM a AS b\nRUN ${text}\nFROM ${text}\n${text}`);
  return [lineage(file.stages.at(-1)), withDefaults(file, text)];
}

function inferRust(text: string): Promise<unknown> {
  return inferFiles(
    new Map([
      ['Cargo.toml', '[package]\nname = "a"\n[dependencies]\nkube = "4"\n'],
      ['src/main.rs', text],
    ]),
  );
}

function readRecords(text: string): Promise<number> {
  return readLog(
    (async function* () {
      yield text;
    })(),
    'a.log',
    new Observations(),
  );
}
