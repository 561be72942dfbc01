// Every regular expression in a source, from its syntax tree: literals, and `new RegExp` with the known parts of its
// text.
import ts from 'typescript';

export interface Expression {
  /** In the form of a literal: `/a+/g`. */
  readonly text: string;
  readonly line: number;
  /** A part is known only at run time; a word stands for it. */
  readonly isOpen: boolean;
}

/** Stands for a part that is known only at run time: a plain word with a mark. */
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

/** The value of a text: literals, templates, and constants of the same file; otherwise a word. */
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
