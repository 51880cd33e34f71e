import { expect, it } from 'vitest';
import { byName, startedPrograms } from './programs.js';

it('gives each program that is started elsewhere a name of its own in the build', () => {
  const programs = byName(startedPrograms());
  expect(programs).toMatchObject({ 'run.child': 'libs/training/src/run.child.ts' });
  expect(programs).toMatchObject({ 'decode.thread': 'libs/training/src/decode.thread.ts' });
});

it('refuses two programs of one name', () => {
  expect(() => byName(['libs/zoo/src/model.child.ts', 'libs/serving/src/model.child.ts'])).toThrow(
    'Two programs are called model.child: libs/zoo/src/model.child.ts and libs/serving/src/model.child.ts. Rename one.',
  );
});
