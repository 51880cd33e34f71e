/** `GlobalAveragePooling2D` → `global_average_pooling2d`, `ReLU` → `re_lu`: what Keras makes of a class's name. */
export function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Numbers what bears the same name: `conv2d`, `conv2d_1`, … */
export class Numbering {
  private readonly used = new Map<string, number>();

  next(stem: string): string {
    const number = this.used.get(stem) ?? 0;
    this.used.set(stem, number + 1);
    return number === 0 ? stem : `${stem}_${number}`;
  }
}
