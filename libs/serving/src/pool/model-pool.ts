import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { Admission, type Visitor } from '#graft/admission';
import { type Artifact, canonicalJson, codeDigest, type Replay } from '#graft/artifact';
import { ChildPool } from '#graft/child';
import { Config } from '#graft/config';
import type { Preprocessing } from '#graft/images';
import type { LayerRow, OutlineStage, Shape } from '#graft/network';
import { type CachedFile, ExportCache } from '../exports/cache.js';
import type { Cut } from '../exports/cut.js';
import { weightBytes } from '../exports/formats/format.js';
import { exportFormat } from '../exports/formats/index.js';
import type { ArtifactChanges, ImagePrediction, ModelSettings, ModelTasks, Order, WantedFile } from './tasks.js';

/** A process without work for so long ends; the next request starts another, which loads its model again. */
const IDLE_MS = 30_000;
/**
 * A process that holds more after its work ends, so that one large model or image costs memory only while it is used. One
 * that has just predicted may also keep that model's weights three times: ONNX Runtime's own, and the arrays and the ONNX
 * file that V8 has not collected yet.
 */
const KEEP_MB = 220;
const TIMEOUT_MS = 5 * 60_000;

/**
 * Does what is heavy about models in processes that read the blobs themselves: surgery, exports, predictions. Each method
 * waits for the visitor's turn. @throws TooManyRequests
 */
@Injectable()
export class ModelPool implements OnApplicationShutdown {
  private readonly processes: ChildPool<Order, unknown>;
  private readonly exports: ExportCache;

  constructor(
    { dataDir, s3, threads, childMemoryMb, exportCacheBytes }: Config,
    private readonly admission: Admission,
  ) {
    const most = admission.modelProcesses;
    const settings: ModelSettings = { dataDir, s3: s3 && { ...s3 }, threads: Math.max(1, Math.floor(threads / most)) };
    this.exports = new ExportCache(join(dataDir, 'cache', 'exports'), exportCacheBytes);
    this.processes = new ChildPool(this.program, settings, {
      most,
      idleMs: IDLE_MS,
      memoryMb: childMemoryMb,
      timeoutMs: TIMEOUT_MS,
    });
  }

  /** What its processes run. */
  protected get program(): URL {
    return new URL('./model.child.js', import.meta.url);
  }

  /** Shape of what the cut puts out, free extents being null. @throws SurgeryRefused if it cannot be had */
  shape(visitor: Visitor, artifact: Artifact, cut: Cut): Promise<Shape> {
    return this.run(visitor, 'shape', { artifact, cut });
  }

  layerTable(visitor: Visitor, artifact: Artifact): Promise<LayerRow[]> {
    return this.run(visitor, 'layers', { artifact });
  }

  /** Its feature maps, to draw it by. */
  outline(visitor: Visitor, artifact: Artifact): Promise<OutlineStage[]> {
    return this.run(visitor, 'outline', { artifact });
  }

  /** A file of an export format. @throws SurgeryRefused; InvalidInput naming a layer that the format cannot hold */
  export(visitor: Visitor, artifact: Artifact, wanted: WantedFile): Promise<CachedFile> {
    const { artifactDigest, top } = artifact;
    const key = canonicalJson({ ...wanted, artifactDigest, top, code: codeDigest('models') });
    visitor.leave(); // it may wait for a file that another request has made
    return this.exports.file(key, exportFormat(wanted.format).size(artifact), (path, makeRoom) =>
      this.run(visitor, 'export', { artifact, wanted, path }, { prepare: makeRoom }),
    );
  }

  /**
   * One answer per image, in their order.
   * @param images paths of files
   * @param maxPixels of one image
   * @throws InvalidInput for a model that gives features, or whose preprocessing is unknown.
   */
  predict(visitor: Visitor, artifact: Artifact, images: string[], maxPixels: number): Promise<ImagePrediction[]> {
    const keepMb = KEEP_MB + (3 * weightBytes(artifact)) / 1024 ** 2;
    return this.run(visitor, 'predict', { artifact, images, maxPixels }, { keepMb });
  }

  /** What a cut of the model answers to the test image. @throws InvalidInput if it takes no images */
  test(visitor: Visitor, artifact: Artifact, cut: Cut): Promise<Replay> {
    return this.run(visitor, 'test', { artifact, cut });
  }

  /** PNG of the test image before and after a preprocessing, side by side. */
  example(visitor: Visitor, preprocessing: Preprocessing): Promise<Uint8Array> {
    return this.run(visitor, 'example', { preprocessing });
  }

  /** The same network with other labels, preprocessing or top boundary, stored. @throws InvalidInput */
  amend(visitor: Visitor, artifact: Artifact, changes: ArtifactChanges): Promise<Artifact> {
    return this.run(visitor, 'amend', { artifact, changes });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.processes.close();
  }

  private run<Name extends keyof ModelTasks>(
    visitor: Visitor,
    name: Name,
    input: ModelTasks[Name]['input'],
    { prepare = async () => {}, keepMb = KEEP_MB }: { prepare?: () => Promise<void>; keepMb?: number } = {},
  ): Promise<ModelTasks[Name]['output']> {
    return this.admission.run(visitor, 'models', async () => {
      await prepare();
      return this.processes.run({ name, input }, keepMb) as Promise<ModelTasks[Name]['output']>;
    });
  }
}
