import type { Weight, WeightSpec } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { EpochRecord, FitProgress } from './fit.js';

interface Header {
  /** Makes a run's checkpoints its own, so that deleting one harms no run that learnt the same. */
  run: string;
  history: EpochRecord[];
  step: number;
  weights: Entry[];
  optimizer: Entry[];
  best: Entry[];
}

type Entry = WeightSpec & { length: number };

const MAGIC = 'graft/checkpoint@1\n';

/** A fit's progress as bytes: magic, length of the header (uint32, little-endian), header (JSON), tensors in its order. */
export function encodeCheckpoint(run: string, { history, trainer, best }: FitProgress): Uint8Array {
  const groups = { weights: trainer.weights, optimizer: trainer.optimizer, best };
  const header = Buffer.from(
    JSON.stringify({
      run,
      history,
      step: trainer.step,
      weights: groups.weights.map(entryOf),
      optimizer: groups.optimizer.map(entryOf),
      best: groups.best.map(entryOf),
    } satisfies Header),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const tensors = Object.values(groups).flatMap((weights) => weights.map((weight) => weight.bytes));
  return Buffer.concat([Buffer.from(MAGIC), length, header, ...tensors]);
}

/** @throws InvalidInput unless the bytes are a checkpoint of this run. */
export function decodeCheckpoint(run: string, bytes: Uint8Array): FitProgress {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new InvalidInput('This is no checkpoint of a run.', { accepted: MAGIC.trim() });
  }
  const start = MAGIC.length + 4;
  const end = start + buffer.readUInt32LE(MAGIC.length);
  const header = JSON.parse(buffer.toString('utf8', start, end)) as Header;
  if (header.run !== run) {
    throw new InvalidInput('This checkpoint belongs to another run.', { received: header.run, accepted: run });
  }
  const tensors = new Uint8Array(bytes.buffer, bytes.byteOffset + end, bytes.byteLength - end);
  let offset = 0;
  const take = ({ length, ...spec }: Entry): Weight => {
    const weight = { ...spec, bytes: tensors.slice(offset, offset + length) };
    offset += length;
    return weight;
  };
  const weights = header.weights.map(take);
  const optimizer = header.optimizer.map(take);
  const best = header.best.map(take);
  if (offset !== tensors.length) {
    throw new InvalidInput('The checkpoint is not complete.', { received: tensors.length, accepted: offset });
  }
  return { history: header.history, trainer: { weights, optimizer, step: header.step }, best };
}

function entryOf({ name, shape, stored, bytes }: Weight): Entry {
  return { name, shape, stored, length: bytes.length };
}
