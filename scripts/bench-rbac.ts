// `npm run bench:rbac -- DIR…`: infers every repository and scores the result if there is a truth file. Truth: `--truth
// FOLDER` with <repository>.json as { rules, conditional }, or `--golden FILE --examples DIR` for the examples of kube.

import { readFileSync, existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { inferFiles, type Inference } from '../src/inference/infer.ts';
import { readRepository } from '../src/repo/read.ts';

interface Truth {
  readonly rules: readonly TruthRule[];
  readonly conditional: readonly TruthRule[];
}

interface TruthRule {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope?: string;
  readonly resourceNames?: readonly string[];
}

interface Score {
  right: number;
  found: number;
  needed: number;
  scopeRight: number;
  scoped: number;
  unknown: number;
}

const SCOPES: Readonly<Record<string, string>> = {
  cluster: 'cluster',
  'own-namespace': 'own-namespace',
  'client-default-namespace': 'own-namespace',
  'configured-namespaces': 'namespace',
};

const { directories, truth, golden, examples } = readArguments(process.argv.slice(2));
const total: Score = { right: 0, found: 0, needed: 0, scopeRight: 0, scoped: 0, unknown: 0 };
for (const directory of directories) {
  const started = performance.now();
  const files = readRepository(resolve(directory)).files;
  const inference = await inferFiles(files);
  const seconds = (performance.now() - started) / 1000;
  const lines = [...files]
    .filter(([path]) => path.endsWith('.rs'))
    .reduce((sum, [, text]) => sum + text.split('\n').length, 0);
  const memory = process.resourceUsage().maxRSS / 1024;
  const file = truth === undefined ? undefined : join(truth, `${basename(resolve(directory))}.json`);
  const speed = `${seconds.toFixed(2)} s, ${lines} lines, ${Math.round(lines / seconds)} lines/s, peak ${Math.round(memory)} MB`;
  if (file === undefined || !existsSync(file))
    console.log(
      `${basename(directory)}: ${inference.binaries.reduce((sum, binary) => sum + binary.permissions.length, 0)} permissions, ${inference.unknown.length} unknown; ${speed}`,
    );
  else print(basename(directory), score(inference, read<Truth>(file)), speed);
}
if (golden !== undefined && examples !== undefined) await scoreExamples(golden, examples);
if (total.needed > 0) print('all', { ...total }, '', true);

function score(inference: Inference, expected: Truth): Score {
  const keyOf = (rule: { group: string; resource: string; verb: string }): string =>
    `${rule.group} ${rule.resource} ${rule.verb}`;
  const found = new Map(
    inference.binaries.flatMap((binary) =>
      binary.permissions
        .filter((permission) => permission.condition === null)
        .map((permission) => [keyOf(permission), permission]),
    ),
  );
  const needed = new Map(expected.rules.map((rule) => [keyOf(rule), rule]));
  const either = new Set(expected.conditional.map(keyOf));
  const result: Score = {
    right: 0,
    found: 0,
    needed: needed.size,
    scopeRight: 0,
    scoped: 0,
    unknown: inference.unknown.length,
  };
  for (const [key, permission] of found) {
    const rule = needed.get(key);
    if (rule === undefined && either.has(key)) continue;
    result.found += 1;
    if (rule === undefined) {
      console.log(
        `  not needed: ${key} (${permission.evidence.map((place) => `${place.path}:${place.line}`).join(' ')})`,
      );
      continue;
    }
    result.right += 1;
    const scope = SCOPES[rule.scope ?? 'cluster'] ?? 'namespace';
    result.scoped += 1;
    if (scope === permission.scope) result.scopeRight += 1;
    else console.log(`  scope: ${key} is ${permission.scope}, not ${rule.scope}`);
    if (rule.resourceNames !== undefined && rule.resourceNames.join() !== permission.resourceNames.join())
      console.log(`  names: ${key} [${permission.resourceNames.join()}], not [${rule.resourceNames.join()}]`);
  }
  for (const key of needed.keys()) if (!found.has(key)) console.log(`  missed: ${key}`);
  for (const [name, value] of Object.entries(result)) total[name as keyof Score] += value;
  return result;
}

function print(name: string, result: Score, speed: string, isTotal = false): void {
  const share = (part: number, whole: number): string => (whole === 0 ? '1.000' : (part / whole).toFixed(3));
  console.log(
    `${isTotal ? '\n' : ''}${name}: precision ${share(result.right, result.found)}, recall ${share(result.right, result.needed)}, scope ${share(result.scopeRight, result.scoped)}, ${result.needed} rules, ${result.unknown} unknown${speed === '' ? '' : `; ${speed}`}`,
  );
}

interface Golden {
  readonly file: string;
  readonly expect: readonly {
    readonly scope: string;
    readonly resource: string;
    readonly verbs: readonly string[];
    readonly plus_k8s_1_35?: readonly string[];
    readonly resourceNames?: readonly string[];
  }[];
}

/** Each example becomes a repository with one binary. */
async function scoreExamples(file: string, root: string): Promise<void> {
  for (const example of read<readonly Golden[]>(file)) {
    if (example.file.includes(' ')) continue;
    const text = readFileSync(join(root, example.file), 'utf8');
    const toml = `[package]\nname = "example"\nversion = "0.0.0"\n[[bin]]\nname = "example"\npath = "main.rs"\n[features]\ndefault = ["openssl-tls", "kubelet-debug"]\n[dependencies]\nkube = "4.2"\n`;
    const inference = await inferFiles(
      new Map([
        ['Cargo.toml', toml],
        ['main.rs', text],
      ]),
    );
    const rules = example.expect.flatMap(({ scope, resource, verbs, plus_k8s_1_35, resourceNames }) =>
      [...verbs, ...(plus_k8s_1_35 ?? [])].map((verb) => {
        const [group = '', ...rest] = resource.split('/');
        return {
          group: group === 'core' ? '' : group,
          resource: rest.join('/'),
          verb,
          scope,
          ...(resourceNames === undefined ? {} : { resourceNames }),
        };
      }),
    );
    print(example.file, score(inference, { rules, conditional: [] }), '');
  }
}

/** Reads a file of this repository, which has the declared shape. */
function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function readArguments(args: readonly string[]): {
  directories: readonly string[];
  truth?: string;
  golden?: string;
  examples?: string;
} {
  const directories: string[] = [];
  const named: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg.startsWith('--')) {
      named[arg.slice(2)] = args[at + 1] ?? '';
      at += 1;
    } else directories.push(arg);
  }
  return { directories, ...named };
}
