import { expect, it } from 'vitest';
import { accuracyRange, columnsOf, lossRange, reachOf } from './curve';

it('puts curves of different lengths into columns of one length', () => {
  expect(
    columnsOf([
      { label: 'a', tone: 0, values: [1, 2, 3] },
      { label: 'b', tone: 1, values: [4, null] },
    ]),
  ).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [4, null, null],
  ]);
  expect(columnsOf([])).toEqual([[]]);
});

it('shows losses from 0 and accuracies up to 1', () => {
  expect(lossRange(0.5, 2)).toEqual([0, 2.1]);
  expect(accuracyRange(0.83)).toEqual([0.7, 1]);
  expect(accuracyRange(0)).toEqual([0, 1]);
});

it('gives short runs their whole axis, and long ones as much as their curves need', () => {
  expect([reachOf(0, 30), reachOf(2, 300), reachOf(19, 300), reachOf(190, 300), reachOf(300, 300)]).toEqual([
    30, 20, 50, 300, 300,
  ]);
});

it('has axes before there is a value', () => {
  expect(lossRange(NaN, NaN)).toEqual([0, 1]);
  expect(accuracyRange(NaN)).toEqual([0, 1]);
});
