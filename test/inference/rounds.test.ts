// The number of runs of a program.
import { afterEach, expect, test, vi } from 'vitest';
import { Evaluator } from '../../src/inference/evaluate/evaluator.ts';
import { Sightings } from '../../src/inference/evaluate/seen.ts';
import { inferFiles } from '../../src/inference/infer.ts';

/** Each run finds one more state, and the field that holds it. */
const STATES = `use kube::Client;
trait State { fn next(&self) -> Box<dyn State>; }
${Array.from({ length: 6 }, (_, at) => `struct State${at}(Client);\nimpl State for State${at} { fn next(&self) -> Box<dyn State> { Box::new(State${Math.min(at + 1, 5)}(self.0.clone())) } }`).join('\n')}
struct Machine { state: Box<dyn State> }
impl Machine { fn turn(&mut self) { self.state = self.state.next(); } }
#[tokio::main]
async fn main() {
    let mut machine = Machine { state: Box::new(State0(Client::try_default().await.unwrap())) };
    machine.turn();
}
`;

async function runs(): Promise<number> {
  const count = vi.spyOn(Sightings.prototype, 'forNext');
  await inferFiles(
    new Map([
      ['Cargo.toml', '[package]\nname = "states"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
      ['src/main.rs', STATES],
    ]),
  );
  return count.mock.calls.length;
}

afterEach(() => vi.restoreAllMocks());

test('a program runs again while a place holds more', async () => {
  expect(await runs()).toBeGreaterThan(2);
});

test('a second run that does not reach its end is the last', async () => {
  const { step } = Evaluator.prototype;
  vi.spyOn(Evaluator.prototype, 'step').mockImplementation(function (this: Evaluator) {
    const goesOn = step.call(this);
    // The limit is reached once the program has made four of its types.
    this.exhausted ||= this.seen.instances.size > 3;
    return goesOn;
  });
  expect(await runs()).toBe(2);
});
