// The checks of `helm test`: the controller is ready, and its account has the permissions of its rules.
import type { RbacRole, RbacRule } from '../permissions.ts';
import { withoutTrailing } from '../../without-trailing.ts';

export interface TestJob {
  readonly job: string;
  readonly account: string;
  readonly loops: readonly Loop[];
}

/** Calls of kubectl, each of which fails on a negative answer; once, or once for each item of a setting. */
interface Loop {
  readonly each: RbacRole['each'];
  readonly commands: readonly (readonly string[])[];
}

export interface TestNames {
  readonly testName: string;
  readonly testJobs: readonly TestJob[];
}

/**
 * @param namespace the expression of the namespace for the installation
 * @param roles the roles of the chart, with expressions as namespaces
 */
export function testsFor(name: string, namespace: string, roles: readonly RbacRole[]): TestNames {
  const testName = `${withoutTrailing(name.slice(0, 49), '-')}-test`;
  const ready = [
    'wait',
    '--for=condition=Available',
    '--timeout=90s',
    `deployment/${name}`,
    '--namespace',
    quoted(namespace),
  ];
  return {
    testName,
    testJobs: [
      { job: `${testName}-ready`, account: testName, loops: [{ each: undefined, commands: [ready] }] },
      {
        job: `${testName}-rights`,
        account: name,
        loops: loopsOf(roles.filter((role) => role.serviceAccount === name)),
      },
    ],
  };
}

function loopsOf(roles: readonly RbacRole[]): readonly Loop[] {
  const own = roles.filter(({ each }) => each === undefined);
  return [
    ...(own.length === 0 ? [] : [{ each: undefined, commands: own.flatMap(commandsOf) }]),
    ...roles.filter(({ each }) => each !== undefined).map((role) => ({ each: role.each, commands: commandsOf(role) })),
  ];
}

function commandsOf({ namespace, rules }: RbacRole): readonly (readonly string[])[] {
  const place = namespace === undefined ? ['--all-namespaces'] : ['--namespace', quoted(namespace)];
  return rules.flatMap((rule) => rule.verbs.map((verb) => ['auth', 'can-i', verb, ...objectOf(rule), ...place]));
}

/** As `kubectl auth can-i` names it: `TYPE.GROUP/NAME`, with the subresource separately. */
function objectOf({ apiGroup, resource, resourceNames = [] }: RbacRule): readonly string[] {
  const [type = '', subresource] = resource.split('/');
  const [first] = resourceNames;
  const what = `${type}${apiGroup === '' ? '' : `.${apiGroup}`}${first === undefined ? '' : `/${first}`}`;
  return subresource === undefined ? [what] : [what, '--subresource', subresource];
}

/** An expression produces text that YAML could read as something else. */
function quoted(namespace: string): string {
  const expression = /^\{\{ (.*) \}\}$/.exec(namespace)?.[1];
  return expression === undefined ? namespace : `{{ ${expression} | quote }}`;
}
