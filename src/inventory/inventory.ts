// The content of a repository for the rules: parsed once, by kind.
import type { Dockerfile } from '../formats/dockerfile/dockerfile.ts';
import type { TomlFile } from '../formats/toml/toml.ts';
import type { Fault, YamlFile } from '../formats/yaml/file.ts';
import { behindWall } from '../repo/behind-wall.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import type { Permissions } from './permissions.ts';
import type { Pins } from './pins.ts';
import { faultsAround } from './faults.ts';
import { actionsOf, dockerfilesOf, tomlFilesOf, workflowsOf } from './other-files.ts';
import { installationsOf, type Installation, type Installations } from './installations.ts';
import type { Manifest } from './manifests.ts';
import { pipelinesOf } from './pipelines.ts';
import { workloadsOf, type Workload } from './workloads.ts';
import { grantsOf, type Grants } from './roles.ts';
import { valuesElsewhere } from './values-elsewhere.ts';

/** Facts from outside of the files, if something determined them. */
export interface Known {
  /** The needs of the Rust source. */
  readonly permissions?: Permissions | undefined;
  /** The present targets of references that move. */
  readonly pins?: Pins | undefined;
  /** The day, `2026-11-28`, for texts with a date. */
  readonly today?: string | undefined;
  /** The model of the repository, or of an earlier state of it. */
  readonly before?: Installations | undefined;
}

export interface Inventory extends Grants {
  readonly repository: Repository;
  readonly installed: Installations;
  readonly installations: readonly Installation[];
  /** The objects of all installations; an object that several include unchanged appears once. */
  readonly manifests: readonly Manifest[];
  readonly workloads: readonly Workload[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly workflows: readonly YamlFile[];
  readonly actions: readonly YamlFile[];
  readonly pipelines: readonly YamlFile[];
  readonly toml: ReadonlyMap<string, TomlFile>;
  readonly faults: readonly Fault[];
  /** Files that are not judged, with the reasons. */
  readonly setAside: readonly Skipped[];
  readonly permissions: Permissions | undefined;
  readonly pins: Pins | undefined;
  readonly today: string | undefined;
}

/** The model of a repository; a file on which this program fails counts as unreadable. */
export function inventoryOf(repository: Repository, known: Known = {}): Inventory {
  const { permissions, pins, today } = known;
  const { value, failed } = behindWall(repository, (rest) =>
    built(rest, rest === repository ? known : { permissions, pins, today }),
  );
  if (value !== undefined && failed.length === 0) return value;
  const skipped = failed.map(({ path, why }): Skipped => ({ path, why, failed: true }));
  const { files } = value === undefined ? repositoryOf([]) : value.repository;
  return built(repositoryOf(files, [...repository.skipped, ...skipped]), { permissions, pins, today });
}

function built(repository: Repository, { permissions, pins, today, before }: Known): Inventory {
  const installed = installationsOf(repository, before);
  const { installations, manifests, faults, setAside } = installed;
  const dockerfiles = dockerfilesOf(repository);
  const workflows = workflowsOf(repository);
  const actions = actionsOf(repository);
  const pipelines = pipelinesOf(repository);
  const toml = tomlFilesOf(repository);
  return {
    repository,
    installed,
    installations,
    manifests,
    workloads: workloadsOf(manifests),
    ...grantsOf(manifests),
    dockerfiles: dockerfiles.filter(({ fault }) => fault === undefined),
    workflows: workflows.files,
    actions: actions.files,
    pipelines: pipelines.files,
    toml: toml.files,
    faults: distinct([
      ...faults,
      ...workflows.faults,
      ...actions.faults,
      ...pipelines.faults,
      ...toml.faults,
      ...faultsAround(repository, dockerfiles),
    ]),
    setAside: [...setAside, ...pipelines.setAside, ...valuesElsewhere(repository)],
    permissions,
    pins,
    today,
  };
}

/** A file of values may also contain an object, and is then read twice. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
