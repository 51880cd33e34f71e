import { type Topology, applications, buildApplication, cutAt, findTop } from '#graft/network';
import { expect, it } from 'vitest';
import { recogniseArchitecture } from './architecture.js';

const backboneOf = (whole: Topology) => cutAt(whole, findTop(whole)!.layer);

it.each(applications.map(({ name }) => name))('recognises %s by its backbone', (name) => {
  expect(recogniseArchitecture(backboneOf(buildApplication(name, { includeTop: true })))).toBe(name);
});

it('recognises a narrow network', () => {
  const narrow = buildApplication('MobileNetV2', { alpha: 0.35, includeTop: false });
  expect(recogniseArchitecture(narrow)).toBe('MobileNetV2');
});

it('does not take a few convolutions for an architecture', () => {
  const whole = buildApplication('VGG16', { includeTop: false });
  expect(recogniseArchitecture(cutAt(whole, whole.layers[8]!.name))).toBeNull();
});
