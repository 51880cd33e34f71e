import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The sources of programs that others start in a process (`*.child.ts`) or a thread (`*.thread.ts`) of its own. */
export function startedPrograms(): string[] {
  return ['apps/server', 'apps/trainer', 'libs']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /\.(child|thread)\.ts$/.test(file));
}

/**
 * Programs by the names that they have beside each other in `dist`, where those who start them look for them.
 * @throws if two have the same name: one would take the place of the other
 */
export function byName(files: string[]): Record<string, string> {
  const programs: Record<string, string> = {};
  for (const file of files) {
    const name = basename(file, '.ts');
    if (name in programs)
      throw new Error(`Two programs are called ${name}: ${programs[name]} and ${file}. Rename one.`);
    programs[name] = file;
  }
  return programs;
}
