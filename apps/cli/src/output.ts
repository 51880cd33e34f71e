/** Results go to standard output, everything else to standard error. */
export class Output {
  constructor(readonly json: boolean) {}

  /** Prints the result of the command: with --json the API's resource as one JSON document, otherwise text. */
  result(resource: unknown, text: () => string): void {
    process.stdout.write(this.json ? `${JSON.stringify(resource, null, 2)}\n` : `${text()}\n`);
  }

  /** Prints a note to standard error. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}
