// The names of options that Yeoman itself passes to every generator. Any other name is meant for us.

/** @source yeoman-generator 8.4 (the constructor of Generator), yeoman-environment 6.3 (loadSharedOptions, run), yo 7.0 */
const names = new Set([
  '_',
  '_meta',
  'env',
  'namespace',
  'resolved',
  'help',
  'h',
  'destinationRoot',
  'sharedData',
  'forwardErrorToEnvironment',
  'localConfigOnly',
  'nodePackageManager',
  'skipInstall',
  'skip-install',
  'forceInstall',
  'force-install',
  'skipCache',
  'skip-cache',
  'skipLocalCache',
  'skip-local-cache',
  'skipParseOptions',
  'skipCheckEnv',
  'ignoreVersionCheck',
  'ignore-version-check',
  'askAnswered',
  'ask-answered',
  'insight',
  'generators',
  'localOnly',
  'local-only',
]);

export function isYeomansOwn(name: string): boolean {
  return names.has(name);
}

/** Words of a command line that Yeoman reads itself. */
export const yeomansWords: readonly string[] = [
  '--help',
  '-h',
  '--skip-install',
  '--force-install',
  '--skip-cache',
  '--ask-answered',
  '--ignore-version-check',
];
