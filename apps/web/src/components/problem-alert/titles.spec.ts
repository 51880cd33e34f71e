import { expect, it } from 'vitest';
import * as problems from '#graft/problems';
import english from '../../locales/en/common.json';
import french from '../../locales/fr/common.json';

it('every class of problems has its title in both languages, in English the one of its own', () => {
  const classes = Object.values(problems).filter((exported) => Object.getPrototypeOf(exported) === problems.Problem);
  const own = classes
    .map((Class) => new (Class as typeof problems.InvalidInput)('…'))
    .map(({ type, title }) => [type, title]);
  expect(english.problem.titles).toEqual(Object.fromEntries(own));
  expect(Object.keys(french.problem.titles)).toEqual(own.map(([type]) => type));
});
