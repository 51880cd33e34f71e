import { readTfjsLayers } from '#graft/network';
import { ModelRefused } from '#graft/problems';
import { bytesOf, jsonOf, type LocalFile } from '../files.js';
import type { ImportFormat } from './format.js';

/** A TF.js layers model: model.json and the weight files that it names. */
export const tfjsLayers: ImportFormat = {
  name: 'tfjs-layers',
  notes: '`model.json` and its shards: float32, int32, and quantised as uint8, uint16 or float16',
  extensions: ['.json'],
  partExtensions: ['.bin'],
  partNames: /shard\d+of\d+/i,
  recognises: ({ head }) => /^\s*\{/.test(head) && /"(modelTopology|weightsManifest)"/.test(head),
  async parts(main) {
    const { weightsManifest } = (await jsonOf(main)) as { weightsManifest?: { paths?: unknown[] }[] };
    const paths = Array.isArray(weightsManifest) ? weightsManifest.flatMap((group) => group?.paths ?? []) : [];
    return paths.map((path) => relativePath(main, path));
  },
  async read(main, parts) {
    const read = await Promise.all([...parts].map(async ([path, file]) => [path, await bytesOf(file)] as const));
    const shards = new Map(read);
    return readTfjsLayers(await jsonOf(main), (path) => shards.get(path));
  },
};

/** @throws ModelRefused for a path that leads out of the model's own folder. */
function relativePath(main: LocalFile, path: unknown): string {
  const leadsOut = (text: string) => /^[/\\]|^[a-z]+:|(^|[/\\])\.\.([/\\]|$)/i.test(text);
  if (typeof path !== 'string' || leadsOut(path))
    throw new ModelRefused(`${main.name} lists a file that is not next to it.`, {
      where: `${main.name}: weightsManifest`,
      received: path,
      accepted: 'a relative path without ".."',
    });
  return path;
}
