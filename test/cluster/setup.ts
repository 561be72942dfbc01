// What the tests here need and what takes minutes the first time: the programs of the control plane, and the
// controllers of the generated repositories, one after the other before anything is timed.
import { controlPlaneBinaries } from './control-plane/binaries.ts';
import { ownsEverything, proven } from './proof/repositories.ts';
import { buildSubject } from './proof/subject.ts';

export async function setup(): Promise<void> {
  await controlPlaneBinaries();
  for (const given of [...Object.values(proven), ownsEverything]) await buildSubject(given);
}
