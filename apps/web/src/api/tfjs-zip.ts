import { downloadZip } from 'client-zip';
import { open } from '#graft/api';
import { Problem } from '#graft/problems';
import { connection } from './client';

interface ModelJson {
  weightsManifest: { paths: string[] }[];
}

/** Files beside the model, where it has them: the names of its classes, and how an image becomes its input. */
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
    for (const name of COMPANIONS) {
      const input = await openIfThere(at(name + query));
      if (input) yield { name, input };
    }
    for (const name of shards) yield { name, input: await open(connection, at(name)) };
  }
  return downloadZip(files()).blob();
}

async function openIfThere(path: string): Promise<Response | null> {
  try {
    return await open(connection, path);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
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
