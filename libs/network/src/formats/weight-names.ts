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

  /**
   * @param path the names of the models around the layer, then its own
   * @param variable the weight's name within the layer
   */
  take(path: string[], variable: string): Weight | undefined {
    const name = `${path.at(-1)!}/${variable}`;
    return (
      this.pick(name) ??
      this.pick([...path, variable].join('/')) ??
      this.only((stored) => withoutCell(stored) === name) ??
      this.only((stored) => stored.endsWith(`/${name}`) || withoutCell(stored).endsWith(`/${name}`))
    );
  }

  /** Names of the weights that belong to no layer. */
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

/** `lstm/kernel` of `lstm/lstm_cell/kernel` */
function withoutCell(name: string): string {
  const parts = name.split('/');
  return [...parts.slice(0, -2), parts.at(-1)!].join('/');
}
