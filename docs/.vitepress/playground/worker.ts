// The inference in a worker, so that typing never waits for it.
import { analyse } from './analyse.ts';

self.addEventListener('message', async ({ data }: MessageEvent<{ id: number; files: [string, string][] }>) => {
  try {
    self.postMessage({ id: data.id, analysis: await analyse(new Map(data.files)) });
  } catch (error) {
    self.postMessage({ id: data.id, failure: error instanceof Error ? error.message : String(error) });
  }
});
