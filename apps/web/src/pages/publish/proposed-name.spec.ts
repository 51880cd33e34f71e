import { expect, it } from 'vitest';
import { proposedName } from './proposed-name';

it.each([
  [['fer2013_mini_XCEPTION.119-0.65.hdf5'], 'fer2013-mini-xception-119-0-65'],
  [['digits/model.json', 'digits/group1-shard1of1.bin'], 'digits'],
  [['model.json', 'group1-shard1of1.bin'], ''],
  [['https://example.org/mobilenet_v1_0.25_224/model.json'], 'mobilenet-v1-0-25-224'],
])('%j is proposed as "%s"', (paths, name) => expect(proposedName(paths)).toBe(name));
