import { type DragEvent, type ReactNode, useState } from 'react';
import classes from './file-drop.module.css';

interface Props {
  /** What can be chosen, as an `<input>` has it. */
  accept: string;
  onDrop: (data: DataTransfer) => void;
  /** At least one. */
  onChoose: (files: File[]) => void;
  /** All there is to do in its place. */
  large?: boolean;
  /** An icon and what to do, in words. */
  children: ReactNode;
}

/** Takes files that are dropped on it or, by click and keyboard, chosen. */
export function FileDrop({ accept, onDrop, onChoose, large, children }: Props) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onDrop(event.dataTransfer);
  };
  return (
    <label
      className={classes.drop}
      data-large={large || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        multiple
        accept={accept}
        className={classes.input}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = ''; // the same file may be chosen again
          if (files.length > 0) onChoose(files);
        }}
      />
      {children}
    </label>
  );
}
