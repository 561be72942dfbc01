// Reads the answers from a repository on disk: the same for harden and for the update of a hardened repository.
import path from 'node:path';
import { inferAnswers } from '../../harden/infer-answers.ts';
import type { Readings } from '../../harden/reading.ts';
import type { Repository } from '../../repo/repository.ts';
import { originOf } from '../../git/status.ts';
import { inferPermissions, type Inferred } from '../audit/infer-permissions.ts';

export interface ReadAnswers {
  readonly known: Inferred;
  readonly inferred: Readings;
}

export async function readAnswers(root: string, repository: Repository): Promise<ReadAnswers> {
  const known = await inferPermissions(repository, root);
  return {
    known,
    inferred: inferAnswers(repository, {
      origin: await originOf(root),
      directory: path.basename(root),
      ...known,
    }),
  };
}
