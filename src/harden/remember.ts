// The answers that a hardened repository keeps, so that it can be updated like a generated one.
import { inTheWay, withFiles, type Repository } from '../repo/repository.ts';

const answersPath = '.yo-rc.json';

/** The repository with its answers, where something was changed and nothing stands in their place. */
export function remembered(after: Repository, before: Repository, reference: Repository): Repository {
  const record = reference.files.get(answersPath);
  const changed = [...after.files].some(([path, text]) => before.files.get(path) !== text);
  const free = !after.files.has(answersPath) && inTheWay(after, answersPath) === undefined;
  return record !== undefined && changed && free ? withFiles(after, [[answersPath, record]]) : after;
}
