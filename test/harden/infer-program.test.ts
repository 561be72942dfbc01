// The images and programs that a repository runs.
import { expect, test } from 'vitest';
import { inferAnswers } from '../../src/harden/infer-answers.ts';
import { runsOf } from '../../src/harden/infer-program.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

type Files = Readonly<Record<string, string>>;

const runs = (files: Files) => {
  const { images, programs } = runsOf(repositoryOf(Object.entries(files)));
  return {
    images: images.map(({ value, because }) => `${String(value)} ${because}`),
    programs: programs.map(({ value, because }) => `${String(value)} ${because}`),
  };
};
const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;

test('the image is read without its tag, also from the values of a chart', () => {
  expect(runs({ 'pod.yaml': pod('busybox:1.0') }).images).toEqual(['busybox pod.yaml:7']);
  const chart = {
    'chart/Chart.yaml': 'name: a\n',
    'chart/values.yaml': 'image:\n  registry: ghcr.io\n  repository: acme/tea\n  tag: ""\n',
  };
  for (const image of [
    '"{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
    '{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ include "a.tag" . }}',
  ]) {
    expect(runs({ ...chart, 'chart/templates/pod.yaml': pod(image) }).images).toEqual([
      'ghcr.io/acme/tea chart/templates/pod.yaml:7',
    ]);
  }
  expect(runs({ ...chart, 'chart/templates/pod.yaml': pod('{{ include "a.image" . }}') }).images).toEqual([]);
});

test('the program is the one that the Dockerfile starts, else the one that Cargo builds', () => {
  const cargo = '[package]\nname = "tea"\n';
  const file =
    'FROM rust AS build\nENTRYPOINT ["cargo"]\nFROM scratch\nCMD ["--help"]\nENTRYPOINT ["/usr/bin/teapot"]\n';
  expect(runs({ 'Cargo.toml': cargo, 'src/main.rs': '', Dockerfile: file }).programs).toEqual(['teapot Dockerfile:5']);
  expect(runs({ 'Cargo.toml': cargo, 'src/main.rs': '', 'src/bin/crdgen.rs': '' }).programs).toEqual([
    'tea Cargo.toml:2',
    'crdgen src/bin/crdgen.rs',
  ]);
  expect(runs({ 'a/Cargo.toml': `${cargo}[[bin]]\nname = "pot"\n`, 'a/src/lib.rs': '' }).programs).toEqual([
    'pot a/Cargo.toml:4',
  ]);
});

test('without another source, the name of the image is a guess for the repository', () => {
  expect(inferAnswers(repositoryOf(Object.entries({ 'pod.yaml': pod('ghcr.io/acme/tea:1') })))['repository']).toEqual({
    value: 'acme/tea',
    sure: false,
    because: 'its image has this name, pod.yaml:7',
  });
});
