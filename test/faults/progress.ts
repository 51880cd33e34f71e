/** What the work on a service is doing now, so that a fault can wait for its moment. */
export class Progress {
  private marks = 0;
  private readonly begun = new Map<string, number>();
  private readonly active = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  /** Notes that a request or an event has just come or gone. */
  mark(): void {
    this.marks++;
    for (const look of this.waiting) look();
  }

  /** Does a step of the work, such as `publish`. */
  async during<T>(step: string, work: () => Promise<T>): Promise<T> {
    add(this.begun, step, 1);
    add(this.active, step, 1);
    this.mark();
    try {
      return await work();
    } finally {
      add(this.active, step, -1);
    }
  }

  /** The steps under way. */
  steps(): string[] {
    return [...this.active].flatMap(([step, count]) => (count > 0 ? [step] : []));
  }

  /** Resolves after so many marks more. */
  marked(more: number): Promise<void> {
    const mark = this.marks + more;
    return this.until(() => this.marks >= mark);
  }

  /** Resolves when a step begins once more. */
  next(step: string): Promise<void> {
    const before = this.begun.get(step);
    return this.until(() => this.begun.get(step) !== before);
  }

  private until(reached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!reached()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }
}

const add = (counts: Map<string, number>, step: string, by: number) => counts.set(step, (counts.get(step) ?? 0) + by);
