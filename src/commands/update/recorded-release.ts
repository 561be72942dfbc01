// The text of the recorded release, written by that release: from the registry, if its digest is the known one.
import { UserError } from '../../errors.ts';
import { isVersion } from '../../formats/version.ts';
import { readPackage } from '../../network/read-package.ts';
import { renderWith } from '../../older/render.ts';
import type { Files } from '../../repo/files.ts';
import { published } from '../../scaffold/published.ts';
import { generatorAt, versionOf } from '../../scaffold/record.ts';
import type { Written } from '../../scaffold/written.ts';
import { byHand } from './by-hand.ts';

/**
 * Runs a release of this package again. None of it runs before its archive has the digest in the record or in this
 * build; its output is as untrusted as any other text.
 *
 * @param yoRc the text of .yo-rc.json with its answers
 * @throws UserError with status 2 if the record names no release of this package, 1 if its digest is unknown, 3 if the
 * registry has another archive or none, or if the release fails
 */
export async function writtenAgain({ generator, integrity }: Written, yoRc: string): Promise<Files> {
  const version = versionOf(generator);
  const name = generator.slice(0, -version.length - 1);
  if (generator !== generatorAt(version) || !isVersion(version))
    throw new UserError(`The record names ${generator}, which is not a release of this package, so it does not run.`, {
      status: 2,
    });
  const known = published?.version === version ? published.integrity : integrity;
  if (known === undefined)
    throw new UserError(
      [
        `The archive of ${generator} is not known: its digest was not recorded, because only npm and npx provide it.`,
        'So it does not run. If you trust it, run it yourself:',
        ...byHand(generator),
      ],
      { status: 1 },
    );
  const { files } = await readPackage(name, version, {}, known);
  return renderWith(files, yoRc);
}
