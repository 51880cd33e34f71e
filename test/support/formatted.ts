import { readFile } from 'node:fs/promises';
import { format, type FormatConfig } from 'oxfmt';

/** The text of a file as `npm run format` would leave it. @param path tells the language, by its ending */
export async function formatted(path: string, text: string): Promise<string> {
  const options = JSON.parse(await readFile('.oxfmtrc.json', 'utf8')) as FormatConfig;
  const { code, errors } = await format(path, text, options);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join('; ')}`);
  return code;
}
