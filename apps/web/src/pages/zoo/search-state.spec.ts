import { expect, it } from 'vitest';
import { filtersOf, readSearch, toggled, withoutFilters, writeSearch } from './search-state';

const search = 'query=cats+dogs&task=image-classification&size=tiny&tag=a&tag=b&sort=downloads&show=zoo';

it('reads from an address what it writes to one', () => {
  const state = readSearch(new URLSearchParams(search));
  expect(state).toMatchObject({ query: 'cats dogs', filters: { tag: ['a', 'b'], owner: [] }, sort: 'downloads' });
  expect(writeSearch(state).toString()).toBe(search);
  expect(writeSearch(readSearch(new URLSearchParams())).toString()).toBe('');
});

it('takes no notice of what an address cannot hold', () => {
  const state = readSearch(new URLSearchParams('size=huge&sort=age&show=nothing&colour=red'));
  expect(state).toEqual(readSearch(new URLSearchParams()));
});

it('adds and takes away filters one by one, and all at once', () => {
  const state = readSearch(new URLSearchParams(search));
  expect(toggled(state, 'tag', 'a').filters.tag).toEqual(['b']);
  expect(toggled(state, 'license', 'mit').filters.license).toEqual(['mit']);
  expect(filtersOf(state)).toHaveLength(4);
  expect(withoutFilters(state)).toMatchObject({ query: 'cats dogs', sort: 'downloads' });
  expect(filtersOf(withoutFilters(state))).toEqual([]);
});
