import type { Layer, LayerConfig, Network, Shape, Weight } from '#graft/network';

type Variables = Record<string, number[]>;

/** A small network, layer on layer, its weights drawn from a fixed sequence. */
export class TestNetwork {
  private readonly layers: Layer[] = [];
  private drawn = 0;

  constructor(inputShape: Shape) {
    this.add('InputLayer', { batch_input_shape: [null, ...inputShape], dtype: 'float32' });
  }

  add(className: string, config: LayerConfig, variables: Variables = {}, trainable = true): this {
    const name = `${className.toLowerCase()}_${this.layers.length}`;
    const weights = Object.entries(variables).map(([variable, shape]) => this.draw(`${name}/${variable}`, shape));
    const below = this.layers.at(-1);
    const calls = [below ? [{ layer: below.name, call: 0, output: 0 }] : []];
    this.layers.push({ name, className, config, trainable, calls, weights });
    return this;
  }

  dense(from: number, units: number, activation: string, config: LayerConfig = {}): this {
    const settings = { units, activation, use_bias: true, ...config };
    return this.add('Dense', settings, { kernel: [from, units], bias: [units] });
  }

  network(): Network {
    const [first, last] = [this.layers[0]!, this.layers.at(-1)!];
    const ref = ({ name }: Layer) => ({ layer: name, call: 0, output: 0 });
    return { name: 'test', layers: this.layers, inputs: [ref(first)], outputs: [ref(last)], kerasVersion: 2 };
  }

  /** Between 0 and 0.5, so that a variance is one. */
  private draw(name: string, shape: number[]): Weight {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => pseudoRandom(this.drawn++) / 2);
    return { name, shape, stored: { dtype: 'float32' }, bytes: new Uint8Array(data.buffer) };
  }
}

/** Two inputs, a dense layer on each, the sum of both and a softmax. */
export function twoInputs(left: number, right: number, classes: number): Network {
  const branches = [left, right].map((width) => new TestNetwork([width]).dense(width, 6, 'tanh').network());
  const ref = (layer: string) => ({ layer, call: 0, output: 0 });
  const renamed = branches.flatMap(({ layers }, branch) =>
    layers.map((layer) => ({
      ...layer,
      name: `${layer.name}_${branch}`,
      calls: layer.calls.map((inputs) => inputs.map((input) => ref(`${input.layer}_${branch}`))),
      weights: layer.weights.map((weight) => ({ ...weight, name: weight.name.replace('/', `_${branch}/`) })),
    })),
  );
  const [sum, top] = new TestNetwork([6]).add('Add', {}).dense(6, classes, 'softmax').network().layers.slice(1);
  return {
    name: 'two-inputs',
    layers: [...renamed, { ...sum!, calls: [[ref('dense_1_0'), ref('dense_1_1')]] }, top!],
    inputs: [ref('inputlayer_0_0'), ref('inputlayer_0_1')],
    outputs: [ref(top!.name)],
    kerasVersion: 2,
  };
}

/** In [0, 1), the same at every call. */
function pseudoRandom(index: number): number {
  const x = Math.sin(index + 1) * 43758.5453;
  return x - Math.floor(x);
}

/** Examples around 0 and one-hot labels. */
export function testBatch(count: number, width: number, classes: number): { x: Float32Array; y: Float32Array } {
  const x = Float32Array.from({ length: count * width }, (_, index) => 2 * pseudoRandom(7 * index) - 1);
  const y = Float32Array.from({ length: count * classes }, (_, index) =>
    index % classes === Math.floor(index / classes) % classes ? 1 : 0,
  );
  return { x, y };
}
