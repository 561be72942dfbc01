// `rbac`: the permissions that the Rust source needs, and whether the manifests grant exactly those.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { packageFacts } from '../../package-root.ts';
import { checkManifests, type Reported } from '../../permissions/check.ts';
import type { Inference } from '../../inference/infer.ts';
import { progressOn } from '../../cli/progress.ts';
import type { GivenModel } from '../../permissions/given-models.ts';
import { type InferredRepository, inferRepository } from '../../permissions/infer-repository.ts';
import { accountsIn } from '../../permissions/placed-binaries.ts';
import { explain, explainable } from '../../permissions/report/explain.ts';
import { jsonReport } from '../../permissions/report/json-report.ts';
import { sarifReport } from '../../permissions/report/sarif-report.ts';
import { textReport } from '../../permissions/report/text-report.ts';
import type { Files } from '../../repo/files.ts';
import { wayFromTop } from '../../repo/git-folder.ts';
import { readRepository } from '../../repo/read.ts';
import { readText } from '../../repo/read-file.ts';
import { since, statusOf } from './gate.ts';
import { write } from './write.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';

/**
 * Infers, compares, explains or writes. Exit status 1: `--check` found a difference (gate.ts), or `--write` found a
 * file of others in the way.
 */
export async function rbac(invocation: Invocation): Promise<ExitStatus> {
  const { flags, out, err, cwd, positionals } = invocation;
  refuseWrongUsage(invocation);
  const root = path.resolve(cwd, positionals[0] ?? '.');
  const options = {
    ...(typeof flags.get('kubernetes') === 'string' ? { kubernetes: String(flags.get('kubernetes')) } : {}),
    models: modelsOf(flags.get('models'), cwd),
    dependencies: flags.has('dependencies'),
  };
  const repository = readRepository(root);
  const progress = progressOn(err);
  const inferred = await inferRepository(repository, { root, ...options, progress: progress.say });
  progress.end();
  const { files, inference } = inferred;
  const wanted = flags.get('explain');
  const needsProgram = flags.has('write') || wanted !== undefined || inference.unknown.length === 0;
  if (inference.binaries.length === 0 && needsProgram) throw noProgram(root, inference);
  if (typeof wanted === 'string') {
    out.lines(explanation(files, inference, wanted));
    return 0;
  }
  if (flags.has('observed')) {
    const { observe } = await import('./observe.ts');
    return await observe(invocation, inferred);
  }
  const isCheck = flags.has('check');
  if (!isCheck && !flags.has('write')) {
    report(root, inferred, { accounts: accountsIn(inferred), check: undefined }, invocation);
    return 0;
  }
  const now = checkManifests(inferred);
  const revision = flags.get('since');
  const checked = typeof revision === 'string' ? await since(now, root, revision, options) : now;
  if (flags.has('write'))
    return write({ root, repository, inferred, checked, out: flags.has('json') ? err : out, err });
  report(root, inferred, checked, invocation);
  return statusOf(inference, checked, String(flags.get('fail-on') ?? 'any'));
}

/** In the format of --json or --format. */
function report(
  root: string,
  { files, inference }: InferredRepository,
  reported: Reported,
  { flags, out }: Invocation,
): void {
  if (flags.has('json')) out.json(jsonReport(inference, reported));
  else if (flags.get('format') === 'sarif' && reported.check !== undefined) {
    out.json(sarifReport(reported.check, inference, packageFacts(), wayFromTop(root)));
  } else out.lines(textReport(inference, reported, { files, paint: out.paint, columns: out.columns }));
}

function noProgram(root: string, { unknown: [first] }: Inference): UserError {
  const why =
    first === undefined ? 'no Cargo.toml with a binary was found in it' : `${first.path}:${first.line} ${first.why}`;
  return new UserError(`${root} has no Rust program that could be read: ${why}.`, { status: 1 });
}

function refuseWrongUsage({ flags, problems }: Invocation): void {
  const all = [...problems];
  const format = flags.get('format');
  if (format === 'sarif' && !flags.has('check'))
    all.push('--format sarif needs --check: it reports missing and unused permissions.');
  for (const name of ['fail-on', 'since'])
    if (flags.has(name) && !flags.has('check'))
      all.push(`--${name} needs --check: it selects the differences that count.`);
  if (flags.has('service-account') && !flags.has('observed'))
    all.push('--service-account needs --observed: it names the account whose requests count.');
  for (const name of ['check', 'write', 'explain', 'format'])
    if (flags.has('observed') && flags.has(name)) all.push(`--observed and --${name} exclude each other.`);
  if (flags.has('json') && format !== undefined) all.push('--json and --format exclude each other.');
  const kubernetes = flags.get('kubernetes');
  if (typeof kubernetes === 'string' && !/^1\.\d+$/.test(kubernetes))
    all.push(`--kubernetes "${kubernetes}" must be a version such as 1.36.`);
  if (all.length > 0) throw new UserError(all, { status: 2 });
}

function modelsOf(given: string | boolean | undefined, cwd: string): readonly GivenModel[] {
  const names = typeof given === 'string' ? given.split(',').map((name) => name.trim()) : [];
  return names.map((file) => {
    const text = readText(path.resolve(cwd, file), { follow: true });
    if (text.why === undefined) return { file, text: text.content };
    throw new UserError(`--models ${file} ${text.why}. It must be a Rust file named as its crate.`, { status: 2 });
  });
}

function explanation(files: Files, inference: Inference, wanted: string): readonly string[] {
  const text = explain(files, inference, wanted);
  if (text !== undefined) return text;
  throw new UserError([`The code does not need "${wanted}". It needs:`, ...explainable(inference)], {
    status: 2,
  });
}
