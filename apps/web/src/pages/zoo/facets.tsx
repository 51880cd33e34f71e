import { Stack } from '@mantine/core';
import { useModelWords } from '../../components/model-words';
import type { FacetCounts } from './catalogue-search';
import { FacetGroup, FacetSkeleton } from './facet-group';
import { type Facet, FACETS, type SearchState, SIZES, toggled } from './search-state';
import type { ChangeSearch } from './use-search-state';

interface Props {
  /** Undefined until they are there. */
  counts: FacetCounts | undefined;
  state: SearchState;
  onChange: ChangeSearch;
}

/** What models can be narrowed down by, with how many there are of each. */
export function Facets({ counts, state, onChange }: Props) {
  const words = useModelWords();
  const wordOf = (facet: Facet, value: string): string =>
    facet === 'tag' || facet === 'owner' || facet === 'architecture' ? value : words[facet](value);
  return (
    <Stack gap="lg">
      {FACETS.map((facet) =>
        counts === undefined ? (
          <FacetSkeleton key={facet} facet={facet} />
        ) : (
          <FacetGroup
            key={facet}
            facet={facet}
            values={valuesOf(facet, counts[facet], state.filters[facet])}
            chosen={state.filters[facet]}
            wordOf={(value) => wordOf(facet, value)}
            onToggle={(value) => onChange(toggled(state, facet, value))}
          />
        ),
      )}
    </Stack>
  );
}

type FacetValue = FacetCounts[Facet][number];

/** Chosen values stay in sight, even where nothing has them any more; sizes stand in their own order. */
function valuesOf(facet: Facet, counted: FacetValue[], chosen: string[]): FacetValue[] {
  const gone = chosen.filter((value) => !counted.some((one) => one.value === value));
  const all = [...counted, ...gone.map((value) => ({ value, count: 0 }))];
  const rank = ({ value }: FacetValue) => SIZES.findIndex((size) => size === value);
  return facet === 'size' ? all.sort((a, b) => rank(a) - rank(b)) : all;
}
