// What is gathered while a kustomization is built.
import type { Repository } from '../../repo/repository.ts';
import type { Part } from '../part.ts';
import { below, unreadAt, type KustomizationFile } from './kustomization.ts';
import type { Unread } from './resource.ts';

export interface Builder {
  readonly repository: Repository;
  readonly unread: Unread[];
  readonly files: Set<string>;
  readonly stack: string[];
  /** How many kustomizations were rendered, those that several take in once for each, and how many objects they had. */
  work: number;
  /** Whether objects are missing because what holds them was not read. */
  isOpen: boolean;
}

export function isRemote(named: string): boolean {
  return /^[\w.+-]+:\/\/|^git@|^git::|^github\.com\/|\?ref=/.test(named);
}

export function notRead(entry: Part, named: string, file: KustomizationFile, builder: Builder): readonly [] {
  builder.isOpen = true;
  const path = below(file, named);
  const skipped = builder.repository.skipped.find((one) => one.path === path || path.startsWith(`${one.path}/`));
  const why = isRemote(named)
    ? 'lies elsewhere'
    : skipped !== undefined
      ? `was not read: ${skipped.path} ${skipped.why}`
      : path.startsWith('..')
        ? 'lies outside of this repository'
        : 'is not here';
  builder.unread.push(unreadAt(entry, file, `${named} ${why}, so what it installs is not known`));
  return [];
}
