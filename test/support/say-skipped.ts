const said = new Set<string>();

/**
 * For Vitest's `onConsoleLog`: prints each thing that the machine lacks once, however many specs are skipped for it.
 * @returns false if the log held nothing else, so that Vitest does not print it again
 */
export function saySkippedOnce(log: string): false | undefined {
  const lines = log.trim().split('\n');
  if (!lines.every((line) => line.startsWith('SKIPPED'))) return undefined;
  for (const line of lines) {
    if (said.has(line)) continue;
    said.add(line);
    process.stderr.write(`${line}\n`);
  }
  return false;
}
