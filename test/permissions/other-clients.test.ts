// Programs other than the analysed Rust that may call the API server.
import { expect, test } from 'vitest';
import { otherClients } from '../../src/permissions/other-clients.ts';

const lines = (path: string, text: string): readonly number[] =>
  otherClients(new Map([[path, text]])).map(({ line }) => line);

test.each([
  ['a client', 'tokio::process::Command::new("helm")'],
  ['a client with its path', 'std::process::Command::new("/usr/bin/kubectl")'],
  ['a plugin of a client', 'std::process::Command::new("kubectl-cnpg")'],
  ['a shell that runs a client', 'std::process::Command::new("sh").arg("-c").arg("kubectl get pods")'],
  ['known only at run time', 'std::process::Command::new(program)'],
  ['a client from a macro', 'duct::cmd!("kubectl", "get", "pods")'],
  ['a client from the macro of xshell', 'xshell::cmd!(sh, "kubectl get pods")'],
])('a child process that is %s has the token of its parent', (_, start) =>
  expect(lines('src/child.rs', `fn child(program: &str) {\n    ${start};\n}\n`)).toEqual([2]),
);

test.each([
  ['another program', 'src/a.rs', 'std::process::Command::new("rg")'],
  ['a shell without a client', 'src/a.rs', 'std::process::Command::new("sh").arg("-c").arg("date")'],
  ['an argument parser', 'src/a.rs', 'clap::Command::new(name); std::process::exit(1)'],
  ['a comment', 'src/a.rs', '// std::process::Command::new("kubectl")'],
  ['a test module', 'src/a.rs', '}\n#[cfg(test)]\nmod tests { fn a() { std::process::Command::new("kubectl"); }'],
  ['a test', 'tests/a.rs', 'std::process::Command::new("kubectl")'],
  ['an xtask', 'xtask/src/a.rs', 'std::process::Command::new("kubectl")'],
])('%s makes no requests', (_, path, code) => expect(lines(path, `fn a() {\n    ${code}\n}\n`)).toEqual([]));
