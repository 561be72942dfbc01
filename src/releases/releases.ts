// What each release changes that a repository of an older one must know, as data, the oldest first. What a release adds stands in
// catalogue.json, which a test derives.

export interface Release {
  readonly version: string;
  /** What a team should know before it takes the release, a sentence each. */
  readonly notes: readonly string[];
  /** The key of an answer as older records have it → the key that it has now. */
  readonly renamedAnswers: Readonly<Record<string, string>>;
  /** By the key that it has now: a value as older records have it → the value that means the same now. */
  readonly renamedValues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where a file stood → where it stands now. Edits go with it, however little the two texts have in common. */
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
