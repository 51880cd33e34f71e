import { InvalidInput } from '#graft/problems';
import { readText } from './text-file.js';

/** Names of classes in a file: a JSON list, or a line each. @throws InvalidInput */
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
    // said below
  }
  throw new InvalidInput(`The labels ${path} have to be a JSON list of names.`, { where: path });
}
