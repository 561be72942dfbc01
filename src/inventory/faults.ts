// Files that should be judged and cannot be.
import type { Dockerfile } from '../formats/dockerfile/dockerfile.ts';
import { parseYaml, type Fault } from '../formats/yaml/file.ts';
import { asMap } from '../formats/yaml/node.ts';
import type { Repository } from '../repo/repository.ts';
import { chartsOf, inside } from './charts.ts';
import { isKustomization } from './kustomize/kustomization.ts';
import { inOtherLanguages } from './other-languages.ts';
import { isShipped } from './shipped.ts';

/** The faults of files from which no object is read, and of unreadable files. */
export function faultsAround(repository: Repository, dockerfiles: readonly Dockerfile[]): readonly Fault[] {
  return [
    ...dockerfiles.flatMap(({ fault }) => fault ?? []),
    ...configurationFaults(repository),
    ...unread(repository),
    ...inOtherLanguages(repository),
  ];
}

/**
 * Kustomizations, charts and their values: if they do not parse or are not a map, everything built on them is unknown.
 */
function configurationFaults(repository: Repository): readonly Fault[] {
  const ofCharts = new Set(
    chartsOf(repository).flatMap((chart) =>
      ['Chart.yaml', 'Chart.yml', 'values.yaml', 'values.yml'].map((file) => inside(chart, file)),
    ),
  );
  return [...repository.files].flatMap(([path, text]) => {
    if (!(ofCharts.has(path) || isKustomization(path)) || !isShipped(path)) return [];
    const { documents, faults } = parseYaml(path, text);
    const other = documents.find(({ root }) => asMap(root) === undefined);
    return faults.length === 0 && other !== undefined
      ? [{ path, line: other.line, message: 'it is not a map' }]
      : faults;
  });
}

const wanted =
  /\.ya?ml$|(^|\/)((Docker|Container)file(\.[\w-]+)?|[\w.-]+\.(docker|container)file|Cargo\.(toml|lock)|deny\.toml)$/i;

/** Whether a rule would have read the unreadable file; a folder may contain anything. */
export function unread({ skipped }: Repository): readonly Fault[] {
  return skipped.flatMap(({ path, why, failed }) =>
    failed === true &&
    (path === '.' || ((wanted.test(path) || why.startsWith('cannot be listed')) && isShippedOrWorkflow(path)))
      ? [{ path, line: 1, message: why }]
      : [],
  );
}

function isShippedOrWorkflow(path: string): boolean {
  return path.startsWith('.github/workflows/') || isShipped(path);
}
