// The one repository that is put under load, built.
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { proven } from '../proof/repositories.ts';
import { buildSubject } from '../proof/subject.ts';

export default async function setup(): Promise<void> {
  await controlPlaneBinaries();
  await buildSubject(proven['default'] ?? {});
}
