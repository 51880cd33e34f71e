import { expect, it } from 'vitest';
import { anyUnknown, crossEntropyOf, labelCounts, writeKnown, writeTarget, type Target } from './targets.js';

const ofClass = (index: number): Target => ({ kind: 'class', index });
const ofLabels = (values: number[], known: number[] | null = null): Target => ({
  kind: 'labels',
  values: Uint8Array.from(values),
  known: known && Uint8Array.from(known),
});

function written(target: Target, smoothing: number, outputs: number): number[] {
  const row = new Float32Array(outputs + 1);
  writeTarget(target, smoothing, row, 1, outputs);
  expect(row[0]).toBe(0);
  return [...row.subarray(1)];
}

it('writes a class as 1 and the others as 0, smoothed so that they still add up to 1', () => {
  expect(written(ofClass(1), 0, 3)).toEqual([0, 1, 0]);
  const smoothed = written(ofClass(0), 0.2, 4);
  expect(smoothed[0]).toBeCloseTo(0.85);
  expect(smoothed[1]).toBeCloseTo(0.05);
  expect(smoothed.reduce((sum, value) => sum + value)).toBeCloseTo(1);
});

it('writes each label by itself, smoothed towards one half', () => {
  expect(written(ofLabels([1, 0, 1]), 0, 3)).toEqual([1, 0, 1]);
  expect(written(ofLabels([1, 0]), 0.5, 2)).toEqual([0.75, 0.25]);
});

it('says which labels are known', () => {
  const [all, some] = [ofLabels([1, 0]), ofLabels([1, 0], [1, 0])];
  expect([anyUnknown([ofClass(0), all]), anyUnknown([all, some])]).toEqual([false, true]);
  const row = new Float32Array(6);
  [all, some, ofClass(0)].forEach((target, index) => writeKnown(target, row, index * 2, 2));
  expect([...row]).toEqual([1, 1, 1, 0, 1, 1]);
});

it('measures the loss in nats, bounded where a probability is 0', () => {
  const probabilities = Float32Array.of(0.5, 0.5, 0.75, 0.25);
  expect(crossEntropyOf(ofClass(1), probabilities, 2)).toBeCloseTo(Math.log(4));
  expect(crossEntropyOf(ofClass(1), Float32Array.of(1, 0), 0)).toBeCloseTo(-Math.log(1e-7));
  expect(crossEntropyOf(ofClass(0), Float32Array.of(NaN, 0), 0)).toBeNaN();
  expect(crossEntropyOf(ofLabels([1, 0]), probabilities, 2)).toBeCloseTo(-Math.log(0.75));
  expect(crossEntropyOf(ofLabels([1, 1], [1, 0]), probabilities, 2)).toBeCloseTo(-Math.log(0.75) / 2);
});

it('counts the targets that have a label', () => {
  expect(labelCounts([ofClass(2), ofClass(0), ofClass(2)], 4)).toEqual([1, 0, 2, 0]);
  expect(labelCounts([ofLabels([1, 0, 1]), ofLabels([1, 0, 0])], 3)).toEqual([2, 0, 1]);
});
