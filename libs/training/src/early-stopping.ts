/** What an epoch came to, whatever its task. Losses are the mean per image, with its weight. */
export interface Epoch {
  /** From 1. */
  epoch: number;
  loss: number;
  valLoss: number;
  learningRate: number;
}

/** The first epoch with the lowest validation loss. */
export function bestEpoch<E extends Epoch>(history: readonly E[]): E | undefined {
  return history.reduce<E | undefined>(
    (best, record) => (best && best.valLoss <= record.valLoss ? best : record),
    undefined,
  );
}

/** Whether the last `patience` epochs brought no lower validation loss (Prechelt 1998); a patience of 0 never stops. */
export function shouldStop(history: readonly Epoch[], patience: number): boolean {
  const best = bestEpoch(history);
  return patience > 0 && best !== undefined && history.at(-1)!.epoch - best.epoch >= patience;
}
