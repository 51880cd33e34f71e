import { Command } from 'commander';
import { join, resolve } from 'node:path';
import { body, type Resource } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { filesBelow, isFolder, zipFiles } from '../archive.js';
import { assertSucceeded, follow } from '../follow.js';
import { Session, withServer } from '../session.js';
import { bytes, day, facts, plural, table } from '../text.js';
import { sendFile } from '../upload.js';

interface CreateOptions {
  sample?: boolean;
  public?: boolean;
  license?: string;
}

const create = new Command('create')
  .description('send images, a folder per class; again under the same name, a new version')
  .argument('<name>', 'name, or owner/name')
  .argument('[source]', 'folder or zip')
  .option('--sample', 'take the sample set, pictures of emoji, instead')
  .option('--public', 'let everybody see it')
  .option('--license <id>', 'SPDX id or a sentence')
  .action(
    withServer(async (session, name: string, source: string | undefined, options: CreateOptions) => {
      const { api, out } = session;
      const images = options.sample ? { sample: true } : { upload: await upload(session, source) };
      const visibility = options.public ? ('public' as const) : undefined; // else as it is, private at first
      const arrival = await body(
        api.POST('/api/v1/datasets', { body: { name, ...images, visibility, license: options.license } }),
      );
      await follow(session, `/api/v1/datasets/arrivals/${arrival.id}/events`, `graft dataset show ${name}`);
      const ended = await body(api.GET('/api/v1/datasets/arrivals/{id}', { params: { path: { id: arrival.id } } }));
      assertSucceeded({ ...ended, problem: ended.problem ?? null }, `The arrival of ${name}`);
      const [owner = '', short = ''] = arrival.dataset.split('/');
      const shown = await describe(session, { owner, name: short, version: String(arrival.version) });
      out.result(shown.dataset, () => datasetText(shown));
    }),
  );

const show = new Command('show')
  .description('classes, versions, and what was left out')
  .argument('<ref>', 'name, owner/name, owner/name@version')
  .action(
    withServer(async (session, ref: string) => {
      const shown = await describe(session, await pathOf(session, ref));
      session.out.result(shown.dataset, () => datasetText(shown));
    }),
  );

export const datasetCommand = new Command('dataset')
  .description('send labelled images, look at them')
  .addCommand(create)
  .addCommand(show);

/** @returns the upload's id */
async function upload({ connection, config }: Session, source: string | undefined): Promise<string> {
  if (source === undefined) throw new InvalidInput('Name a folder or a zip of images, or take --sample.');
  const memory = join(config.homeDir, 'uploads.json');
  if (!(await isFolder(source))) return sendFile(connection, source, memory);
  const root = resolve(source);
  const archive = await zipFiles(root, await filesBelow(root));
  try {
    return await sendFile(connection, archive.file, memory);
  } finally {
    await archive.remove();
  }
}

interface DatasetPath {
  owner: string;
  name: string;
  version: string;
}

/** A bare name is one of the caller's own. */
async function pathOf({ api }: Session, ref: string): Promise<DatasetPath> {
  const [path = '', version = 'latest'] = ref.split('@');
  const [owner, name] = path.split('/');
  if (owner && name) return { owner, name, version };
  const me = await body(api.GET('/api/v1/me'));
  return { owner: me.name, name: path, version };
}

interface Described {
  dataset: Resource<'DatasetResponse'>;
  version: Resource<'DatasetVersionResponse'>;
  labels: Resource<'LabelResponse'>[];
  problems: Resource<'FileProblemResponse'>[];
}

async function describe({ api }: Session, path: DatasetPath): Promise<Described> {
  const params = { params: { path } };
  const [dataset, version, labels, problems] = await Promise.all([
    body(api.GET('/api/v1/datasets/{owner}/{name}', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/labels', params)),
    body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/problems', params)),
  ]);
  return { dataset, version, labels: labels.items, problems: problems.items };
}

function datasetText({ dataset, version, labels, problems }: Described): string {
  const summary = facts([
    ['data set', `${dataset.owner}/${dataset.name}@${version.number}`],
    ['images', `${plural(version.images, 'image')}, ${bytes(version.bytes)}`],
    ['seen by', dataset.visibility === 'public' ? 'everybody' : 'you alone'],
    ['license', dataset.license],
    ['created', day(version.createdAt)],
    ['versions', dataset.versions.length > 1 ? dataset.versions.map(({ number }) => number).join(', ') : null],
  ]);
  const classes = table(
    [
      { head: 'class', grows: true },
      { head: 'images', align: 'right' },
    ],
    labels.map(({ label, count }) => [label, String(count)]),
  );
  const odd =
    problems.length > 0 &&
    table(
      [{ head: 'file' }, { head: 'what was found', grows: true }, { head: '' }],
      problems.map(({ name, reason, leftOut }) => [name, reason, leftOut ? 'left out' : 'kept']),
    );
  return [summary, classes, odd].filter(Boolean).join('\n\n');
}
