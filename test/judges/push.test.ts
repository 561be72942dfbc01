// The step of release.yml that publishes the charts, unchanged: Helm pushes them to a real OCI registry.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { at, listAt, textAt } from '../cluster/control-plane/json.ts';
import { cache, generate, materialise } from '../generate.ts';
import { judge } from './setup.ts';

const program = 'github.com/google/go-containerregistry/cmd/registry@v0.20.6';
const folder = mkdtempSync(path.join(tmpdir(), 'pushed-'));
const repository = path.join(folder, 'repository');
const digest = `sha256:${'b'.repeat(64)}`;
const stopping = new AbortController();
const helm = judge('helm');
let registry: string;

beforeAll(async () => {
  materialise(repository, generate({ name: 'pushed', packaging: 'both' }));
  registry = await startedRegistry();
  script(
    'go',
    `# A fake, since Helm is built already: it says where that is.\nif [ "$1" = env ]; then echo ${folder}; fi`,
  );
  script('helm', `# No certificate here.\nif [ "$1" = push ]; then set -- "$@" --plain-http; fi\nexec ${helm} "$@"`);
}, 600_000);
afterAll(() => {
  stopping.abort();
  rmSync(folder, { recursive: true, force: true });
});

test('each chart is in the registry under the signed digest, with the version and the digest of the image', async () => {
  const released = await runStep();
  for (const key of ['controller', 'crd']) {
    const { stdout } = await execa(helm, ['show', 'chart', reference(released, key), '--plain-http']);
    expect(parse(stdout)).toMatchObject({ version: '1.2.3', appVersion: '1.2.3' });
  }
  const words = ['--namespace', 'system', '--kube-version', '1.37.0', '--plain-http'];
  const { stdout } = await execa(helm, ['template', 'pushed', reference(released, 'controller'), ...words]);
  expect(stdout).toContain(`/pushed:1.2.3@${digest}`);
});

/** Runs the step with a local registry, and returns its outputs for the signing step. */
async function runStep(): Promise<ReadonlyMap<string, string>> {
  const workflow = parse(readFileSync(path.join(repository, '.github/workflows/release.yml'), 'utf8'));
  const step = listAt(workflow, 'jobs', 'publish', 'steps').find((one) => at(one, 'id') === 'charts');
  const outputs = path.join(folder, 'outputs');
  await execa('bash', ['-eo', 'pipefail', '-c', textAt(step, 'run') ?? 'exit 1'], {
    cwd: repository,
    env: {
      IMAGE: `${registry}/acme/app`,
      VERSION: '1.2.3',
      DIGEST: digest,
      GITHUB_OUTPUT: outputs,
      PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    },
  });
  const lines = readFileSync(outputs, 'utf8').matchAll(/^([\w-]+)=(.+)$/gm);
  return new Map([...lines].map(([, key = '', value = '']) => [key, value]));
}

function reference(released: ReadonlyMap<string, string>, key: string): string {
  return `oci://${released.get(`${key}-name`)}@${released.get(`${key}-digest`)}`;
}

async function startedRegistry(): Promise<string> {
  const home = path.join(cache, 'judges', 'registry');
  await execa('go', ['install', program], { env: { GOBIN: home } });
  const serving = execa(path.join(home, 'registry'), ['-port', '0'], { cancelSignal: stopping.signal, reject: false });
  const [said] = await once(serving.stderr, 'data');
  const port = /serving on port (\d+)/.exec(String(said))?.[1];
  if (port !== undefined) return `localhost:${port}`;
  throw new Error(`the registry does not serve: ${String(said)}`);
}

/** A program on the PATH of the step. Helm is found below GOPATH, which is the same folder. */
function script(name: string, lines: string): void {
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'bin', name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
}
