// Which scalars are numbers and booleans depends on the reader of the YAML.
import type { ScalarTag, TagId, Tags } from 'yaml';

/**
 * GitHub, and this program for its configuration, read YAML 1.2 (`core`); kubectl, kustomize and Helm read the YAML 1.1
 * of sigs.k8s.io/yaml.
 */
export type Dialect = 'kubernetes' | 'core';

/** `customTags` of the parser. */
export function tagsOf(dialect: Dialect): ((tags: Tags) => Tags) | null {
  return dialect === 'core' ? null : withYaml11;
}

function withYaml11(tags: (ScalarTag | Tags[number] | TagId)[]): Tags {
  return [truth, octal, ...tags];
}

/** Source: `resolveTable` in https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go */
const truth: ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|on)$/i.test(text),
};

/** Source: `strconv.ParseInt(plain, 0, 64)` in the same file. */
const octal: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0[0-7_]*[0-7]$/,
  resolve: (text) => Number.parseInt(text.replaceAll('_', ''), 8),
};
