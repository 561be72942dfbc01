// Sums the reports of the suites into the line that CI reads, and names each test that failed.
// A suite that broke without a failed test counts as one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = process.env['TEST_REPORTS'];
const reports = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]),
);
const broken = existsSync(path.join(folder, 'broken'))
  ? readFileSync(path.join(folder, 'broken'), 'utf8').trim().split('\n')
  : [];

// What a test said first, on one line: what a reader of the last lines needs to begin.
const firstLine = (test) => (test.failureMessages[0] ?? '').split('\n')[0].slice(0, 200);

let passed = 0;
let failed = 0;
for (const [name, report] of reports) {
  console.log(
    `${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped`,
  );
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const file of report.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'failed')
        console.log(`  failed: ${path.relative(process.cwd(), file.name)}: ${test.fullName}: ${firstLine(test)}`);
}
for (const name of broken) {
  console.log(`${name}: ended with an error`);
  if (!(reports.get(name)?.numFailedTests > 0)) failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
