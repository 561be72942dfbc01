// The images of jobs and services in GitLab pipelines, and the files that a pipeline includes from elsewhere.
import type { Key } from '../../formats/yaml/node.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { includesOf, localPath } from '../../inventory/pipelines.ts';
import { pipelineJobs } from './pipelines.ts';
import { readJob, type Job } from './workflows.ts';

export interface JobImage {
  /** The name of the job or service for people. */
  readonly of: string;
  readonly reading: Reading;
}

export function pipelineImages(inventory: Inventory): readonly JobImage[] {
  return pipelineJobs(inventory).flatMap((job) => [
    ...named(job, job.name, 'image'),
    ...itemsOf(readJob(job, 'services')).flatMap((_, index) =>
      named(job, `service ${index + 1} of ${job.name}`, 'services', index),
    ),
  ]);
}

/** A name, or a map with one; undefined if the job has no image. */
function named(job: Job, of: string, ...keys: readonly Key[]): readonly JobImage[] {
  const whole = readJob(job, ...keys);
  if (whole.state === 'absent') return [];
  const reading = fieldOf(whole.value, 'name') === undefined ? whole : readJob(job, ...keys, 'name');
  return [{ of, reading }];
}

/** The inclusions from outside the repository, as written. */
export function pipelineIncludes({
  pipelines,
}: Inventory): readonly { readonly include: string; readonly reading: Reading }[] {
  return pipelines
    .flatMap(({ documents }) => documents)
    .flatMap((document) =>
      includesOf(document)
        .filter((include) => localPath(include) === undefined)
        .map((include) => ({ include: nameOf(include), reading: read(document, ['include']) })),
    );
}

function nameOf(include: unknown): string {
  if (typeof include === 'string') return include;
  const word = ['remote', 'component', 'template', 'project', 'artifact'].find(
    (key) => fieldOf(include, key) !== undefined,
  );
  return word === undefined ? JSON.stringify(include) : String(fieldOf(include, word));
}
