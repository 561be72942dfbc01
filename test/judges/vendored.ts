// The downloads of `helm dependency build`: without them Helm renders no chart with a dependency, not even a disabled
// one.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { cache } from '../generate.ts';
import { isObject, type Object } from './charted.ts';

/**
 * The chart itself if nothing is missing, else a copy. Local dependencies are added. For others, a chart with one
 * ConfigMap takes their place, so that only Helm decides whether a condition enables it.
 */
export function vendored(chart: string): string {
  if (lacking(chart).length === 0) return chart;
  const home = path.join(cache, 'judges', 'vendored');
  mkdirSync(home, { recursive: true });
  const copy = path.join(mkdtempSync(path.join(home, 'chart-')), path.basename(chart));
  cpSync(chart, copy, { recursive: true, dereference: true });
  fill(chart, copy, 0);
  return copy;
}

function fill(from: string, chart: string, depth: number): void {
  for (const { name, version, repository } of lacking(chart)) {
    const folder = path.join(chart, 'charts', String(name));
    const beside = /^file:\/\/(.*)$/.exec(String(repository))?.[1];
    const source = beside === undefined ? undefined : path.join(from, beside);
    if (source !== undefined && existsSync(path.join(source, 'Chart.yaml'))) {
      cpSync(source, folder, { recursive: true, dereference: true });
      if (depth < 4) fill(source, folder, depth + 1);
    } else standIn(folder, String(name), String(version));
  }
}

function standIn(folder: string, name: string, range: string): void {
  mkdirSync(path.join(folder, 'templates'), { recursive: true });
  const about = `apiVersion: v2\nname: ${name}\nversion: ${lowest(range)}\n`;
  writeFileSync(path.join(folder, 'Chart.yaml'), about);
  const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stand-in-${name.toLowerCase()}}\n`;
  writeFileSync(path.join(folder, 'templates', 'stand-in.yaml'), object);
}

/** A version in the range. */
function lowest(range: string): string {
  const numbers = /(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?/.exec(range);
  return numbers === null ? '1.0.0' : `${numbers[1]}.${numbers[2] ?? 0}.${numbers[3] ?? 0}${numbers[4] ?? ''}`;
}

/** The dependencies of Chart.yaml that are missing in charts/. */
function lacking(chart: string): readonly Object[] {
  const about = aboutOf(chart);
  const named = Array.isArray(about?.['dependencies']) ? about['dependencies'].filter(isObject) : [];
  const inside = path.join(chart, 'charts');
  const here = existsSync(inside) ? readdirSync(inside) : [];
  return named.filter(
    ({ name }) =>
      !here.some((one) => one.startsWith(`${String(name)}-`) || aboutOf(path.join(inside, one))?.['name'] === name),
  );
}

function aboutOf(chart: string): Object | undefined {
  const file = path.join(chart, 'Chart.yaml');
  const about: unknown = existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
  return isObject(about) ? about : undefined;
}
