import type { Dockerfile } from '../../formats/dockerfile/dockerfile.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';

export const smallBuildContext = defineRule({
  id: 'small-build-context',
  title: 'The build sees only what it needs',
  why: 'Without a .dockerignore, COPY . . copies .git, .env and keys into a layer.',
  group: 'Image',
  severity: 'medium',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Add a .dockerignore that excludes everything except the sources.',
  decision: 'The build sees only Cargo.toml, Cargo.lock and src: add everything else that it copies.',
  fix: 'ask',
  look: ({ dockerfiles, repository }): readonly Sight[] => {
    const copies = dockerfiles.filter(({ instructions }) =>
      instructions.some(({ keyword, rest }) => takesContext(keyword, rest)),
    );
    const [first] = copies;
    if (first === undefined) return [];
    const there = [...repository.files.keys()].some(
      (path) => path.endsWith('.dockerignore') || path.endsWith('.containerignore'),
    );
    return [
      {
        state: there ? 'kept' : 'broken',
        path: first.path,
        line: 1,
        message: 'there is no .dockerignore: the whole directory goes to the build',
        severity: takesAll(copies) ? 'medium' : 'low',
        change: writeFrom('.dockerignore'),
      },
    ];
  },
});

/** A copy from the build context, not from another stage or from the network. */
function takesContext(keyword: string, rest: string): boolean {
  return keyword === 'COPY'
    ? !rest.includes('--from=')
    : keyword === 'ADD' && !/\b(https?|git|ssh):\/\/|\bgit@/.test(rest);
}

/** Whether other files of the folder get into a layer: .git, .env and keys. */
function takesAll(files: readonly Dockerfile[]): boolean {
  return files.some(({ instructions }) =>
    instructions.some(
      ({ keyword, rest }) =>
        takesContext(keyword, rest) &&
        rest
          .replaceAll(/["',[\]]/g, ' ')
          .trim()
          .split(/\s+/)
          .slice(0, -1)
          .some((source) => /^(\.|\.?\/|(\.?\/)?\*)$/.test(source)),
    ),
  );
}
