import { Button } from '@twilio-paste/core/button';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import React, { useEffect, useState } from 'react';
import { text as say } from '../strings';

const STATES = {
  idle: 'QueueEligibilityWhatIfCopy',
  copied: 'QueueEligibilityWhatIfCopied',
  failed: 'QueueEligibilityWhatIfCopyFailed',
} as const;

/** How long it says so, ms. */
const SAID_MS = 3_000;

/** Copies a text, and says whether that went well. */
export function CopyButton({ text }: { text: () => string }) {
  const [state, setState] = useState<keyof typeof STATES>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SAID_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <Button variant="secondary" size="small" onClick={() => void copy()}>
        {say(STATES[state])}
      </Button>
      <ScreenReaderOnly aria-live="polite">{state === 'idle' ? '' : say(STATES[state])}</ScreenReaderOnly>
    </>
  );
}
