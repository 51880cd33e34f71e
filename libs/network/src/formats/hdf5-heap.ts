const SIGNATURE = Buffer.from('GCOL\u0001\u0000\u0000\u0000');
const HEADER = 16;

/**
 * Finds an object that does not fit its heap of texts (HDF5's global heap, format specification III.E). The HDF5 library
 * steps from object to object by their lengths without a look at them, and one of 0 or of 2^32 keeps it going for ever.
 * @returns where the object is, in bytes; -1 where all fit
 */
export function misfitInHeaps(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let heap = file.indexOf(SIGNATURE); heap !== -1; heap = file.indexOf(SIGNATURE, heap + 1)) {
    if (heap + HEADER > file.length) return heap;
    const end = heap + Number(file.readBigUInt64LE(heap + 8));
    if (end > file.length) return heap;
    let object = heap + HEADER;
    while (object + HEADER <= end) {
      const isFree = file.readUInt16LE(object) === 0;
      const size = Number(file.readBigUInt64LE(object + 8));
      const step = isFree ? size : HEADER + Math.ceil(size / 8) * 8;
      if (step < HEADER || object + step > end) return object;
      object += step;
    }
  }
  return -1;
}
