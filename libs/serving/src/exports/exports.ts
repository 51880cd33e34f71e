import { Injectable } from '@nestjs/common';
import type { Visitor } from '#graft/admission';
import { type Artifact, canonicalJson, readPreprocessing, readScores } from '#graft/artifact';
import { NotFound } from '#graft/problems';
import { blobContent, BlobStore, bytesContent, type Content, fileContent } from '#graft/storage';
import type { Cut } from './cut.js';
import { BYTES_TYPE, type ExportFormat, JSON_TYPE } from './formats/format.js';
import { assertUsualSize, type Companion, cutOf, type CutQuery, optionsIn, type TestKind } from './query.js';
import { findShard } from './shards.js';
import type { OriginalFile } from '#graft/zoo';
import { ModelPool } from '../pool/model-pool.js';

const UNSAID: Record<Companion, string> = {
  labels: 'its classes have no names.',
  preprocessing: 'its preprocessing is unknown.',
};

/** The files that an artifact is loaded from, of a version or of a run. `sendContent` answers a request with one. */
@Injectable()
export class Exports {
  constructor(
    private readonly pool: ModelPool,
    private readonly blobs: BlobStore,
  ) {}

  /**
   * `model.<extension>` of a format, or its only file.
   * @throws SurgeryRefused, TooManyRequests; InvalidInput naming a layer that the format cannot hold
   */
  async file(
    visitor: Visitor,
    artifact: Artifact,
    { format, extension = format.extensions[0]! }: { format: ExportFormat; extension?: string },
    query: CutQuery,
  ): Promise<Content> {
    const cut = cutFor(visitor, artifact, query);
    const options = optionsIn(format, query);
    const refusal = format.refuses?.(artifact, options);
    if (refusal) throw refusal;
    const file = await this.pool.export(visitor, artifact, { format: format.name, extension, cut, options });
    return fileContent(file.path, file, format.type);
  }

  /** A weight file that model.json names, out of the artifact's stored blocks. @throws NotFound */
  tfjsShard(artifact: Artifact, name: string): Content {
    const { blob, range } = findShard(artifact, name);
    return blobContent(this.blobs, blob, BYTES_TYPE, { immutable: true, part: range });
  }

  /**
   * Labels, a JSON array; or the preprocessing, for images of the size that is asked for.
   * @throws NotFound if it is unknown.
   */
  async companion(artifact: Artifact, companion: Companion, { inputShape }: CutQuery): Promise<Content> {
    const stored = artifact[companion];
    if (!stored) throw new NotFound(`This model has no ${companion}.json: ${UNSAID[companion]}`);
    if (companion === 'labels' || !inputShape) return blobContent(this.blobs, stored, JSON_TYPE);
    const resized = { ...(await readPreprocessing(this.blobs, artifact)), size: inputShape.slice(0, 2) };
    return bytesContent(new TextEncoder().encode(canonicalJson(resized)), JSON_TYPE);
  }

  /**
   * The test image, PNG, or what the model as it is asked for answers to it: `{ "scores": […] }`, one per output value. The
   * scores of the whole model are those that were stored with it.
   * @throws NotFound for a model that takes no images or whose preprocessing is unknown; SurgeryRefused, TooManyRequests
   */
  async test(visitor: Visitor, artifact: Artifact, kind: TestKind, query: CutQuery): Promise<Content> {
    if (!artifact.preprocessing) throw new NotFound(`This model has no test.${kind}: ${UNSAID.preprocessing}`);
    const cut = cutFor(visitor, artifact, query);
    const stored = cut.top && !cut.inputShape ? artifact.test : null;
    const { image, scores } = stored ?? (await this.pool.test(visitor, artifact, cut));
    if (kind === 'png')
      return 'digest' in image ? blobContent(this.blobs, image, 'image/png') : bytesContent(image, 'image/png');
    const values = 'digest' in scores ? await readScores(this.blobs, scores) : scores;
    return bytesContent(new TextEncoder().encode(canonicalJson({ scores: values })), JSON_TYPE);
  }

  /** An uploaded file, as it came. @throws NotFound */
  original(files: readonly OriginalFile[], path: string): Content {
    const file = files.find((each) => each.path === path);
    if (!file)
      throw new NotFound(`The model has no file "${path}".`, {
        received: path,
        accepted: files.map((each) => each.path),
      });
    return blobContent(this.blobs, file.blob, BYTES_TYPE);
  }
}

/** What is asked for. @throws SurgeryRefused if a visitor without a token asks for an odd size */
function cutFor({ signedIn }: Visitor, { summary }: Artifact, query: CutQuery): Cut {
  if (!signedIn) assertUsualSize(query.inputShape, summary.inputShape);
  return cutOf(query);
}
