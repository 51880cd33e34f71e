import { downloadZip } from 'client-zip';
import { open } from '#graft/api';
import { connection } from './client';

interface ModelJson {
  weightsManifest: { paths: string[] }[];
}

/** Files beside the model: the names of its classes, and how an image becomes its input. */
const COMPANIONS = ['labels.json', 'preprocessing.json'];

/**
 * A TF.js model as one file: model.json, the shards that it names, labels and preprocessing.
 * @param model where it is served, e.g. `/api/v1/runs/{id}`
 * @param query of model.json, e.g. `?top=false`
 * @throws Problem
 */
export async function tfjsZip(model: string, query: string): Promise<Blob> {
  const at = (file: string) => `${model}/tfjs/${file}`;
  const topology = await (await open(connection, at(`model.json${query}`))).blob();
  const { weightsManifest } = JSON.parse(await topology.text()) as ModelJson;
  const shards = weightsManifest.flatMap(({ paths }) => paths);
  async function* files() {
    yield { name: 'model.json', input: topology };
    for (const name of COMPANIONS) yield { name, input: await open(connection, at(name + query)) };
    for (const name of shards) yield { name, input: await open(connection, at(name)) };
  }
  return downloadZip(files()).blob();
}

/** Has the browser keep a file. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
