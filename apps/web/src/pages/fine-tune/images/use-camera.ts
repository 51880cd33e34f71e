import { useEffect, useState } from 'react';

/** Whether there is a camera that this page may ask for: none on plain HTTP beyond this machine. */
export function useHasCamera(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    const devices = (navigator as Partial<Navigator>).mediaDevices;
    if (!devices) return;
    const look = () =>
      void devices
        .enumerateDevices()
        .then((found) => setHas(found.some(({ kind }) => kind === 'videoinput')))
        .catch(() => setHas(false));
    look();
    devices.addEventListener('devicechange', look);
    return () => devices.removeEventListener('devicechange', look);
  }, []);
  return has;
}
