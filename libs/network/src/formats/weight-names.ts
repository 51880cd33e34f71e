import type { Weight } from '../graph.js';

/**
 * Finds weights by the names that files give them. Usually `layer/variable`; since TensorFlow 2.2 a recurrent layer's
 * cell stands in between, and converters of nested models put the models' names in front.
 */
export class WeightNames {
  private readonly left: Map<string, Weight>;

  constructor(weights: Weight[]) {
    this.left = new Map(weights.map((weight) => [weight.name, weight]));
  }

  /** @param path the names of the models around the layer, then its own. */
  take(path: string[], variable: string): Weight | undefined {
    const layer = path.at(-1)!;
    return (
      this.pick(`${layer}/${variable}`) ??
      this.pick([...path, variable].join('/')) ??
      this.only((name) => name.startsWith(`${layer}/`) && name.endsWith(`/${variable}`)) ??
      this.only((name) => name.endsWith(`/${layer}/${variable}`))
    );
  }

  /** Names of weights that nobody took. */
  rest(): string[] {
    return [...this.left.keys()];
  }

  private pick(name: string): Weight | undefined {
    const weight = this.left.get(name);
    this.left.delete(name);
    return weight;
  }

  private only(fits: (name: string) => boolean): Weight | undefined {
    const names = this.rest().filter(fits);
    return names.length === 1 ? this.pick(names[0]!) : undefined;
  }
}
