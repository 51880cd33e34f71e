/** What is dragged: images of the draft by their ids. */
export const IMAGES_TYPE = 'application/x-graft-images';

export function dragImages(data: DataTransfer, ids: ReadonlySet<number>): void {
  data.setData(IMAGES_TYPE, [...ids].join(','));
  data.effectAllowed = 'move';
}

export const idsOf = (data: DataTransfer): Set<number> =>
  new Set(data.getData(IMAGES_TYPE).split(',').filter(Boolean).map(Number));
