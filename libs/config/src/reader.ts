import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidInput } from '#graft/problems';

export type Environment = Record<string, string | undefined>;

const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Reads settings from environment variables, an empty one being unset, and notes each that is wrong. */
export class Reader {
  /** What was received and what is accepted, a setting each. */
  readonly wrong: string[] = [];

  constructor(private readonly env: Environment) {}

  text(name: string): string | undefined {
    return this.env[name] || undefined;
  }

  path(name: string): string | undefined {
    const value = this.text(name);
    return value && resolve(value);
  }

  list(name: string): string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((item) => item.trim());
  }

  /** @param parse throws InvalidInput for an item that is none */
  listOf<T>(name: string, parse: (item: string) => T): T[] | undefined {
    return this.list(name)?.flatMap((item) => {
      try {
        return [parse(item)];
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        this.wrong.push(`${name}: ${error.detail.replace(/\.$/, '')}; ${String(error.extras.accepted)} is accepted`);
        return [];
      }
    });
  }

  whole(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of ${least} or more`;
    return this.parsed(name, `a whole number ${range}`, (text) => {
      const value = Number(text);
      return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
    });
  }

  flag(name: string): boolean | undefined {
    return this.parsed(name, 'true or false', (text) => FLAGS.get(text));
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    return this.parsed(name, `one of ${values.join(', ')}`, (text) => values.find((value) => value === text));
  }

  url(name: string): string | undefined {
    const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
    return this.parsed(name, 'a URL such as http://127.0.0.1:9000', (text) => (isAddress(text) ? text : undefined));
  }

  /** What stands in the file that a variable names. @throws where it cannot be read */
  secret(name: string): string | undefined {
    const file = this.text(name);
    return file && readFileSync(file, 'utf8').trim();
  }

  needed(name: string, value: string | undefined): string | undefined {
    if (value === undefined) this.wrong.push(`${name} is not set`);
    return value;
  }

  private parsed<T>(name: string, accepted: string, parse: (text: string) => T | undefined): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) this.wrong.push(`${name} is "${text}"; ${accepted} is accepted`);
    return value;
  }
}
