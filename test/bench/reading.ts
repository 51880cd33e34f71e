import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInChild } from '#graft/child';
import { buildApplication, type Network, sizeOf, weightOf, writeKerasHdf5 } from '#graft/network';
import type { Reading } from './reading.child.js';
import { atMost, median, milliseconds, told, type Section } from './report.js';

const ROUNDS = 5;

/** A Keras file of about 100 MB, ResNet50 with random weights, read in a separate process. */
export async function reading(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'));
  const path = join(folder, 'resnet50.h5');
  let bytes = new Uint8Array();
  const writing = await milliseconds(async () => (bytes = new Uint8Array(await writeKerasHdf5(randomResNet50()))));
  await writeFile(path, bytes);
  const readings: Reading[] = [];
  for (let round = 0; round < ROUNDS; round++)
    readings.push(await runInChild<Reading>(new URL('./reading.child.js', import.meta.url), { path }));
  await rm(folder, { recursive: true });
  const middle = (key: keyof Reading) => median(readings.map((each) => each[key]));
  return {
    title: 'Reading a Keras file',
    how: `ResNet50 with random weights, written as HDF5 (${Math.round(bytes.length / 1e6)} MB) and read in a child process as an import reads it; the median of ${ROUNDS}.`,
    figures: [
      atMost('reading', middle('seconds'), 2, 's'),
      atMost('memory it takes, times the size of the file', middle('memory'), 3),
      told('making the weights and writing', writing / 1000, 's'),
    ],
  };
}

function randomResNet50(): Network {
  const topology = buildApplication('ResNet50');
  const layers = topology.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map(({ name, shape }) =>
      weightOf(name, shape, new Float32Array(sizeOf(shape)).map(Math.random)),
    ),
  }));
  return { ...topology, layers };
}
