// A spec that the CRD of a generated repository accepts, in as many versions as a test wants.
import type { JsonObject } from '../control-plane/json.ts';
import type { Project } from '../../../src/scaffold/project.ts';

export function specOf(project: Project, namespace: string, version: number): JsonObject {
  return {
    message: `version ${version}`,
    ...(project.targetNamespace ? { targetNamespace: namespace } : {}),
  };
}
