// What a provider of an identity outside the cluster is: everything but its answers and its templates.
import type { Answers } from '../../answers/index.ts';
import type { Setting } from '../chart/settings.ts';

/**
 * Its answers stand in `src/answers/providers/`. Its files are the layers `templates/rust-external-<name>` and
 * `templates/iam-<name>`; what it adds to files that all share are the parts in `templates/identity-<name>`.
 */
export interface Provider {
  /** Hosts, on port 443, that turn the ServiceAccount's token into one of their own. */
  readonly identityHosts?: (answers: Answers) => readonly string[];
  /** Hosts that its own policy opens, to which only credentials are shown. */
  readonly ownHosts?: (answers: Answers) => readonly string[];
  /** It is a secret that people keep, and nothing that is exchanged or expires. */
  readonly secret?: boolean;
  /** The kubelet keeps the token that is shown in a file. */
  readonly tokenFile?: boolean;
  /** The node has an identity service. */
  readonly metadata?: boolean;
  /** It is asked with a form. */
  readonly form?: boolean;
  /** Further layers that it shares with others, and the Rust modules that they add. */
  readonly layers?: readonly string[];
  readonly modules?: readonly string[];
  /** The conditions of `templates/versions/Cargo.toml` that hold. */
  readonly crates?: readonly string[];
  /** What its own templates name besides the answers. */
  readonly names?: (answers: Answers) => Readonly<Record<string, string>>;
  /** What users of the chart may set of it. */
  readonly settings?: readonly Setting[];
  /** Of labels and annotations, the keys that it needs as they are: expressions. */
  readonly taken?: readonly string[];
}
