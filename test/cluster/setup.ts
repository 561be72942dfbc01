// Builds what takes minutes the first time: the programs of the control plane, and the controllers of the generated
// repositories, one after the other before anything is timed.
import type { TestProject } from 'vitest/node';
import { installGoPrograms } from '../judges/setup.ts';
import { controlPlaneBinaries } from './control-plane/binaries.ts';
import { buildGrown } from './proof/grown.ts';
import { startOutside } from './proof/outside.ts';
import { providers } from './proof/providers/providers.ts';
import { ownsEverything, proven } from './proof/repositories.ts';
import { buildSubject } from './proof/subject.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of the external service. */
    readonly outside: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await controlPlaneBinaries();
  await installGoPrograms();
  const outsiders = Object.values(providers).map(({ given }) => given);
  for (const given of [...Object.values(proven), ownsEverything, ...outsiders]) await buildSubject(given);
  await buildGrown();
  const outside = await startOutside();
  project.provide('outside', outside.directory);
  return outside.stop;
}
