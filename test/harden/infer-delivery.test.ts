// What the Dockerfile shows about its program, and the platform of its pipeline.
import { expect, test } from 'vitest';
import { answers, cargo, guesses, resource } from './read-answers.ts';

test.each([
  ['FROM debian:12', 'gnu'],
  ['FROM docker.io/library/ubuntu:24.04', 'gnu'],
  ['FROM gcr.io/distroless/cc-debian12', 'gnu'],
  ['FROM scratch\nCOPY target/x86_64-unknown-linux-musl/release/a /a', 'musl'],
])('the C library for %s', (dockerfile, libc) => {
  const files = { 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing'), Dockerfile: dockerfile };
  expect(answers(files)).toMatchObject({ libc });
});

const bare = '[package]\nname = "kube_thing"\nlicense = "MIT"\n';

test.each([
  [{ '.gitea/workflows/build.yaml': 'on: push\n' }, 'renovate'],
  [{ '.forgejo/workflows/build.yaml': 'on: push\n' }, 'renovate'],
  [{ '.circleci/config.yml': 'version: 2.1\n' }, undefined],
  [{ '.gitea/workflows/a.yaml': 'on: push\n', '.github/workflows/a.yaml': 'on: push\n' }, undefined],
])('without GitHub the update bot is not Dependabot: %j', (more, updates) => {
  const files = { 'src/lib.rs': resource('acme.dev', 'Thing'), ...more };
  expect(guesses({ 'Cargo.toml': bare, ...files })['updates']).toBe(updates);
  expect(guesses({ 'Cargo.toml': cargo, ...files })['updates']).toBe(undefined);
});
