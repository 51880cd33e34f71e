import type { Config } from '#graft/config';
import { Progress, serveChild } from '#graft/child';
import type { OnLayers } from '#graft/network';
import { openBlobStore } from '#graft/storage';
import { type Bundle, fetchBundle, openBundle } from './bundle.js';
import { Fetcher } from './fetching/fetcher.js';
import type { LocalFile } from './files.js';
import { type Asked, readModel } from './read-model.js';
import { type ImportedModel, type Preview, storeModel } from './preview.js';

/** What the child is to read: files on this machine, or an address. */
export interface ImportTask {
  settings: Pick<Config, 'dataDir' | 's3' | 'importAllow' | 'maxUploadBytes'>;
  /** Where it may put files meanwhile. */
  folder: string;
  source: { files: LocalFile[] } | { url: string; md5?: string };
  asked: Asked;
}

export interface ImportOutcome {
  imported: ImportedModel;
  preview: Preview;
}

type Emit = (type: string, data: object) => Promise<void>;

serveChild<ImportTask, ImportOutcome>(async (task, { emit }) => {
  const bundle = 'files' in task.source ? await open(task, emit) : await step(emit, 'fetch', () => open(task, emit));
  const model = await step(emit, 'read', () =>
    readModel(bundle.main, bundle.format, bundle.beside, task.asked, layerProgress(emit)),
  );
  const blobs = openBlobStore(task.settings);
  return step(emit, 'store', () => storeModel(blobs, model, bundle.originals ?? model.files));
});

async function step<T>(emit: Emit, name: string, work: () => Promise<T>): Promise<T> {
  await emit('step', { step: name, state: 'started' });
  const startedAt = performance.now();
  const result = await work();
  await emit('step', { step: name, state: 'done', seconds: (performance.now() - startedAt) / 1000 });
  return result;
}

async function open({ source, folder, settings }: ImportTask, emit: Emit): Promise<Bundle> {
  const maxBytes = settings.maxUploadBytes;
  if ('files' in source) return openBundle(source.files, folder, maxBytes);
  const fetcher = new Fetcher({ folder, allow: settings.importAllow, maxBytes, onProgress: progress(emit) });
  return fetchBundle(new URL(source.url), fetcher, { folder, maxBytes, md5: source.md5 });
}

/** Reads without a pause. Events are sent meanwhile, without waiting until the parent has processed them. */
function layerProgress(emit: Emit): OnLayers {
  let progress: Progress | undefined;
  return (done, total) => {
    progress ??= new Progress(emit, 'read', total);
    // The parent refuses it only where it stops this process.
    progress.report(done).catch(() => {});
  };
}

/** At most two progress events per second while downloading. */
function progress(emit: Emit): (file: string, done: number, total: number | null) => Promise<void> {
  let next = 0;
  return async (file, done, total) => {
    if (Date.now() < next && done !== total) return;
    next = Date.now() + 500;
    await emit('progress', { step: 'fetch', file, done, total });
  };
}
