import { Command } from 'commander';
import { join, resolve } from 'node:path';
import { body } from '#graft/api';
import { InvalidInput } from '#graft/problems';
import { filesBelow, isFolder, zipFiles } from '../archive.js';
import { datasetPath, datasetsTable, datasetText, describeDataset } from '../dataset-view.js';
import { assertSucceeded, follow } from '../follow.js';
import { type PageOptions, pageQuery, paged, withMore } from '../options.js';
import { Session, withServer } from '../session.js';
import { sendFile } from '../upload.js';

interface CreateOptions {
  sample?: boolean;
  public?: boolean;
  license?: string;
}

const create = new Command('create')
  .description('upload images, one folder per class; the same name again adds a version')
  .argument('<name>', 'name, or owner/name')
  .argument('[source]', 'folder or zip of images')
  .option('--sample', 'use the included sample set of emoji images instead')
  .option('--public', 'make a new data set public')
  .option('--license <id>', 'SPDX id, or the licence in words')
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
      assertSucceeded({ ...ended, problem: ended.problem ?? null }, `The upload of ${name}`);
      const [owner = '', short = ''] = arrival.dataset.split('/');
      const shown = await describeDataset(session, { owner, name: short, version: String(arrival.version) });
      out.result(shown.dataset, () => datasetText(shown));
    }),
  );

const show = new Command('show')
  .description('show its classes, versions and the files that were left out')
  .argument('<ref>', 'name, owner/name, owner/name@version')
  .action(
    withServer(async (session, ref: string) => {
      const shown = await describeDataset(session, await datasetPath(session, ref));
      session.out.result(shown.dataset, () => datasetText(shown));
    }),
  );

const list = paged(new Command('list').description('list the data sets that you can see, the newest first')).action(
  withServer(async ({ api, out }, options: PageOptions) => {
    const page = await body(api.GET('/api/v1/datasets', { params: { query: pageQuery(options) } }));
    out.result(page, () =>
      page.items.length === 0
        ? 'No data sets yet. Create one with `graft dataset create NAME FOLDER`.'
        : withMore(datasetsTable(page.items), page.nextCursor),
    );
  }),
);

const remove = new Command('delete')
  .description('delete it with all its versions, if no run uses it')
  .argument('<ref>', 'name, or owner/name')
  .action(
    withServer(async (session, ref: string) => {
      const { owner, name } = await datasetPath(session, ref);
      await session.api.DELETE('/api/v1/datasets/{owner}/{name}', { params: { path: { owner, name } } });
      session.out.result({ deleted: `data set ${owner}/${name}` }, () => `Deleted data set ${owner}/${name}.`);
    }),
  );

export const datasetCommand = new Command('dataset')
  .description('upload, list, show and delete sets of labelled images')
  .addCommand(create)
  .addCommand(list)
  .addCommand(show)
  .addCommand(remove);

/** @returns the upload's id */
async function upload({ connection, config }: Session, source: string | undefined): Promise<string> {
  if (source === undefined)
    throw new InvalidInput('No images were given. Name a folder or a zip of images, or use --sample.');
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
