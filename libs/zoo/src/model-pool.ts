import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { type Artifact, canonicalJson, codeDigest } from '#graft/artifact';
import { entryOf } from '#graft/child';
import { Config } from '#graft/config';
import type { LayerRow, OutlineStage, Shape, Topology } from '#graft/network';
import { Problem, Unavailable } from '#graft/problems';
import { type CachedFile, ExportCache } from './export-cache.js';
import type { Cut, KerasFormat } from './export-options.js';
import type { ArtifactChanges, ImagePrediction, ModelTasks, Order, Outcome, WorkerSettings } from './model-tasks.js';

/** Each worker keeps its own sessions, so more of them cost memory. */
const MAX_WORKERS = 4;
const QUEUE_PER_WORKER = 32;
/** A worker that has nothing to do for so long goes, and its sessions with it. */
const IDLE_MS = 5 * 60_000;

/** Does what is heavy about models in worker threads, which see the blobs themselves: surgery, exports, predictions. */
@Injectable()
export class ModelPool implements OnApplicationShutdown {
  private readonly workers: Piscina;
  private readonly maxQueue: number;
  private readonly exports: ExportCache;

  constructor({ dataDir, s3, maxPixels, threads }: Config) {
    const maxThreads = Math.min(threads, MAX_WORKERS);
    const settings: WorkerSettings = { dataDir, s3: s3 && { ...s3 }, maxPixels };
    this.maxQueue = maxThreads * QUEUE_PER_WORKER;
    this.exports = new ExportCache(join(dataDir, 'cache', 'exports'));
    this.workers = new Piscina({
      ...workerProgram(),
      workerData: settings,
      minThreads: 0,
      maxThreads,
      idleTimeout: IDLE_MS,
    });
  }

  topology(artifact: Artifact): Promise<Topology> {
    return this.run('topology', { artifact });
  }

  /** Shape of what the cut puts out, free extents being null. @throws SurgeryRefused where it cannot be had */
  shape(artifact: Artifact, cut: Cut): Promise<Shape> {
    return this.run('shape', { artifact, cut });
  }

  layerTable(artifact: Artifact): Promise<LayerRow[]> {
    return this.run('layers', { artifact });
  }

  /** Its feature maps, to draw it by. */
  outline(artifact: Artifact): Promise<OutlineStage[]> {
    return this.run('outline', { artifact });
  }

  /**
   * model.json of the cut, naming stretches of the artifact's own blocks as its weights.
   * @throws SurgeryRefused
   */
  tfjs(artifact: Artifact, cut: Cut): Promise<CachedFile> {
    return this.export('tfjs', artifact, { cut }, (path) => this.run('tfjs', { artifact, cut, path }));
  }

  /** @param preprocessing whether the model takes pixels in 0…255. @throws SurgeryRefused */
  onnx(artifact: Artifact, cut: Cut, preprocessing: boolean): Promise<CachedFile> {
    return this.export('onnx', artifact, { cut, preprocessing }, (path) =>
      this.run('onnx', { artifact, cut, preprocessing, path }),
    );
  }

  /** @throws SurgeryRefused; InvalidInput naming a layer that Keras files cannot hold. */
  keras(artifact: Artifact, cut: Cut, format: KerasFormat): Promise<CachedFile> {
    return this.export(`keras-${format}`, artifact, { cut }, (path) =>
      this.run('keras', { artifact, cut, format, path }),
    );
  }

  /**
   * One answer an image, in their order.
   * @throws InvalidInput for a model that gives features, or whose preprocessing nobody knows.
   */
  predict(artifact: Artifact, images: Uint8Array[]): Promise<ImagePrediction[]> {
    return this.run('predict', { artifact, images });
  }

  /** The same network with other labels, preprocessing or top boundary, stored. @throws InvalidInput */
  amend(artifact: Artifact, changes: ArtifactChanges): Promise<Artifact> {
    return this.run('amend', { artifact, changes });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.destroy();
  }

  private export(
    format: string,
    { artifactDigest, top }: Artifact,
    options: object,
    write: (path: string) => Promise<CachedFile['digest']>,
  ): Promise<CachedFile> {
    return this.exports.file(
      canonicalJson({ format, artifactDigest, top, options, code: codeDigest('models') }),
      write,
    );
  }

  private async run<Name extends keyof ModelTasks>(
    name: Name,
    input: ModelTasks[Name]['input'],
  ): Promise<ModelTasks[Name]['output']> {
    if (this.workers.queueSize >= this.maxQueue)
      throw new Unavailable('Too many models are being worked on. Try again in a moment.');
    const order: Order = { name, input };
    const outcome = (await this.workers.run(order)) as Outcome<ModelTasks[Name]['output']>;
    if ('problem' in outcome) throw Problem.from(outcome.problem);
    return outcome.value;
  }
}

/** The built worker; in the tests, where this is TypeScript, one that runs the source. */
function workerProgram(): { filename: string; execArgv?: string[] } {
  const { path, execArgv } = entryOf(new URL('./model.worker.js', import.meta.url));
  if (execArgv.length === 0) return { filename: path };
  const source = fileURLToPath(new URL('./testing/model.worker.mjs', import.meta.url));
  return { filename: source, execArgv: ['--conditions', 'graft-src'] };
}
