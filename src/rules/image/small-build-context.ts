import { defineRule, pages, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';

export const smallBuildContext = defineRule({
  id: 'small-build-context',
  title: 'The build sees only what it needs',
  why: 'Without a .dockerignore COPY . . takes .git, .env and keys along into a layer.',
  group: 'Image',
  severity: 'low',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Add a .dockerignore that denies everything and lets the sources in.',
  decision: 'The build sees Cargo.toml, Cargo.lock and src only: name what else it copies.',
  fix: 'ask',
  look: ({ dockerfiles, repository }): readonly Sight[] => {
    const copies = dockerfiles.filter(({ instructions }) =>
      instructions.some(({ keyword, rest }) => keyword === 'COPY' && !rest.includes('--from=')),
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
        change: writeFrom('.dockerignore'),
      },
    ];
  },
});
