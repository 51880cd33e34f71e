import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { body, IMPORTS, type Resource } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { filesBelow, isFolder, zipFiles } from '../archive.js';
import { cardText } from '../card-text.js';
import { choose } from '../choose.js';
import { lacksPreprocessing, previewText } from '../import-text.js';
import { type Import, runImport } from '../imports.js';
import { labelsIn } from '../labels.js';
import { layersText } from '../layers-text.js';
import { repeated } from '../options.js';
import { type Session, withServer } from '../session.js';
import { readText } from '../text-file.js';
import { sendFile } from '../upload.js';

const MODES = ['tf', 'caffe', 'torch', 'unit', 'none'] as const;
type Mode = (typeof MODES)[number];

interface Options {
  name: string;
  weights?: string;
  application?: string;
  labels?: string;
  preprocess?: string;
  top?: string;
  license?: string;
  tag?: string[];
  card?: string;
  private?: boolean;
  dryRun?: boolean;
}

export const importCommand = new Command('import')
  .description('import a Keras or TF.js model and publish it')
  .argument('[source]', `a model file (${IMPORTS.extensions.join(', ')}), a folder, a zip, or a URL`)
  .requiredOption('--name <name>', 'owner/name to publish it as')
  .option('--weights <file>', 'file with weights only, for the model.json given as source or for --application')
  .option('--application <name>', 'the Keras application that the weights belong to, e.g. MobileNet')
  .option('--labels <file>', 'file with the class names: one per line, or a JSON array')
  .option(
    '--preprocess <mode|file>',
    `preprocessing of the images: ${MODES.join(', ')} (tf: [-1, 1], unit: [0, 1]), or a preprocessing.json`,
  )
  .option('--top <layer>', 'the last layer before the top, if Graft does not find the right one')
  .option('--license <id>', 'e.g. mit, apache-2.0')
  .option('--tag <tag>', 'tag for the search; can be repeated', repeated)
  .option('--card <file>', 'file with the model card: Markdown with YAML front matter')
  .option('--private', 'publish it as a private model')
  .option('--dry-run', 'only show the layers and the card, without publishing')
  .action(
    withServer(async (session, source: string | undefined, options: Options) => {
      const labels = options.labels === undefined ? undefined : await labelsIn(options.labels);
      const { name, top, application } = options;
      const { preprocess } = options;
      const preprocessing = preprocess === undefined ? undefined : await preprocessingOf(preprocess);
      const sent = await sentFiles(session, source, options.weights);
      const read = await runImport(session, { ...sent, name, labels, preprocessing, top, application });
      await (options.dryRun ? show(session, read) : publish(session, read, options));
    }),
  );

async function show({ api, out }: Session, read: Import): Promise<void> {
  const params = { path: { id: read.id } };
  const table = await body(api.GET('/api/v1/imports/{id}/layers', { params }));
  await api.DELETE('/api/v1/imports/{id}', { params });
  out.result({ ...read, layers: table.layers }, () =>
    [layersText(table), previewText(read.preview!), cardText(read.card!)].filter(Boolean).join('\n\n'),
  );
}

async function publish({ api, out }: Session, read: Import, options: Options): Promise<void> {
  const preview = read.preview!; // set, because this import read a model and not an index
  const card = options.card === undefined ? undefined : await readText(options.card, 'card');
  const asks = lacksPreprocessing(preview) && !out.json && process.stdin.isTTY;
  const preprocessing = asks ? await choose('Which preprocessing does this model expect?', MODES) : undefined;
  const version = await body(
    api.POST('/api/v1/imports/{id}/publish', {
      params: { path: { id: read.id } },
      body: {
        visibility: options.private ? 'private' : 'public',
        ...{ card, license: options.license, tags: options.tag, preprocessing },
      },
    }),
  );
  out.result(version, () => `Published ${version.ref}.\n\n${previewText(preview, preprocessing)}`);
}

/** A mode, or the settings in a file, which the server validates. @throws InvalidInput for anything else */
async function preprocessingOf(given: string): Promise<Mode | Resource<'PreprocessingResponse'>> {
  const mode = MODES.find((each) => each === given);
  if (mode) return mode;
  if (!given.endsWith('.json'))
    throw new InvalidInput(`The preprocessing "${given}" is unknown. Use ${MODES.join(', ')} or a .json file.`, {
      where: '--preprocess',
      received: given,
      accepted: [...MODES, 'a .json file'],
    });
  const text = await readText(given, 'preprocessing');
  try {
    return JSON.parse(text) as Resource<'PreprocessingResponse'>;
  } catch (error) {
    throw new InvalidInput(`${given} is not valid JSON: ${(error as Error).message}.`, { where: given });
  }
}

/** @throws InvalidInput if no source is given */
async function sentFiles(
  session: Session,
  source: string | undefined,
  weights: string | undefined,
): Promise<Resource<'CreateImportRequest'>> {
  const memory = join(session.config.homeDir, 'uploads.json');
  if (source !== undefined && weights !== undefined) {
    const uploads = [];
    for (const file of [source, weights]) {
      if (await isFolder(file))
        throw new InvalidInput(`${file} is a folder. A file is required here.`, { where: file, accepted: 'a file' });
      const id = await sendFile(session.connection, file, memory);
      uploads.push({ id, name: file === source ? `model${extname(file)}` : basename(file) });
    }
    return { uploads };
  }
  if (source !== undefined) return sentSource(session, source, memory);
  if (weights !== undefined) return sentSource(session, weights, memory);
  throw new InvalidInput('No model was given to import.', { accepted: 'a source, or --weights with --application' });
}

async function sentSource(session: Session, source: string, memory: string): Promise<Resource<'CreateImportRequest'>> {
  if (/^https?:\/\//.test(source)) return { url: source };
  if (!(await isFolder(source)) && !source.endsWith('.json')) return sentFile(session, source, memory);
  const root = resolve((await isFolder(source)) ? source : dirname(source));
  const archive = await zipFiles(root, await modelFiles(source, root));
  try {
    return { upload: await sendFile(session.connection, archive.file, memory) };
  } finally {
    await archive.remove();
  }
}

/**
 * Sends a model file, with its labels and preprocessing if they are next to it. A README or a licence may be of something
 * else in that folder, so they are sent only with a folder or a model.json.
 */
async function sentFile(session: Session, source: string, memory: string): Promise<Resource<'CreateImportRequest'>> {
  const facts = IMPORTS.companions
    .filter((name) => /\.json$|^labels/.test(name))
    .map((name) => join(dirname(source), name));
  const uploads = [];
  for (const file of [source, ...facts.filter((path) => existsSync(path))])
    uploads.push({ id: await sendFile(session.connection, file, memory), name: basename(file) });
  return uploads.length === 1 ? { upload: uploads[0]!.id } : { uploads };
}

/** The files of a folder; for a model.json: itself, the weight files that it lists, and the companion files next to it. */
async function modelFiles(source: string, root: string): Promise<string[]> {
  const files = await filesBelow(root);
  if (await isFolder(source)) return files;
  const named = new Set([
    basename(source),
    ...weightFiles(source, await readText(source, 'model')),
    ...IMPORTS.companions,
  ]);
  return files.filter((file) => named.has(file.slice(root.length + 1)));
}

function weightFiles(path: string, text: string): string[] {
  try {
    const { weightsManifest } = JSON.parse(text) as { weightsManifest: { paths: string[] }[] };
    return weightsManifest.flatMap(({ paths }) => paths);
  } catch {
    throw new InvalidInput(
      `${path} is not the model.json of a TF.js layers model. If it is a Keras architecture, give its weights with --weights.`,
      { where: path },
    );
  }
}
