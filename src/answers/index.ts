// The one declaration of every answer, in the order of the questions.
import type { Answer } from './answer.ts';
import { behaviour } from './behaviour.ts';
import { delivery } from './delivery.ts';
import { externalAnswers } from './external.ts';
import { project } from './project.ts';
import { resource } from './resource.ts';
import { scope } from './scope.ts';

const { name, description, repository, license } = project;

export const declaration = {
  name,
  description,
  ...scope,
  ...resource,
  ...behaviour,
  ...externalAnswers,
  ...delivery,
  repository,
  license,
} as const;

type Declaration = typeof declaration;
type ValueOf<A> = A extends Answer<infer T> ? T : never;

export type Key = keyof Declaration;

/** Every answer of one repository; those that make no sense for it are undefined. */
export type Answers = {
  readonly [K in Key]: Declaration[K] extends { readonly when: unknown }
    ? ValueOf<Declaration[K]> | undefined
    : ValueOf<Declaration[K]>;
};

/** The declaration as a list, for code that treats all answers alike. */
export const entries: readonly (readonly [string, Answer])[] = Object.entries(declaration);
