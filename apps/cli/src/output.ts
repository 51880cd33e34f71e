/** Results go to standard output, everything else to standard error. */
export class Output {
  constructor(readonly json: boolean) {}

  /** What the command is for: the API's own resource as one JSON document, or text for a person. */
  result(resource: unknown, text: () => string): void {
    process.stdout.write(this.json ? `${JSON.stringify(resource, null, 2)}\n` : `${text()}\n`);
  }

  /** Something worth knowing on the way. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}
