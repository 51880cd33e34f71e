import { expect, it } from 'vitest';
import { argMax, confusionMatrix, evaluate, macroF1, scoreOf, wilsonInterval } from './evaluation.js';

// Ten images of three classes; the scores below are worked out by hand.
const truth = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];
const answers = [0, 0, 1, 0, 1, 1, 0, 2, 1, 2];
const confusion = confusionMatrix(truth, answers, 3);

it('counts answers by true class', () => {
  expect(confusion).toEqual([
    [3, 1, 0],
    [1, 2, 0],
    [0, 1, 2],
  ]);
});

it('scores each class', () => {
  expect(scoreOf(confusion, 0)).toEqual({ precision: 3 / 4, recall: 3 / 4, f1: 6 / 8, support: 4 });
  expect(scoreOf(confusion, 1)).toEqual({ precision: 2 / 4, recall: 2 / 3, f1: 4 / 7, support: 3 });
  expect(scoreOf(confusion, 2)).toEqual({ precision: 1, recall: 2 / 3, f1: 4 / 5, support: 3 });
});

it('gives a class that is never answered a precision of 0, and averages only classes that occur', () => {
  const matrix = confusionMatrix([0, 0, 1], [0, 0, 0], 3);
  expect(scoreOf(matrix, 1)).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 });
  expect(macroF1(matrix)).toBeCloseTo((4 / 5 + 0) / 2, 12);
  expect(macroF1(confusion)).toBeCloseTo((6 / 8 + 4 / 7 + 4 / 5) / 3, 12);
});

it('takes the first of the largest values', () => {
  expect(argMax(Float32Array.of(9, 1, 3, 3), 1, 3)).toBe(1);
});

it('bounds a share as Wilson does', () => {
  expect(wilsonInterval(8, 10).low).toBeCloseTo(0.4901625, 5);
  expect(wilsonInterval(8, 10).high).toBeCloseTo(0.9433178, 5);
  expect(wilsonInterval(10, 10).high).toBeCloseTo(1, 12);
});

it('puts it all together, with the baseline and the most wrong answers', () => {
  const images = [
    { position: 4, name: 'a.jpg', class: 0 },
    { position: 7, name: 'b.jpg', class: 1 },
    { position: 9, name: 'c.jpg', class: 1 },
    { position: 12, name: 'd.jpg', class: 0 },
  ];
  const probabilities = Float32Array.of(0.75, 0.25, 0.875, 0.125, 0.125, 0.875, 0.25, 0.75);
  const evaluation = evaluate(images, probabilities, ['cat', 'dog'], 0);
  expect(evaluation).toMatchObject({
    task: 'image-classification',
    images: 4,
    accuracy: 0.5,
    baseline: { label: 'cat', accuracy: 0.5 },
    macroF1: 0.5,
  });
  expect(evaluation.mostWrong).toEqual([
    { position: 7, name: 'b.jpg', true: 'dog', predicted: 'cat', probability: 0.875 },
    { position: 12, name: 'd.jpg', true: 'cat', predicted: 'dog', probability: 0.75 },
  ]);
  expect(evaluation.loss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.125) + Math.log(0.875) + Math.log(0.25)) / 4);
  expect(evaluation.note).toMatch(/only 4 images.*15 % and 85 %/);
});
