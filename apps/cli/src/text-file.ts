import { readFile } from 'node:fs/promises';
import { InvalidInput } from '#graft/problems';

/** The text of a file. @param what the file should contain, for the error. @throws InvalidInput if the file cannot be read */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidInput(`The ${what} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      where: path,
    });
  }
}
