/** npm passes a Ctrl-C on to a process that the terminal has sent it to already: one press, two signals. */
const SAME_PRESS_MS = 500;
/** Longest that a process may take to stop: Docker kills it after 10 s. */
const STOP_MS = 9_000;
/** Longest that a process may live after its program has failed. */
const FAIL_MS = 1_000;

/**
 * Runs a long-lived program until SIGINT or SIGTERM, and ends the process once the program has given back what it held.
 * Call it first of all: until then a signal ends the process at once, and nothing is open yet. The process ends at once, too,
 * at a second signal and when the program has not stopped within 9 s; child processes of `runInChild` end with it.
 * @param program works until `stop` aborts. At any moment of its start it may throw `stop.reason`, having tidied up.
 * @throws what the program throws, having seen to it that the process ends
 */
export async function untilStopped(program: (stop: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let asked = 0;
  const ask = () => {
    if (asked === 0) {
      asked = Date.now();
      setTimeout(endAtOnce, STOP_MS).unref();
      controller.abort();
    } else if (Date.now() - asked > SAME_PRESS_MS) {
      process.exit(130);
    }
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  const waiting = setInterval(() => {}, 2 ** 30); // Node ends a process that only waits for a signal
  try {
    await program(controller.signal);
  } catch (error) {
    if (error !== controller.signal.reason) {
      setTimeout(() => process.exit(1), FAIL_MS).unref(); // a connection that was left open keeps the process alive
      throw error;
    }
  } finally {
    clearInterval(waiting);
  }
  process.exit(0);
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function endAtOnce(): void {
  process.stderr.write(`graft: not stopped within ${STOP_MS / 1000} s; ending at once.\n`);
  process.exit(1);
}
