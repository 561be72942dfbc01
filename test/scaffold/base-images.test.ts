import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { baseImageReferences } from '../../src/scaffold/base-images.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { templates } from '../generate.ts';

const answers = resolveAnswers({ name: 'example', baseImage: 'chainguard' }, { defaults: true });
const references = baseImageReferences(answers);
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const dockerfile = (digests?: ReadonlyMap<string, string>): string =>
  scaffold(answers, templates, digests).get('Dockerfile') ?? '';

test('without digests, the Dockerfile has tags and says who pins them', () => {
  expect(dockerfile().match(/^FROM .*/gm)).toEqual([`FROM ${references[0]} AS build`, `FROM ${references[1]}`]);
  expect(dockerfile()).toContain('Dependabot adds their digests');
  expect(dockerfile()).toContain('hadolint ignore=DL3007');
});

test('with digests, each FROM has its digest, and nothing is suppressed', () => {
  const pinned = dockerfile(new Map(references.map((reference) => [reference, digest])));
  expect(pinned.match(/^FROM .*/gm)).toEqual([
    `FROM ${references[0]}@${digest} AS build`,
    `FROM ${references[1]}@${digest}`,
  ]);
  expect(pinned).not.toMatch(/ignore|checkov|Dependabot/);
});
