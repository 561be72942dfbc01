// The place where a part of an installed object is written.
import type { Condition } from '../formats/helm/value.ts';
import type { YamlDocument } from '../formats/yaml/file.ts';
import type { Key } from '../formats/yaml/node.ts';
import { read, type ChartText } from '../formats/yaml/read.ts';
import { lazy } from '../lazy.ts';

export interface Origin {
  readonly document: YamlDocument;
  readonly keys: readonly Key[];
  /** The line, if the keys do not lead to it: for example in a helper of a chart. */
  readonly line?: number | undefined;
  /** The `if`s of a chart around it. */
  readonly conditions?: readonly Condition[] | undefined;
  /** The values that the templates of the chart refer to: a missing field may belong there. */
  readonly text?: ChartText | undefined;
}

/** An origin that is searched when it is first asked for. */
export class LateOrigin implements Origin {
  readonly #find: () => Origin;

  constructor(find: () => Origin) {
    this.#find = lazy(find);
  }

  get document(): YamlDocument {
    return this.#find().document;
  }

  get keys(): readonly Key[] {
    return this.#find().keys;
  }

  get line(): number | undefined {
    return this.#find().line;
  }

  get conditions(): readonly Condition[] | undefined {
    return this.#find().conditions;
  }

  get text(): ChartText | undefined {
    return this.#find().text;
  }
}

export function lineAtOrigin(origin: Origin): number {
  return origin.line ?? read(origin.document, origin.keys).line;
}
