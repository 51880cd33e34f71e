/** A long-lived program of the specs: `stopped.child.ts gentle|hanging|failing`. It prints when it has begun. */
import { aborted, untilStopped } from '../until-stopped.js';

const forever = () => new Promise<never>(() => setInterval(() => {}, 1000)); // such as a connection that was left open

await untilStopped(async (stop) => {
  process.stdout.write('begun\n');
  if (process.argv[2] === 'failing') {
    void forever();
    throw new Error('The port is taken.');
  }
  await aborted(stop);
  if (process.argv[2] === 'hanging') await forever();
  process.stdout.write('given back\n');
});
