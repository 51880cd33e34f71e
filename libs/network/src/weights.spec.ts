import { expect, it } from 'vitest';
import type { StoredType, Weight } from './graph.js';
import { storedBytes, toFloat16, values, weightOf } from './weights.js';

const stored = (bytes: Uint8Array, shape: number[], type: StoredType): Weight => ({
  name: 'w',
  shape,
  stored: type,
  bytes,
});
const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

it('reads quantised values as scale · q + min', () => {
  const type = { scale: 0.5, min: -1 };
  expect([...values(stored(Uint8Array.of(0, 4, 255), [3], { dtype: 'uint8', ...type }))]).toEqual([-1, 1, 126.5]);
  const wide = bytesOf(Uint16Array.of(0, 65535));
  expect([...values(stored(wide, [2], { dtype: 'uint16', ...type }))]).toEqual([-1, 32766.5]);
});

it('reads half-precision numbers, down to the smallest and up to infinity', () => {
  const halves = bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x3555));
  const read = [...values(stored(halves, [6], { dtype: 'float16' }))];
  expect(read.slice(0, 5)).toEqual([1, -2, 2 ** -24, 65504, Infinity]);
  expect(read[5]).toBeCloseTo(1 / 3, 3);
});

it('writes every half-precision number as it was read', () => {
  const codes = Uint16Array.from({ length: 2 ** 16 }, (_, code) => code);
  const floats = values(stored(bytesOf(codes), [codes.length], { dtype: 'float16' }));
  const written = toFloat16(weightOf('w', [codes.length], floats));
  expect(written.stored).toEqual({ dtype: 'float16' });
  const back = values(written);
  expect(floats.every((value, i) => Object.is(value, back[i]))).toBe(true);
});

it('rounds to the nearest half-precision number, ties to the even one', () => {
  const step = 2 ** -10; // between 1 and 2
  const given = [1 + 0.5 * step, 1 + 1.5 * step, 1 + 0.6 * step, 2 ** -25, 1.5 * 2 ** -24, 65519, 65520, -1e9];
  const expected = [1, 1 + 2 * step, 1 + step, 0, 2 ** -23, 65504, Infinity, -Infinity];
  expect([...values(toFloat16(weightOf('w', [given.length], Float32Array.from(given))))]).toEqual(expected);
});

it('reads whole numbers', () => {
  expect([...values(stored(bytesOf(Int32Array.of(-7, 9)), [2], { dtype: 'int32' }))]).toEqual([-7, 9]);
});

it('shares the memory of aligned floats and copies others', () => {
  const data = Float32Array.of(1, 2, 3);
  const weight = weightOf('w', [3], data);
  expect(values(weight).buffer).toBe(data.buffer);
  const shifted = new Uint8Array(13);
  shifted.set(weight.bytes, 1);
  expect([...values({ ...weight, bytes: shifted.subarray(1) })]).toEqual([1, 2, 3]);
});

it('refuses values that do not fill the shape', () => {
  expect(() => weightOf('w', [2, 2], Float32Array.of(1, 2, 3))).toThrow('[2, 2] does not hold 3 values');
});

it('knows the bytes that a weight takes', () => {
  expect(storedBytes({ name: 'w', shape: [3, 5], stored: { dtype: 'float16' } })).toBe(30);
});
