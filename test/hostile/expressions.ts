// Every regular expression of a source, read from its syntax tree: literals, and `new RegExp` with what is known of its text.
import ts from 'typescript';

export interface Expression {
  /** As a literal would have it: `/a+/g`. */
  readonly text: string;
  readonly line: number;
  /** A part of it shows only when the program runs; a word stands there. */
  readonly isOpen: boolean;
}

/** What stands in an expression that is put together for what only shows when it runs: a plain word, marked. */
const open = '\u0000name';
const mark = /\0/g;

/** @returns the expressions of one source, and the lines of those whose text cannot be followed */
export function expressionsOf(file: string, source: string): readonly Expression[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node, tree);
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (text !== undefined) found.push({ text: text.replaceAll(mark, ''), line, isOpen: text.search(mark) !== -1 });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function textOf(node: ts.Node, tree: ts.SourceFile): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  if (!isMade(node)) return undefined;
  const [source, flags] = (node.arguments ?? []).map((argument) => valueOf(argument, tree, 0));
  return `/${(source ?? open).replaceAll(/(?<!\\)\//g, '\\/')}/${flags ?? ''}`;
}

function isMade(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  return (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';
}

/** The value of a text: of literals, of templates, and of constants of the same file; else a word. */
function valueOf(node: ts.Expression, tree: ts.SourceFile, depth: number): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw')
    return ofTemplate(node.template, tree, depth, true);
  if (ts.isTemplateExpression(node)) return ofTemplate(node, tree, depth, false);
  const constant = ts.isIdentifier(node) && depth < 9 ? constants(tree).get(node.text) : undefined;
  return constant === undefined ? open : valueOf(constant, tree, depth + 1);
}

function ofTemplate(node: ts.TemplateLiteral, tree: ts.SourceFile, depth: number, raw: boolean): string {
  const piece = (part: ts.TemplateLiteralLikeNode): string => (raw ? (part.rawText ?? '') : part.text);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return piece(node);
  return node.templateSpans.reduce(
    (text, span) => text + valueOf(span.expression, tree, depth) + piece(span.literal),
    piece(node.head),
  );
}

/** The constants of a file that hold a text. */
function constants(tree: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  for (const statement of tree.statements)
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer !== undefined) found.set(name.text, initializer);
  return found;
}
