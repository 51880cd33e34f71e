import { InvalidInput } from '#graft/problems';
import { readText } from './text-file.js';

/** The names of classes in a file: a JSON array, or one name per line. @throws InvalidInput */
export async function labelsIn(path: string): Promise<string[]> {
  const text = await readText(path, 'list of labels');
  const labels = path.endsWith('.json')
    ? parseList(path, text)
    : text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return labels.map((label) => label.trim());
}

function parseList(path: string, text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((label) => typeof label === 'string')) return list;
  } catch {
    // the error below says it
  }
  throw new InvalidInput(
    `${path} is not a list of labels. It must be a JSON array of strings, such as ["cat", "dog"].`,
    { where: path },
  );
}
