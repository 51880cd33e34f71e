import { type DragEvent, useState } from 'react';
import { filesOfDrop, type FoundFile } from '../../../found-files';
import { IMAGES_TYPE, idsOf } from './image-drag';

interface Taken {
  onFiles?: (found: FoundFile[]) => void;
  /** Images of the draft, dragged here from another class. */
  onImages?: (ids: Set<number>) => void;
}

/** Makes an element take what is dropped on it. @returns what to spread over the element */
export function useFileDrop({ onFiles, onImages }: Taken) {
  const [depth, setDepth] = useState(0);
  const takes = ({ dataTransfer: { types } }: DragEvent) =>
    types.includes(IMAGES_TYPE) ? onImages !== undefined : types.includes('Files') && onFiles !== undefined;
  return {
    'data-over': depth > 0 || undefined,
    onDragEnter: (event: DragEvent) => {
      if (takes(event)) setDepth(depth + 1);
    },
    onDragLeave: (event: DragEvent) => {
      if (takes(event)) setDepth(Math.max(0, depth - 1));
    },
    onDragOver: (event: DragEvent) => {
      if (takes(event)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      setDepth(0);
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const ids = idsOf(event.dataTransfer);
      if (ids.size > 0) onImages?.(ids);
      else void filesOfDrop(event.dataTransfer).then(onFiles);
    },
  };
}
