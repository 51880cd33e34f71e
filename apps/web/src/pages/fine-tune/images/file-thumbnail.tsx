import { IconPhotoQuestion } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import classes from '../../../components/thumbnail.module.css';

/** A file of this machine as an image; the server may still read one that the browser cannot show. */
export function FileThumbnail({ file }: { file: Blob }) {
  const image = useRef<HTMLImageElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (failed) return <IconPhotoQuestion size={28} stroke={1.5} aria-hidden />;
  return (
    <img
      ref={image}
      alt=""
      className={classes.thumbnail}
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
    />
  );
}
