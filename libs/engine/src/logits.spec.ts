import { expect, it } from 'vitest';
import { withoutFinalActivation } from './logits.js';
import { TestNetwork } from './testing/networks.js';

const last = (network: ReturnType<typeof withoutFinalActivation>, back = 1) => network.layers.at(-back)!;

it('takes the activation off the last dense layer', () => {
  const network = new TestNetwork([4]).dense(4, 3, 'softmax').network();
  const logits = withoutFinalActivation(network, 'categorical-crossentropy');
  expect(last(logits).config).toEqual({ units: 3, activation: 'linear', use_bias: true });
  expect(last(logits).weights).toBe(last(network).weights);
  expect(last(network).config.activation).toBe('softmax');
});

it('takes it off a layer of its own, behind which values are only rearranged', () => {
  const network = new TestNetwork([1, 1, 3])
    .add('Softmax', { axis: -1 })
    .add('Flatten', { data_format: 'channels_last' })
    .network();
  const softmax = last(withoutFinalActivation(network, 'categorical-crossentropy'), 2);
  expect([softmax.className, softmax.config.activation]).toEqual(['Activation', 'linear']);
});

it('refuses a softmax that is not over the whole row', () => {
  const network = new TestNetwork([2, 1, 3])
    .add('Softmax', { axis: -1 })
    .add('Flatten', { data_format: 'channels_last' })
    .network();
  expect(() => withoutFinalActivation(network, 'categorical-crossentropy')).toThrow('over one row of classes');
});

it('refuses the activation of the other loss, and none', () => {
  const ending = (activation: string) => new TestNetwork([4]).dense(4, 3, activation).network();
  expect(() => withoutFinalActivation(ending('softmax'), 'binary-crossentropy')).toThrow('ends in a sigmoid');
  expect(() => withoutFinalActivation(ending('linear'), 'categorical-crossentropy')).toThrow('ends in a softmax');
});
