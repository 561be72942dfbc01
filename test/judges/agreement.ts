// The output of kustomize and Helm for a repository, compared with the installations of our model.
import path from 'node:path';
import { execa } from 'execa';
import { hole } from '../../src/formats/helm/mask.ts';
import { installationsOf, type Installation } from '../../src/inventory/installations.ts';
import { isManifest, isOfItsGroup } from '../../src/inventory/judged.ts';
import { plainOf } from '../../src/inventory/part.ts';
import { readRepository } from '../../src/repo/read.ts';
import { isObject, isStartedByTest, type Object } from './charted.ts';
import { differences, objectsOf } from './differences.ts';
import { judge } from './setup.ts';
import { vendored } from './vendored.ts';

/** The version for which our model renders charts. */
const kubernetes = '1.36.0';

/** One installation in both views. */
export interface Compared {
  readonly installation: string;
  /** The number of equal objects, and the number that our model reports as unknown. */
  readonly equal: number;
  readonly unknown: number;
  /** Differences that our model does not report. */
  readonly silent: readonly string[];
}

/**
 * Every kustomization and chart that our model finds in a folder.
 *
 * @param isWhole whether no stub replaces missing dependencies of charts
 */
export async function compared(folder: string, isWhole = false): Promise<readonly Compared[]> {
  const { installations, faults } = installationsOf(readRepository(folder));
  const rendered = installations.filter(({ kind }) => kind !== 'plain');
  return Promise.all(
    rendered.map(async (one): Promise<Compared> => {
      const isKnown = !faults.some((fault) => fault.path !== '' && concerns(fault.path, one));
      const { stdout, stderr, exitCode } = await print(folder, one, isWhole);
      if (exitCode === 0) return compare(one, objectsOf(stdout), isKnown);
      const silent = isKnown ? [`it is refused, and our model says nothing: ${stderr.slice(-300)}`] : [];
      return { installation: one.path, equal: 0, unknown: isKnown ? 0 : 1, silent };
    }),
  );
}

/** A kustomization may include files from anywhere. */
function concerns(fault: string, { kind, path: at }: Installation): boolean {
  return kind === 'kustomization' || at === '' || fault.startsWith(`${at}/`);
}

/** The output of the judge of an installation. */
export function print(folder: string, { kind, path: at }: Pick<Installation, 'kind' | 'path'>, isWhole = false) {
  const place = kind === 'chart' && !isWhole ? vendored(path.join(folder, at)) : path.join(folder, at);
  const options = { reject: false, env: { HTTPS_PROXY: 'http://127.0.0.1:1', GIT_TERMINAL_PROMPT: '0' } } as const;
  return kind === 'kustomization'
    ? execa(judge('kustomize'), ['build', '--load-restrictor', 'LoadRestrictionsNone', path.dirname(place)], options)
    : execa(
        judge('helm'),
        ['template', 'release-name', place, '--namespace', 'release-namespace', '--kube-version', kubernetes],
        options,
      );
}

function compare(
  { path: installation, manifests }: Installation,
  printed: readonly Object[],
  isKnown: boolean,
): Compared {
  const left = manifests
    .map(({ part }) => plainOf(part))
    .filter(isObject)
    .filter(isComparable);
  const silent: string[] = [];
  let [equal, unknown] = [0, 0];
  for (const object of printed.filter((one) => isComparable(one) && !isStartedByTest(one))) {
    const rated = left
      .filter((one) => nameOf(one) === nameOf(object) || nameOf(one).includes(hole))
      .map((one) => ({ one, differs: differences(object, one) }))
      .sort((a, b) => a.differs.length - b.differs.length);
    const [best] = rated;
    if (best === undefined) {
      if (isKnown) silent.push(`${nameOf(object)} is missing in our model`);
      else unknown += 1;
      continue;
    }
    left.splice(left.indexOf(best.one), 1);
    if (best.differs.length > 0 && isKnown) silent.push(`${nameOf(object)}${best.differs.slice(0, 3).join('; ')}`);
    else if (best.differs.length > 0 || JSON.stringify(best.one).includes(hole)) unknown += 1;
    else equal += 1;
  }
  for (const one of left)
    if (isKnown && !JSON.stringify(one).includes(hole)) silent.push(`${nameOf(one)} is in our model alone`);
    else unknown += 1;
  return { installation, equal, unknown, silent };
}

/** Our model leaves out chart objects that no rule reads. */
function isComparable({ kind, apiVersion }: Object): boolean {
  return isManifest(`kind: ${String(kind)}`) && isOfItsGroup(String(kind), String(apiVersion));
}

/** Without the hash of generated names. */
function nameOf({ kind, metadata }: Object): string {
  const { name = '', namespace = '' } = isObject(metadata) ? metadata : {};
  return `${String(kind)} ${String(namespace)}/${String(name).replace(/-[bcdfghkmt2456789]{10}$/, '')}`;
}
