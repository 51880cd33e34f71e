import { type Topology, applications, buildApplication, parameterCount } from '#graft/network';

interface Known {
  name: string;
  parts: string;
  parameters: number;
}

/**
 * Name of the Keras application that a backbone is, or null. Told by what it is made of rather than by names, which
 * every tool that fine-tunes changes.
 */
export function recogniseArchitecture(backbone: Topology): string | null {
  const parts = partsOf(backbone);
  const alike = knownBackbones().filter((known) => known.parts === parts);
  // EfficientNetB1 and B2 differ in their widths alone; elsewhere a width multiplier changes those.
  const found = alike.find(({ parameters }) => parameters === parameterCount(backbone)) ?? alike[0];
  return found?.name ?? null;
}

let known: Known[] | undefined;

function knownBackbones(): Known[] {
  return (known ??= applications.map(({ name }) => {
    const backbone = buildApplication(name, { includeTop: false });
    return { name, parts: partsOf(backbone), parameters: parameterCount(backbone) };
  }));
}

/** The layers that have weights, in no order, each with its kernel's extent: `Conv2D 3,3`. */
function partsOf({ layers }: Topology): string {
  return layers
    .filter(({ weights }) => weights.length > 0)
    .map(({ className, weights }) => `${className} ${weights[0]!.shape.slice(0, -2).join()}`)
    .sort()
    .join(';');
}
