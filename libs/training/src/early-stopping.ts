/** What an epoch came to. Losses are cross-entropy per image, class weights applied; accuracies in [0, 1]. */
export interface EpochRecord {
  /** From 1. */
  epoch: number;
  loss: number;
  accuracy: number;
  valLoss: number;
  valAccuracy: number;
  learningRate: number;
}

/** The first epoch with the lowest validation loss. */
export function bestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  return history.reduce<EpochRecord | undefined>(
    (best, record) => (best && best.valLoss <= record.valLoss ? best : record),
    undefined,
  );
}

/** Whether the last `patience` epochs brought no lower validation loss (Prechelt 1998); a patience of 0 never stops. */
export function shouldStop(history: readonly EpochRecord[], patience: number): boolean {
  const best = bestEpoch(history);
  return patience > 0 && best !== undefined && history.at(-1)!.epoch - best.epoch >= patience;
}
