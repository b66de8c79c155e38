import { useEffect, useRef, type RefObject } from 'react';

/** Whether what asks is shown still: who has gone elsewhere is not to be called back. */
export function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}
