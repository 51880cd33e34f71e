import { expect, it } from 'vitest';
import { applications, buildApplication, type Network, sizeOf, type Topology, weightOf } from '#graft/network';
import { writtenFiles } from '../../libs/network/src/testing/models.js';
import { largestDifference, loadInTfjs, randomNumbers, runOnnx, runTfjs } from '../../libs/network/src/testing/run.js';

const LEAST_SIZE = 64;

const variants = applications.flatMap(({ name, alphas, minimalSize }) => {
  const size = Math.max(minimalSize, LEAST_SIZE);
  return alphas.flatMap((alpha) => [
    { name, alpha, includeTop: true, height: size, width: size },
    { name, alpha, includeTop: false, height: size + 33, width: size + 6 },
  ]);
});

// Lowered to ONNX and written for TF.js, which take different ways from the same graph.
it.each(variants)(
  '$name (alpha $alpha, top: $includeTop) computes the same of $height × $width pixels in ONNX Runtime and TF.js',
  { timeout: 120_000 },
  async ({ name, height, width, ...options }) => {
    const inputShape: [number, number, number] = [height, width, 3];
    const settings = { ...options, inputShape, pooling: 'avg', classes: 7, imagenetScaling: true } as const;
    const network = withRandomWeights(buildApplication(name, settings));
    const images = randomNumbers([2, ...inputShape]);
    const [ours] = await runOnnx(network, [images]);
    const model = await loadInTfjs(writtenFiles(network), 'wasm');
    const [theirs] = await runTfjs(model, [images]);
    model.dispose();
    expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-4);
    expect(Math.max(...ours!.data) - Math.min(...ours!.data)).toBeGreaterThan(0.01);
  },
);

/** In ±1. Their number is prime, so that no two rows of a kernel are alike; fresh ones for all 10⁹ weights take minutes. */
const random = randomNumbers([65_537]).data;

/** Kernels scaled by their fan-in (He et al. 2015): what passes hundreds of them neither vanishes nor saturates a softmax. */
function withRandomWeights(topology: Topology): Network {
  let start = 0;
  const layers = topology.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map(({ name, shape }) => {
      const spread = shape.length > 1 ? Math.sqrt(6 / sizeOf(shape.slice(0, -1))) : 0.5;
      const middle = /variance$/.test(name) ? 1 : 0;
      start++;
      const data = new Float32Array(sizeOf(shape));
      for (let i = 0; i < data.length; i++) data[i] = middle + spread * random[(start + i) % random.length]!;
      return weightOf(name, shape, data);
    }),
  }));
  return { ...topology, layers };
}
