// The image of the controller in manifests and charts, and the program in it.
import path from 'node:path';
import { parseImage } from '../formats/image-reference.ts';
import { replaceActions } from '../formats/helm/actions.ts';
import { valuesKeys } from '../formats/helm/expression.ts';
import { tomlAt } from '../formats/toml/toml.ts';
import { read } from '../formats/yaml/read.ts';
import type { Repository } from '../repo/repository.ts';
import { inventoryOf, type Inventory } from '../inventory/inventory.ts';
import { startedBy } from '../inventory/started-programs.ts';
import { readManifest, writtenAt, type Manifest } from '../inventory/manifests.ts';
import type { Container } from '../inventory/workloads.ts';
import { fieldOf } from '../formats/yaml/values.ts';
import { lineIn } from '../rules/look/cargo.ts';
import { found, place, type Reading } from './reading.ts';

export interface Runs {
  readonly images: readonly Reading[];
  readonly programs: readonly Reading[];
}

export function runsOf(repository: Repository): Runs {
  const inventory = inventoryOf(repository);
  return { images: imagesOf(inventory), programs: programsOf(inventory) };
}

/** The images of the workloads without tags, each once. */
export function imagesOf({ workloads }: Inventory): readonly Reading[] {
  return once(
    workloads.flatMap(({ containers }) =>
      containers.filter(({ initial }) => !initial).flatMap((container) => imageOf(container) ?? []),
    ),
  );
}

function imageOf({ workload: { manifest }, keys }: Container): Reading | undefined {
  const written = writtenAt(manifest, [...keys, 'image']) ?? '';
  // The expression for a tag in a chart says nothing about the name.
  const image = parseImage(filledIn(written, manifest).replace(/:[^:/{]*\{\{[\s\S]*|:$/, ''));
  const at = readManifest(manifest, [...keys, 'image']);
  if (image === undefined) return undefined;
  return found(
    image.registry === 'docker.io' ? image.name.replace(/^library\//, '') : `${image.registry}/${image.name}`,
    place({ path: at.document.file.path, line: at.line }),
  );
}

/** A text with the values of the chart in place of the actions that insert them. */
function filledIn(written: string, { text: { values } }: Manifest): string {
  return replaceActions(written, ({ code }, action) => {
    const keys = valuesKeys(code, undefined);
    const value = keys === undefined || values === undefined ? undefined : read(values, keys).value;
    return typeof value === 'string' && value !== '' ? value : action;
  });
}

/** The program that each Dockerfile starts; without a Dockerfile, the programs of Cargo.toml. */
function programsOf(inventory: Inventory): readonly Reading[] {
  const started = inventory.dockerfiles.flatMap((file) => {
    const start = startedBy(file);
    return start === undefined ? [] : [found(start.program, place({ path: file.path, line: start.line }))];
  });
  return once(started.length > 0 ? started : builtOf(inventory));
}

function builtOf({ toml, repository }: Inventory): readonly Reading[] {
  return [...toml.values()].flatMap((file) => {
    const line = (key: string): string => place({ path: file.path, line: lineIn(file, key) });
    const declared = [tomlAt(file.value, 'bin')]
      .flat()
      .map((bin) => fieldOf(bin, 'name'))
      .filter((name) => typeof name === 'string');
    const name = tomlAt(file.value, 'package', 'name');
    const source = path.posix.join(path.posix.dirname(file.path), 'src');
    if (declared.length > 0) return declared.map((one) => found(one, line('bin.name')));
    const beside = [...repository.files.keys()]
      .filter((one) => path.posix.dirname(one) === `${source}/bin`)
      .map((one) => found(path.posix.basename(one, '.rs'), one));
    return typeof name === 'string' && repository.files.has(`${source}/main.rs`)
      ? [found(name, line('package.name')), ...beside]
      : beside;
  });
}

function once(readings: readonly Reading[]): readonly Reading[] {
  return readings.filter(({ value }, index) => readings.findIndex((one) => one.value === value) === index);
}
