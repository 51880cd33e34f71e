import { Command, Option } from 'commander';
import { basename, dirname, join, resolve } from 'node:path';
import { body, type Resource } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { filesBelow, isFolder, zipFiles } from '../archive.js';
import { runImport } from '../imports.js';
import { labelsIn } from '../labels.js';
import { withServer } from '../session.js';
import type { Session } from '../session.js';
import { facts, plural, short } from '../text.js';
import { readText } from '../text-file.js';
import { sendFile } from '../upload.js';

type Preprocessing = 'tf' | 'caffe' | 'torch' | 'unit' | 'none';

interface Options {
  name: string;
  labels?: string;
  preprocess?: Preprocessing;
  top?: string;
  application?: string;
  license?: string;
  tag?: string[];
  card?: string;
  private?: boolean;
}

const repeated = (value: string, earlier: string[] = []) => [...earlier, value];

export const importCommand = new Command('import')
  .description('publish a model of yours, of Keras or TF.js')
  .argument('<source>', 'an .h5, .hdf5 or .keras file, model.json, the folder it lies in, a zip, or an address')
  .requiredOption('--name <name>', 'owner/name that it gets')
  .option('--labels <file>', 'names of the classes: a line each, or a JSON list')
  .addOption(
    new Option('--preprocess <mode>', 'how pixels become input: tf [-1, 1], unit [0, 1], caffe, torch, none').choices([
      ...(['tf', 'caffe', 'torch', 'unit', 'none'] satisfies Preprocessing[]),
    ]),
  )
  .option('--top <layer>', 'the last layer before the top, where it is not found rightly')
  .option('--application <name>', 'of weights alone: the Keras application that they are of, e.g. MobileNet')
  .option('--license <id>', 'e.g. mit, apache-2.0')
  .option('--tag <tag>', 'for searching; can be repeated', repeated)
  .option('--card <file>', 'Markdown with YAML front matter')
  .option('--private', 'publish it for yourself only')
  .action(
    withServer(async (session, source: string, options: Options) => {
      const { api, out } = session;
      const labels = options.labels === undefined ? undefined : await labelsIn(options.labels);
      const card = options.card === undefined ? undefined : await readText(options.card, 'card');
      const { name, preprocess: preprocessing, top, application, license, tag: tags } = options;
      const asked = { name, labels, preprocessing, top, application };
      const read = await runImport(session, { ...(await sourceOf(session, source)), ...asked });
      const version = await body(
        api.POST('/api/v1/imports/{id}/publish', {
          params: { path: { id: read.id } },
          body: { visibility: options.private ? 'private' : 'public', card, license, tags },
        }),
      );
      out.result(version, () => published(version, read.preview as Preview | null));
    }),
  );

/** What was read, as far as it is worth a line. */
interface Preview {
  architecture: string | null;
  parameters: number;
  top: { layer: string; kind: string } | null;
  labels: { value: string[] } | null;
}

function published(version: { ref: string }, preview: Preview | null): string {
  return `Published ${version.ref}.\n\n${facts([
    ['architecture', preview?.architecture],
    ['parameters', preview && short(preview.parameters)],
    ['top begins after', preview?.top?.layer],
    ['labels', preview?.labels && plural(preview.labels.value.length, 'class')],
  ])}`;
}

async function sourceOf(session: Session, source: string): Promise<Resource<'CreateImportRequest'>> {
  if (/^https?:\/\//.test(source)) return { url: source };
  const memory = join(session.config.homeDir, 'uploads.json');
  if (!(await isFolder(source)) && !source.endsWith('.json'))
    return { upload: await sendFile(session.connection, source, memory) };
  const root = resolve((await isFolder(source)) ? source : dirname(source));
  const archive = await zipFiles(root, await modelFiles(source, root));
  try {
    return { upload: await sendFile(session.connection, archive.file, memory) };
  } finally {
    await archive.remove();
  }
}

/** A folder's files; for a model.json, itself, the weights that it names, and what lies beside it about the model. */
async function modelFiles(source: string, root: string): Promise<string[]> {
  const files = await filesBelow(root);
  if (await isFolder(source)) return files;
  const named = new Set([basename(source), ...weightFiles(source, await readText(source, 'model')), ...COMPANIONS]);
  return files.filter((file) => named.has(file.slice(root.length + 1)));
}

/** Files that say something about a model and are sent along with it. */
const COMPANIONS = [
  'labels.json',
  'labels.txt',
  'metadata.json',
  'preprocessing.json',
  'README.md',
  'card.md',
  'LICENSE',
];

function weightFiles(path: string, text: string): string[] {
  try {
    const { weightsManifest } = JSON.parse(text) as { weightsManifest: { paths: string[] }[] };
    return weightsManifest.flatMap(({ paths }) => paths);
  } catch {
    throw new InvalidInput(`${path} is not the model.json of a TF.js layers model.`, { where: path });
  }
}
