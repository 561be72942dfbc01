// The newest release of this package on npm: with --latest, the only question of `update --check` to the network.
import { newestOf } from '../../network/read-package.ts';
import { packageFacts } from '../../package-root.ts';
import { isLater } from '../../releases/between.ts';

export interface Newest {
  readonly version: string;
  /** Whether it is later than this version. */
  readonly isLater: boolean;
}

/** @throws UserError with status 3 if the registry does not answer it */
export async function newestRelease(): Promise<Newest> {
  const facts = packageFacts();
  const version = await newestOf(facts.name);
  return { version, isLater: isLater(version, facts.version) };
}
