// A value that users of a chart tune, without a place in its templates.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { patchOf } from '../../src/harden/changes.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf, withFiles, type Repository } from '../../src/repo/repository.ts';
import { generate } from '../generate.ts';
import { chart, deployment, values } from './chart.ts';

const reference = repositoryOf(generate({ name: 'my-controller' }));

describe('a chart without a place for the resources of a container', () => {
  const rules = ['resources-requested', 'memory-limited', 'cpu-limited', 'ephemeral-storage-limited'];
  const mended = (repository: Repository) => planHardening(repository, reference, { rules, takes: () => true });

  test('gets the line of the template and the value together, so that its users can tune them', () => {
    const plan = mended(chart);
    expect(plan.steps.map(({ outcome }) => outcome)).not.toContain('refused');
    expect(plan.after.files.get('c/templates/deployment.yaml')).toBe(
      deployment.replace(
        /( +)image: .*\n/,
        (line, indent: string) =>
          `${line}${indent}resources:\n${indent}  {{- toYaml $.Values.resources | nindent ${indent.length + 2} }}\n`,
      ),
    );
    expect(parse(plan.after.files.get('c/values.yaml') ?? '')).toMatchObject({
      image: 'a:1',
      resources: { limits: { cpu: '200m', memory: '128Mi', 'ephemeral-storage': '64Mi' }, requests: { cpu: '50m' } },
    });
    expect(plan.after.files.get('c/values.yaml')).toContain('# the image\nimage: a:1\n');
    expect(patchOf(mended(plan.after))).toBe('');
  });

  test('gets one for each of several containers', () => {
    const two = `${deployment}        - name: log-shipper\n          image: b:1\n`;
    const { after } = mended(withFiles(chart, [['c/templates/deployment.yaml', two]]));
    expect(parse(after.files.get('c/values.yaml') ?? '')).toMatchObject({
      cResources: { limits: { cpu: '200m' } },
      logShipperResources: { limits: { cpu: '200m' } },
    });
  });

  test.each([
    ['a schema for the values', [['c/values.schema.json', '{"type": "object"}']]],
    ['a value of that name for another purpose', [['c/values.yaml', `${values}resources: {}\n`]]],
  ] as const)('gets the resources in the template if there is %s', (_, more) => {
    const { after } = mended(withFiles(chart, more));
    expect(after.files.get('c/values.yaml')).toBe(withFiles(chart, more).files.get('c/values.yaml'));
    expect(after.files.get('c/templates/deployment.yaml')).toContain('cpu: "200m"');
  });
});
