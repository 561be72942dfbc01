// ServiceAccounts that the source gives to the Pods that it makes: nothing inferred the programs in those Pods.
import { lineAt } from '../formats/edit.ts';
import { shippedCode } from '../formats/rust/shipped-code.ts';
import { isShipped } from '../inventory/shipped.ts';
import type { Files } from '../repo/files.ts';

export interface GivenAccount {
  readonly account: string;
  readonly path: string;
  readonly line: number;
}

/** Each account that is a literal or a constant, in the place where the source sets the account of a Pod. */
export function givenAccounts(files: Files): readonly GivenAccount[] {
  const sources = [...files].filter(
    ([path, text]) => path.endsWith('.rs') && isShipped(path) && /service_?account/i.test(text),
  );
  const constants = new Map(
    [...files].flatMap(([path, text]) =>
      path.endsWith('.rs') && sources.length > 0
        ? [...text.matchAll(constant)].map(([, name = '', value = '']) => [name, value] as const)
        : [],
    ),
  );
  return sources.flatMap(([path, text]) => {
    const shipped = shippedCode(text).split('\n');
    return [...text.matchAll(said)].flatMap((match): readonly GivenAccount[] => {
      const end = match.index + match[0].length;
      const [, literal, name = ''] = given.exec(text.slice(end, end + 300).replaceAll(/\s/g, '')) ?? [];
      const account = literal ?? constants.get(name.split('::').at(-1) ?? '');
      const line = lineAt(text, match.index);
      // Texts are blanks there as well, but never a whole line.
      const isCode = /\S/.test(shipped[line - 1] ?? '');
      return account === undefined || !isCode ? [] : [{ account, path, line }];
    });
  });
}

const said = /\bservice_?account(?:_?name)?"?/gi;
/** `: Some("a".to_string())`, `: "a"`, ` = Some(ACCOUNT.into())`, `("a")`, without blanks. */
const given = /^[:=(](?:Some\()?&?(?:String::from\()?(?:"([^"]+)"|([\w:]+))/;
const constant = /\b(?:const|static)\s+([A-Z][A-Z0-9_]{0,80})\s*:\s*&\s*(?:'static\s+)?str\s*=\s*"([^"\n]{1,253})"/g;
