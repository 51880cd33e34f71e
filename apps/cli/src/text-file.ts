import { readFile } from 'node:fs/promises';
import { InvalidInput } from '#graft/problems';

/** @param what it is to be, for the message. @throws InvalidInput for a file that cannot be read */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InvalidInput(`The ${what} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      where: path,
    });
  }
}
