import { useState } from 'react';
import classes from './thumbnail.module.css';

interface Props {
  src: string;
  /** Empty if it is named beside. */
  alt: string;
}

/** A picture that fills its square; one that the browser cannot show leaves the square empty. */
export function Thumbnail({ src, alt }: Props) {
  const [failed, setFailed] = useState('');
  if (failed === src) return <span className={classes.thumbnail} role="img" aria-label={alt} title={alt} />;
  return (
    <img
      src={src}
      alt={alt}
      title={alt}
      className={classes.thumbnail}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(src)}
    />
  );
}
