import { serveThread } from '#graft/child';
import { toTensor } from '#graft/images';
import { ImageRefused } from '#graft/problems';
import { openBlobStore } from '#graft/storage';
import type { DecoderSettings, ToDecode } from './decoder.js';

serveThread<DecoderSettings, ToDecode, Float32Array>(
  ({ preprocessing, config }) => {
    const blobs = openBlobStore(config);
    /** One image after another in each lane: more at once than there are processors to spare hold up ONNX Runtime. */
    const lanes = Array.from({ length: Math.max(1, Math.floor(config.threads / 2)) }, () => Promise.resolve());

    const decode = async ({ item: { name, digest }, memory }: ToDecode): Promise<Float32Array> => {
      const bytes = await blobs.read(digest);
      try {
        return await toTensor(bytes, preprocessing, config, memory);
      } catch (error) {
        if (error instanceof ImageRefused) throw new ImageRefused(`${name}: ${error.detail}`, { where: name });
        throw error;
      }
    };
    return (image) => {
      const decoded = lanes.shift()!.then(() => decode(image));
      lanes.push(decoded.then(ignore, ignore)); // `decoded` says what went wrong
      return decoded;
    };
  },
  (tensor) => [tensor.buffer as ArrayBuffer],
);

function ignore(): void {}
