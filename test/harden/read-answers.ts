// The answers that a repository with these files shows.
import { inferAnswers, type Around } from '../../src/harden/infer-answers.ts';
import { onlySure, valuesOf } from '../../src/harden/reading.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

export const cargo = '[package]\nname = "kube_thing"\nlicense = "MIT"\nrepository = "https://github.com/acme/thing"\n';
export const resource = (group: string, kind: string) =>
  `#[derive(CustomResource)]\n#[kube(group = "${group}", version = "v1", kind = "${kind}", namespaced)]\nstruct ${kind}Spec {}\n`;
export const readings = (files: Readonly<Record<string, string>>, around: Around = {}) =>
  inferAnswers(repositoryOf(Object.entries(files)), around);
export const answers = (files: Readonly<Record<string, string>>, around: Around = {}) =>
  valuesOf(onlySure(readings(files, around)));
export const guesses = (files: Readonly<Record<string, string>>, around: Around = {}) =>
  Object.fromEntries(
    Object.entries(readings(files, around)).flatMap(([key, { value, sure }]) => (sure ? [] : [[key, value]])),
  );
