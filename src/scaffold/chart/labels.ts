// The labels that a kustomization gives every object, written into the templates of a chart.
import { emitText } from '../../formats/yaml/emit.ts';

/** Each object of a template with the labels for the application and its manager. */
export function withLabels(template: string, name: string): string {
  const lines = template.split('\n');
  const labelled: string[] = [];
  for (const [at, line] of lines.entries()) {
    labelled.push(line);
    if (line !== 'metadata:') continue;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((one) => /^\S/.test(one) && !one.startsWith('{{'));
    const own = rest.slice(0, end);
    const missing = labelsOf(name).filter((label) => !own.some((one) => one.startsWith(`    ${label.split(':')[0]}:`)));
    // If the object has labels, further ones follow that line.
    const place = own.indexOf('  labels:');
    if (place === -1) labelled.push('  labels:', ...missing.map((label) => `    ${label}`));
    else lines.splice(at + 2 + place, 0, ...missing.map((label) => `    ${label}`));
  }
  return labelled.join('\n');
}

const labelsOf = (name: string): readonly string[] => [
  `app.kubernetes.io/part-of: ${emitText(name)}`,
  'app.kubernetes.io/managed-by: {{ $.Release.Service }}',
];
