// A spec that the CRD of a generated repository accepts, in as many versions as a test needs.
import type { JsonObject } from '../control-plane/json.ts';
import type { CustomKind } from '../../../src/scaffold/custom-kinds.ts';

export function specOf(
  { targetNamespace }: Pick<CustomKind, 'targetNamespace'>,
  namespace: string,
  version: number,
): JsonObject {
  return {
    message: `version ${version}`,
    ...(targetNamespace ? { targetNamespace: namespace } : {}),
  };
}
