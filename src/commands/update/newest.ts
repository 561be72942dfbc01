// Which release of this package npm has: the one question of `update --check` to the network, where --latest asks it.
import { newestOf } from '../../network/read-package.ts';
import { packageFacts } from '../../package-root.ts';
import { isLater } from '../../releases/between.ts';

export interface Newest {
  readonly version: string;
  /** Later than this one. */
  readonly isLater: boolean;
}

/** @throws UserError with status 3 where the registry does not tell */
export async function newestRelease(): Promise<Newest> {
  const facts = packageFacts();
  const version = await newestOf(facts.name);
  return { version, isLater: isLater(version, facts.version) };
}
