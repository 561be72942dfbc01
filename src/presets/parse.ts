// preset.yaml as a layer: every key is known, every value has its type, and nothing loosens the demands of this
// program.
import type { Answer, Value } from '../answers/answer.ts';
import { entries } from '../answers/index.ts';
import { suggestion } from '../formats/nearest.ts';
import { parsedYaml, type Parsed as ParsedText } from '../formats/yaml/parse.ts';
import { rules } from '../rules/index.ts';
import { PROFILES, type Severity } from '../rules/rule.ts';
import { table } from '../table.ts';
import { whyNoExpression } from './expression.ts';
import { filesFrom, type ReadFile } from './files.ts';
import type { Demand, Exception, Layer, Limit, Requirement, SuppressionPolicy } from './preset.ts';
import { Reader, type Fields } from './reader.ts';

export interface Parsed {
  readonly layer: Layer;
  /** NAME@VERSION or a folder, as written. */
  readonly extends: string | undefined;
  readonly problems: readonly string[];
}

/** From the weakest to the strongest. */
export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/**
 * Reads the text of a preset.yaml.
 *
 * @param read the text of a file of the preset, or the reason why there is none
 */
export function parsePreset(text: string, known: Pick<Layer, 'name' | 'version'>, read: ReadFile): Parsed {
  const reader = new Reader();
  const { document, error: fault } = parsedYaml(text, { merge: false });
  if (fault !== undefined) reader.refuse('preset.yaml', `is no YAML: ${fault.message.split('\n')[0]}`);
  // A preset is short. An alias can stand for any amount of text, and hides the value.
  if (/(^|[\s[{,:-])[*&][^\s*&]/m.test(text.replaceAll(/"[^"\n]*"|'[^'\n]*'|#.*$/gm, '')))
    reader.refuse('preset.yaml', 'uses an anchor or an alias; write the value where it belongs');
  const root = reader.fields(
    'preset.yaml',
    fault === undefined && reader.problems.length === 0 ? toValue(document) : {},
    ['extends', 'profile', 'answers', 'rules', 'suppressions', 'exceptions', 'require', 'files'],
  );
  const profile = reader.word(root, 'profile', PROFILES);
  const layer: Layer = {
    ...known,
    ...(profile !== undefined && { profile }),
    answers: answersFrom(reader, root),
    rules: rulesFrom(reader, root),
    suppressions: suppressionsFrom(reader, root),
    exceptions: reader
      .list(root, 'exceptions', ['repository', 'rule', 'until', 'reason'])
      .flatMap((one) => exceptionFrom(reader, one)),
    require: requirementsFrom(reader, root),
    files: filesFrom(reader, root, read),
  };
  return { layer, extends: reader.text(root, 'extends'), problems: reader.problems };
}

function toValue(document: ParsedText['document']): unknown {
  return document.toJS({ maxAliasCount: 0 }) ?? {};
}

function answersFrom(reader: Reader, root: Fields): Layer['answers'] {
  const limits = reader.map(root, 'answers').flatMap(([key, value]): (readonly [string, Limit])[] => {
    const at = `answers.${key}`;
    const answer = entries.find(([known]) => known === key)?.[1];
    if (answer === undefined) {
      reader.refuse(
        at,
        `is no answer${suggestion(
          key,
          entries.map(([known]) => known),
        )}`,
      );
      return [];
    }
    const fields = reader.fields(at, value, ['locked', 'allowed', 'pattern', 'default', 'reason']);
    const limit = limitFrom(reader, fields, answer);
    return limit === undefined ? [] : [[key, limit]];
  });
  return table(Object.fromEntries(limits));
}

function limitFrom(reader: Reader, fields: Fields, answer: Answer): Limit | undefined {
  const { locked, allowed, default: offered } = fields.values;
  const pattern = reader.text(fields, 'pattern');
  const reason = reader.reason(fields);
  if ([locked, allowed, pattern, offered].every((one) => one === undefined))
    reader.refuse(fields.at, 'sets nothing: give locked, allowed, pattern or default');
  for (const [name, value] of [
    ['locked', locked],
    ['default', offered],
  ] as const)
    if (value !== undefined && !hasType(answer, value))
      reader.refuse(`${fields.at}.${name}`, `must be ${typeNames[answer.type]}`);
  if (allowed !== undefined && !isAllowed(answer, allowed))
    reader.refuse(`${fields.at}.allowed`, 'must be a list of values that the answer has');
  if (pattern !== undefined && answer.type === 'yes-no') reader.refuse(`${fields.at}.pattern`, 'is for texts');
  const why = pattern === undefined ? undefined : whyNoExpression(pattern);
  if (why !== undefined) reader.refuse(`${fields.at}.pattern`, why);
  if (reader.problems.length > 0) return undefined;
  return {
    ...(hasType(answer, locked) && { locked }),
    ...(isAllowed(answer, allowed) && { allowed }),
    ...(pattern !== undefined && { pattern }),
    ...(hasType(answer, offered) && { default: offered }),
    reason,
  };
}

const typeNames = { text: 'a text', choice: 'a text', list: 'a list of texts', 'yes-no': 'true or false' } as const;

function hasType(answer: Answer, value: unknown): value is Value {
  if (answer.type === 'yes-no') return typeof value === 'boolean';
  if (answer.type === 'list') return isTexts(value) && value.every((one) => answer.members?.includes(one) ?? true);
  return typeof value === 'string' && (answer.values?.includes(value) ?? true);
}

function isAllowed(answer: Answer, value: unknown): value is readonly (string | boolean)[] {
  if (answer.type === 'yes-no') return Array.isArray(value) && value.every((one) => typeof one === 'boolean');
  return isTexts(value) && value.every((one) => (answer.values ?? answer.members)?.includes(one) ?? true);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function rulesFrom(reader: Reader, root: Fields): Layer['rules'] {
  const demands = reader.map(root, 'rules').map(([id, value]): readonly [string, Demand] => {
    const at = `rules.${id}`;
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined)
      reader.refuse(
        at,
        `is not a rule${suggestion(
          id,
          rules.map((one) => one.id),
        )}`,
      );
    const fields = reader.fields(at, value, ['severity', 'required', 'reason']);
    const severity = reader.word(fields, 'severity', severities);
    if (
      rule !== undefined &&
      severity !== undefined &&
      severities.indexOf(severity) < severities.indexOf(rule.severity)
    )
      reader.refuse(
        `${at}.severity`,
        `is below ${rule.severity}, the severity of the rule: a preset can only raise it`,
      );
    const required = fields.values['required'] ?? false;
    if (typeof required !== 'boolean') reader.refuse(`${at}.required`, 'must be true or false');
    return [
      id,
      { ...(severity !== undefined && { severity }), required: required === true, reason: reader.reason(fields) },
    ];
  });
  return table(Object.fromEntries(demands));
}

function suppressionsFrom(reader: Reader, root: Fields): SuppressionPolicy {
  const fields = reader.fields('suppressions', root.values['suppressions'] ?? {}, ['mustExpire', 'mustMatch']);
  const { mustExpire = false } = fields.values;
  if (typeof mustExpire !== 'boolean') reader.refuse('suppressions.mustExpire', 'must be true or false');
  const mustMatch = reader.text(fields, 'mustMatch');
  const why = mustMatch === undefined ? undefined : whyNoExpression(mustMatch);
  if (why !== undefined) reader.refuse('suppressions.mustMatch', why);
  return { mustExpire: mustExpire === true, ...(mustMatch !== undefined && why === undefined && { mustMatch }) };
}

function exceptionFrom(reader: Reader, fields: Fields): readonly Exception[] {
  const [repository, rule, until] = ['repository', 'rule', 'until'].map((key) => reader.required(fields, key));
  if (!/^[\w.-]+(:\d+)?(\/[\w.-]+)+$/.test(repository ?? ''))
    reader.refuse(`${fields.at}.repository`, 'must be OWNER/NAME on GitHub, HOST/PATH elsewhere');
  if (rule !== undefined && !rules.some(({ id }) => id === rule))
    reader.refuse(
      `${fields.at}.rule`,
      `is not a rule${suggestion(
        rule,
        rules.map(({ id }) => id),
      )}`,
    );
  if (!isDay(until ?? '')) reader.refuse(`${fields.at}.until`, 'must be a day, as "2027-01-31"');
  const reason = reader.reason(fields);
  return repository === undefined || rule === undefined || until === undefined
    ? []
    : [{ repository, rule, until, reason }];
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function requirementsFrom(reader: Reader, root: Fields): readonly Requirement[] {
  const keys = ['id', 'kind', 'path', 'equals', 'matches', 'exists', 'severity', 'reason'];
  const found = reader.list(root, 'require', keys).flatMap((fields) => requirementFrom(reader, fields));
  const twice = found.find(({ id }, index) => found.findIndex((one) => one.id === id) !== index);
  if (twice !== undefined) reader.refuse('require', `names ${twice.id} twice`);
  return found;
}

function requirementFrom(reader: Reader, fields: Fields): readonly Requirement[] {
  const [id = '', kind = '', path = ''] = ['id', 'kind', 'path'].map((key) => reader.required(fields, key));
  const severity = reader.word(fields, 'severity', severities) ?? 'high';
  const reason = reader.reason(fields);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    reader.refuse(`${fields.at}.id`, 'must be words with "-" between, such as "acme-team-label"');
  if (rules.some((rule) => rule.id === id)) reader.refuse(`${fields.at}.id`, 'is a rule of this program');
  if (!/^([a-z0-9.-]+\/)?[A-Z][A-Za-z0-9]*$/.test(kind))
    reader.refuse(`${fields.at}.kind`, 'must be a kind with its group, such as "apps/Deployment" or "Service"');
  const must = mustFrom(reader, fields);
  const keys = pathFrom(path);
  if (keys === undefined)
    reader.refuse(
      `${fields.at}.path`,
      'must be keys with "." between; put a key that contains a dot in brackets: metadata.labels["acme.dev/team"]',
    );
  return must === undefined || keys === undefined ? [] : [{ id, kind, path: keys, must, severity, reason }];
}

function mustFrom(reader: Reader, { at, values }: Fields): Requirement['must'] | undefined {
  const { equals, matches, exists } = values;
  const given = [equals, matches, exists].filter((one) => one !== undefined);
  if (given.length !== 1) reader.refuse(at, 'must have one of equals, matches and exists');
  else if (typeof equals === 'string' || typeof equals === 'number' || typeof equals === 'boolean')
    return { be: equals };
  else if (exists === true) return { exist: true };
  else if (typeof matches === 'string') {
    const why = whyNoExpression(matches);
    if (why === undefined) return { match: matches };
    reader.refuse(`${at}.matches`, why);
  } else
    reader.refuse(
      at,
      'needs a value that can be compared: equals a text, a number or a boolean; exists true; matches an expression',
    );
  return undefined;
}

/** `metadata.labels["acme.dev/team"]` as its keys. */
function pathFrom(path: string): readonly string[] | undefined {
  const parts = path.match(/\["[^"]+"\]|[^.[\]]+/g) ?? [];
  const written = parts.map((part, index) => (index === 0 || part.startsWith('[') ? part : `.${part}`)).join('');
  return written !== path || path === '' ? undefined : parts.map((part) => part.replace(/^\["(.*)"\]$/, '$1'));
}
