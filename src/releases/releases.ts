// The changes of each release that matter for a repository of an older one, as data, the oldest first. The additions of
// a release are in catalogue.json, which a test derives.

export interface Release {
  readonly version: string;
  /** Facts that a team should know before it takes the release, one sentence each. */
  readonly notes: readonly string[];
  /** The key of an answer in older records → its present key. */
  readonly renamedAnswers: Readonly<Record<string, string>>;
  /** By the present key: a value in older records → the value with the same meaning now. */
  readonly renamedValues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The old place of a file → its new place. Edits move with it, even if the two texts have little in common. */
  readonly movedFiles: Readonly<Record<string, string>>;
}

export const releases: readonly Release[] = [
  {
    version: '0.1.0',
    notes: [
      'The first release. What was generated before it, from a checkout, is updated like any other repository.',
      'What a user need not read is in src/machinery/ and tests/controller/machinery/; edits move along.',
    ],
    renamedAnswers: {},
    renamedValues: {},
    movedFiles: {
      'src/access.rs': 'src/machinery/access.rs',
      'src/apply.rs': 'src/machinery/apply.rs',
      'src/context.rs': 'src/machinery/context.rs',
      'src/controller.rs': 'src/machinery/controller.rs',
      'src/crd_install.rs': 'src/machinery/crd_install.rs',
      'src/events.rs': 'src/machinery/events.rs',
      'src/health.rs': 'src/machinery/health.rs',
      'src/leader.rs': 'src/machinery/leader.rs',
      'src/logging.rs': 'src/machinery/logging.rs',
      'src/run.rs': 'src/machinery/run.rs',
      'src/server.rs': 'src/machinery/server.rs',
      'src/settings.rs': 'src/machinery/settings.rs',
      'tests/controller/leader.rs': 'tests/controller/machinery/leader.rs',
      'tests/controller/rbac.rs': 'tests/controller/machinery/rbac.rs',
      'tests/controller/server.rs': 'tests/controller/machinery/server.rs',
      'tests/controller/start.rs': 'tests/controller/machinery/start.rs',
      'tests/controller/stop.rs': 'tests/controller/machinery/stop.rs',
      'tests/controller/world.rs': 'tests/controller/machinery/world.rs',
    },
  },
];
