import { insertLines } from '../../formats/edit.ts';
import { isNonRootBase } from '../conditions.ts';
import { withDefaults, type Stage } from '../../formats/dockerfile/dockerfile.ts';
import type { Instruction } from '../../formats/dockerfile/instructions.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { fixedBase } from '../look/base-images.ts';
import { before, finalStages, lastOf } from '../look/dockerfiles.ts';

export const imageRunsAsNonRoot = defineRule({
  id: 'image-runs-as-non-root',
  title: 'The image runs as a non-root user, given by number',
  why: 'Where a manifest sets no user the image decides, and runAsNonRoot can only check a number.',
  group: 'Image',
  severity: 'medium',
  reference: pages.docker,
  profile: 'regular',
  advice: 'End the last stage with USER 65532:65532.',
  decision: 'User 65532 must be able to read the files that the process reads, and write those that it writes.',
  fix: 'ask',
  look: (inventory) =>
    finalStages(inventory, (file, stage, inherited): Sight => {
      const user = lastOf(inherited, 'USER');
      const name = user === undefined ? '' : withDefaults(file, withEnvironment(inherited, user)).replaceAll('"', '');
      if (user !== undefined && name.includes('$'))
        return sightIn(file, user.start, 'unknown', `USER ${user.rest} is only known when the image is built`);
      if (user !== undefined && /^[1-9]\d*(:\d+)?$/.test(name)) return sightIn(file, user.start, 'kept', file.path);
      const nonRootBase = isNonRootBase(fixedBase(file, inherited.at(-1), inventory.repository));
      const isRoot = /^(root|0+)(?=:|$)/.test(name);
      const message =
        user === undefined
          ? 'the last stage names no USER'
          : isRoot
            ? `the image runs as ${user.rest}`
            : `USER ${user.rest} is a name, which runAsNonRoot cannot check`;
      return sightIn(file, (user ?? stage.from).start, 'broken', `${message}`, {
        severity: isRoot || (user === undefined && !nonRootBase) ? 'medium' : 'low',
        fix:
          user === undefined
            ? nonRootBase
              ? 'safe'
              : 'ask'
            : user.rest === 'nonroot' || user.rest === 'nonroot:nonroot'
              ? nonRootBase
                ? 'safe'
                : 'ask'
              : 'manual',
        change: (reference) => {
          const model = reference.dockerfiles.flatMap(({ stages }) => lastOf(stages.slice(-1), 'USER') ?? []).at(-1);
          if (model === undefined) return undefined;
          if (user !== undefined)
            return /^nonroot(:nonroot)?$/.test(user.rest)
              ? { path: file.path, edits: [{ start: user.start, end: user.end, text: `USER ${model.rest}` }] }
              : undefined;
          const start = stage.instructions.find(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD');
          return { path: file.path, edits: [insertLines(file.text, before(file, start), `USER ${model.rest}`)] };
        },
      });
    }),
});

/** The value of USER, with the ENVs above it filled in. */
function withEnvironment(inherited: readonly Stage[], user: Instruction): string {
  const set = inherited
    .toReversed()
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword, start }) => keyword === 'ENV' && start < user.start);
  return user.rest.replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? '';
    const values = set.flatMap(({ rest }) =>
      rest.startsWith(`${name} `)
        ? [rest.slice(name.length).trim()]
        : rest.split(/\s+/).flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : [])),
    );
    return values.at(-1)?.replaceAll(/["']/g, '') ?? whole;
  });
}
