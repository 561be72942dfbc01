// A record that inherits from Object is never read by a name from a repository: test/table.test.ts shows the danger.
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

test('a lookup by a name from outside uses a table or a Map', () => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const files = ts.sys.readDirectory('src', ['.ts']).filter((file) => path.basename(file) !== 'table.ts');
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : lookups(source, checker).map((text) => `${path.relative('.', file)}: ${text}`);
  });
  expect(found.filter((one) => !keysOfAnswers.test(one))).toEqual([]);
}, 300_000);

/** Records with keys from the declaration of the answers, not from a repository. */
const keysOfAnswers =
  /^src\/(answers|commands\/harden|harden|scaffold\/(record|providers))\b.*: (given|readings|fallbacks|wrong|read|answers|providers)\[((first\.)?key|externalProvider)\]$/;

/** `record[name]` where any string may be the name and the record inherits from Object. */
function lookups(source: ts.SourceFile, checker: ts.TypeChecker): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && isAnyName(node.argumentExpression, checker)) {
      const record = checker.getTypeAtLocation(node.expression);
      const isOpen =
        node.expression.getText() !== 'process.env' &&
        checker.getIndexInfoOfType(record, ts.IndexKind.String) !== undefined;
      if (isOpen && record.symbol?.name !== 'Table' && !isGuarded(node)) found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The same statement first checks whether the record itself has the name. */
function isGuarded(node: ts.ElementAccessExpression): boolean {
  const question = `Object.hasOwn(${node.expression.getText()}, ${node.argumentExpression.getText()})`;
  return ts.findAncestor(node, ts.isStatement)?.getText().includes(question) === true;
}

function isAnyName(argument: ts.Expression, checker: ts.TypeChecker): boolean {
  return (checker.getTypeAtLocation(argument).flags & ts.TypeFlags.String) !== 0;
}
