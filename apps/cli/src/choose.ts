import { createInterface } from 'node:readline/promises';

/** Asks on the terminal until one of the choices is given. */
export async function choose<T extends string>(question: string, choices: readonly T[]): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const answer = (await terminal.question(`${question} (${choices.join(', ')}) `)).trim();
      const chosen = choices.find((choice) => choice === answer);
      if (chosen !== undefined) return chosen;
    }
  } finally {
    terminal.close();
  }
}
