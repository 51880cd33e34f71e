import { IconCheck } from '@tabler/icons-react';
import classes from './draft-tile.module.css';
import { FileThumbnail } from './file-thumbnail';
import { dragImages } from './image-drag';
import type { DraftImage } from './image-draft';

interface Props {
  image: DraftImage;
  /** Ids of all that are chosen. */
  chosen: ReadonlySet<number>;
  onToggle: () => void;
}

/** An image of the draft: a click chooses it, dragging it takes along whatever else is chosen. */
export function DraftTile({ image: { id, file }, chosen, onToggle }: Props) {
  const isChosen = chosen.has(id);
  return (
    <button
      type="button"
      className={classes.tile}
      aria-pressed={isChosen}
      aria-label={file.name}
      title={file.name}
      draggable
      onClick={onToggle}
      onDragStart={({ dataTransfer }) => dragImages(dataTransfer, isChosen ? chosen : new Set([id]))}
    >
      <FileThumbnail file={file} />
      {isChosen && (
        <span className={classes.check}>
          <IconCheck size={14} stroke={3} aria-hidden />
        </span>
      )}
    </button>
  );
}
