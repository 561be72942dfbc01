// The state of a kustomization while it is built.
import type { Repository } from '../../repo/repository.ts';
import type { Part } from '../part.ts';
import { below, unreadAt, type KustomizationFile } from './kustomization.ts';
import type { Unread } from './resource.ts';
import type { Work } from './work.ts';

export interface Builder {
  readonly repository: Repository;
  readonly unread: Unread[];
  readonly files: Set<string>;
  readonly stack: string[];
  readonly work: Work;
  /** Whether objects are missing because their file was not read. */
  isOpen: boolean;
  /** Whether the report already says that the rest is more than can be rendered. */
  isOver: boolean;
}

/** Reports, once, where the rendering had to end. */
export function endedAt(file: KustomizationFile, builder: Builder): void {
  if (!builder.isOver)
    builder.unread.push({ path: file.path, line: 1, message: 'it takes in more than can be rendered from here on' });
  builder.isOpen = true;
  builder.isOver = true;
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
