// The program of a container, if several Dockerfiles start one each and images have their own names.
import { expect, test } from 'vitest';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const main = (verb: string): string =>
  `use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Pod>::all(client).${verb}.await.unwrap(); }\n`;
const cargo = (name: string): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n`;
const programs = {
  'Cargo.toml': '[workspace]\nmembers = ["manager", "agent"]\n',
  'manager/Cargo.toml': cargo('manager'),
  'manager/src/main.rs': main('list(&Default::default())'),
  'agent/Cargo.toml': cargo('agent'),
  'agent/src/main.rs': main('get("x")'),
};
const starts = (program: string): string => `FROM scratch\nENTRYPOINT ["/${program}"]\n`;
const workload = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {serviceAccountName: web, containers: [{name: main, image: ${image}}]}}}\n`;

async function accountOf(dockerfiles: Readonly<Record<string, string>>, image: string): Promise<string | undefined> {
  const repository = repositoryOf(Object.entries({ ...programs, ...dockerfiles, 'deploy/all.yaml': workload(image) }));
  return checkManifests(await inferRepository(repository)).accounts.get('manager');
}

const elsewhere = { 'other/Dockerfile': starts('agent') };

test.each([
  ['the folder of its Dockerfile', 'front/Dockerfile', 'example.dev/front:1'],
  ['the text before .Dockerfile', 'docker/front.Dockerfile', 'example.dev/front:1'],
  ['the text after Dockerfile.', 'Dockerfile.front', 'example.dev/front:1'],
  ['the name of the project and the same text', 'docker/front.Dockerfile', 'example.dev/acme-front:1'],
])('an image with the name of %s runs its program', async (_, file, image) => {
  expect(await accountOf({ ...elsewhere, [file]: starts('manager') }, image)).toBe('web');
});

test('a stage with the name of an image decides as well', async () => {
  const two = { Dockerfile: `${starts('agent')}FROM scratch AS front\nENTRYPOINT ["/manager"]\n` };
  expect(await accountOf(two, 'example.dev/acme-front:1')).toBe('web');
});

test.each([
  ['two Dockerfiles of that name start two programs', 'example.dev/front:1', { 'a/front/Dockerfile': 'agent' }],
  ['no Dockerfile has that name', 'example.dev/back:1', {}],
  ['the name only describes the build', 'example.dev/acme-dev:1', { 'Dockerfile.dev': 'manager' }],
])('if %s the program is unknown', async (_, image, more: Readonly<Record<string, string>>) => {
  const others = Object.entries(more).map(([file, program]) => [file, starts(program)] as const);
  const dockerfiles = { ...elsewhere, 'front/Dockerfile': starts('manager'), ...Object.fromEntries(others) };
  expect(await accountOf(dockerfiles, image)).toBeUndefined();
});
