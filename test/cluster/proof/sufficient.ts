// A whole life with exactly the shipped permissions, with a restart and the loss of the leader.
import { startController, type Installation, type Replica } from './installation.ts';
import { livesIn, type Life } from './life.ts';
import { comesToRest } from './rest.ts';

/** The time in which replicas must stop; the Deployment allows 30 s. */
export const graceMs = 30_000;

/** A Lease must expire before another replica may take it. */
const leaseMs = 60_000;

/**
 * Runs a life of each kind in every namespace at once. Throws with the output of the controller if a step has no
 * effect.
 */
export async function liveFully(installation: Installation): Promise<void> {
  const { project } = installation.subject;
  const lives = livesIn(installation);
  const all = (step: (life: Life) => Promise<void>): Promise<unknown> => Promise.all(lives.map(step));
  const replicas: Replica[] = [];
  const join = async (): Promise<Replica> => {
    const replica = await startController(installation);
    replicas.push(replica);
    return replica;
  };
  try {
    const first = await join();
    await all((life) => life.create());
    await all((life) => life.ready());
    await all((life) => life.owned());
    if (project.events) await all((life) => life.event());
    await comesToRest(installation);
    await changeTwice(all);
    await all((life) => life.restoreChanged());
    await all((life) => life.restoreDeleted());

    await endsWell(first);
    await all((life) => life.change());
    const second = await join();
    await all((life) => life.ready());

    if (project.leaderElection) {
      const third = await join();
      second.signal('SIGKILL');
      await second.exited;
      await all((life) => life.change());
      await all((life) => life.ready(leaseMs));
      if (!third.running()) throw new Error('the replica that should have taken over has ended');
    }
    await all((life) => life.remove());
    await Promise.all(replicas.filter((replica) => replica.running()).map(endsWell));
  } catch (error) {
    const outputs = await Promise.all(replicas.map((replica) => replica.output()));
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\n${outputs.map((text) => text.slice(-3_000)).join('\n--\n')}`,
      { cause: error },
    );
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop(0)));
  }
}

/** Twice, because a repeated event is written differently from the first. */
async function changeTwice(all: (step: (life: Life) => Promise<void>) => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await all((life) => life.change());
    await all((life) => life.ready());
  }
}

async function endsWell(replica: Replica): Promise<void> {
  const { code, signal, ms } = await replica.stop(graceMs);
  if (code !== 0) throw new Error(`SIGTERM ended it with ${signal ?? code} after ${Math.round(ms)} ms`);
}
