// The record of an identity provider outside the cluster: everything except its answers and its templates.
import type { Answers } from '../../answers/index.ts';
import type { Setting } from '../chart/settings.ts';

/**
 * Its answers are in `src/answers/providers/`. Its files are the layers `templates/rust-external-<name>` and
 * `templates/iam-<name>`; its parts of shared files are in `templates/identity-<name>`.
 */
export interface Provider {
  /** Hosts, on port 443, that exchange the ServiceAccount's token for one of their own. */
  readonly identityHosts?: (answers: Answers) => readonly string[];
  /** Hosts that its own policy opens, and that only get credentials. */
  readonly ownHosts?: (answers: Answers) => readonly string[];
  /** Whether it is a long-lived secret, which is neither exchanged nor expires. */
  readonly secret?: boolean;
  /** Whether the kubelet keeps the token in a file. */
  readonly tokenFile?: boolean;
  /** Whether the node has an identity service. */
  readonly metadata?: boolean;
  /** Whether a request to it is a form. */
  readonly form?: boolean;
  /** Further layers that it shares with others, and their Rust modules. */
  readonly layers?: readonly string[];
  readonly modules?: readonly string[];
  /** The conditions of `templates/versions/Cargo.toml` that hold. */
  readonly crates?: readonly string[];
  /** Names in its own templates besides the answers. */
  readonly names?: (answers: Answers) => Readonly<Record<string, string>>;
  /** The settings of it for users of the chart. */
  readonly settings?: readonly Setting[];
  /** The keys of labels and annotations that it needs unchanged: expressions. */
  readonly taken?: readonly string[];
}
